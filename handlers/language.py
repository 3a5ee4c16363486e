"""Language."""

from bot.domain.commands import SetLanguage
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Opening

LANGUAGES = {"bahasa_indonesia": "id", "english": "en"}
NAMES = {"english": "en", "inggris": "en", "indonesia": "id"}  # words that ask for one at once
AFTER = (Choice("cek"), Choice("lapor"), Choice("menu"))


def start(ctx: Context, msg: Inbound) -> Turn:
    """Ask which, unless it was named."""
    if msg.choice in NAMES:
        return spoken(NAMES[msg.choice])
    return Turn.ask(choose, Reply("language.ask", choices=tuple(Choice(id_) for id_ in LANGUAGES)))


def choose(ctx: Context, msg: Inbound) -> Turn:
    """A tap; whoever tells or asks something instead is answered that."""
    language = LANGUAGES.get(msg.choice or "")
    if language is None:
        if ctx.facts.opening(msg.text) is not Opening.UNCLEAR:
            return Turn.stray()
        return Turn.ask(choose, Reply("language.again", choices=tuple(Choice(id_) for id_ in LANGUAGES)))
    return spoken(language)


def spoken(language: str) -> Turn:
    return Turn.end(Reply("language.done", choices=AFTER), commands=[SetLanguage(language)])


CONVERSATION = Conversation(
    name="language",
    start=start,
    words=("bahasa", "ganti bahasa", "ubah bahasa", "language", "change language", *NAMES),
    steps=(choose,),
)
