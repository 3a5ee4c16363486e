"""What people say to a bot beside their subject: thanks, "who is this", "and now?"."""

import re
from enum import StrEnum

from bot.domain.choosing import plain

LONGEST = 60  # characters
_POLITE = (
    r"(?: (?:ya|yah|kak|kakak|min|mimin|pak|bu|bang|mas|mbak|banyak|sekali|infonya|bantuannya"
    r"|(?:atas|sudah|udah) \w+))*"
)
_THANKS = re.compile(
    r"(?:(?:ok|oke|okey|okeh|siap|baik|baiklah|sip|ya|iya|nggih|alhamdulillah|mantap)"
    r" ?(?:kak|min|pak|bu|mbak|mas)? ?)*"
    r"(?:(?:terima ?kasih|trima ?kasih|makasih?|mksh|trims|tks|thx|tq|thanks?|thank you|(?:hatur )?nuhun|"
    rf"(?:matur )?(?:suwun|nuwun|kesuwun)|tengkyu){_POLITE})?"
)
_SIGN = re.compile(
    r"(?:[\U0001F44D\U0001F64F\U0001F44C\U0001F91D\u2764\U0001F60A\U0001F642]\W{0,2}){1,6}"
)  # 👍🙏👌🤝❤😊🙂
_WHO = re.compile(
    r"(?:ini|nomor|nomer|no|wa)\b.{0,14}\b(?:siapa|apaan|apa|robot|manusia)\b"
    r"|(?:kamu|anda|kalian|bot|sampeyan|situ)\b.{0,14}\b(?:siapa|apaan|apa|robot|manusia|penipu\w*|resmi|asli|beneran)\b"
    r"|(?:siapa|apa) (?:ini|sih ini|kamu|anda|nih)\b|(?:dapat|dapet|tahu|tau) nomor saya|who (?:are you|is this)"
)
_NOW = re.compile(
    r"\b(?:gimana|bagaimana|gmn|gmna|piye|priben|kepriben|kumaha|harus apa|(?:apa )?(?:yang|yg) harus|mesti apa|"
    r"ngapain|solusi\w*|langkah\w*|terus|trus|trs|lalu|what (?:now|should|do i do))\b"
)


class SmallTalk(StrEnum):
    THANKS = "thanks"
    WHO = "who"
    WHAT_NOW = "what_now"


def small_talk(text: str) -> SmallTalk | None:
    """What a short message is besides a subject; None when it is no small talk. Never raises."""
    said = plain(text[: LONGEST + 1])
    if _SIGN.fullmatch(text.strip()):
        return SmallTalk.THANKS
    if not said or len(text) > LONGEST:
        return None
    if _THANKS.fullmatch(said):
        return SmallTalk.THANKS
    if _WHO.match(said):
        return SmallTalk.WHO
    return SmallTalk.WHAT_NOW if _NOW.search(said) else None
