"""Messages that can be heard: which are good today, and where their sounds lie."""

from bot.content.audio import Recording, VoiceEntry
from bot.domain.voices import Voice
from bot.i18n import FIRST_LANGUAGE
from bot.services.desk import Desk


def at(desk: Desk, place: str, language: str) -> tuple[Voice, ...]:
    """What is offered in a place, in the order of the file."""
    good = (voice(desk, entry.id, language) for entry in desk.content.voices if entry.place == place)
    return tuple(one for one in good if one is not None)


def voice(desk: Desk, ident: str, language: str) -> Voice | None:
    """None past its review date, without a sound, or for a name that is none of ours."""
    found = sound(desk, ident, language)
    return None if found is None else Voice(ident, found[1].is_synthetic)


def sound(desk: Desk, ident: str, language: str) -> tuple[str, Recording] | None:
    """The language that is heard, Bahasa Indonesia where the person's own has no sound, and the recording."""
    if not any(entry.id == ident and _is_good(desk, entry) for entry in desk.content.voices):
        return None
    found = ((code, desk.sounds.get((code, ident))) for code in (language, FIRST_LANGUAGE))
    return next(((code, one) for code, one in found if one is not None), None)


def _is_good(desk: Desk, entry: VoiceEntry) -> bool:
    return entry.review_by >= desk.today()
