"""Dengarkan: the most important messages, spoken; only for who asks. The open question is asked again afterwards."""

from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Enclosure, Inbound, MediaKind, Reply


def start(ctx: Context, msg: Inbound) -> Turn:
    """One of them, or the list to choose from."""
    if msg.topic is not None:
        return play(ctx, msg.topic)
    listed = tuple(voice.listed for voice in ctx.facts.voices())
    if not listed:
        return Turn.end(Reply("voice.gone", choices=(Choice("menu"), Choice("darurat"))))
    return Turn.end(Reply("voice.which", choices=listed))


def play(ctx: Context, ident: str) -> Turn:
    """With a word about the machine that speaks, where one does."""
    voice = ctx.facts.voice(ident)
    if voice is None:
        return Turn.aside(Reply("voice.gone"))
    heard = Reply(f"voice.{voice.id}", encloses=Enclosure(MediaKind.VOICE, voice.id))
    return Turn.aside(heard, Reply("voice.synthetic" if voice.is_synthetic else "voice.after"))


CONVERSATION = Conversation(name="listening", start=start, words=("dengarkan", "dengar", "suara", "listen"))
