"""Language."""

from bot.domain.commands import SetLanguage
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply

LANGUAGES = {"bahasa_indonesia": "id", "english": "en"}
AFTER = (Choice("cek"), Choice("lapor"), Choice("menu"))


def start(ctx: Context, msg: Inbound) -> Turn:
    return Turn.ask(choose, Reply("language.ask", choices=tuple(Choice(id_) for id_ in LANGUAGES)))


def choose(ctx: Context, msg: Inbound) -> Turn:
    language = LANGUAGES.get(msg.choice or "")
    if language is None:
        return Turn.ask(choose, Reply("language.again", choices=tuple(Choice(id_) for id_ in LANGUAGES)))
    return Turn.end(Reply("language.done", choices=AFTER), commands=[SetLanguage(language)])


CONVERSATION = Conversation(name="language", start=start, words=("bahasa", "language"), steps=(choose,))
