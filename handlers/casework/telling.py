"""A case in words and buttons: what an officer sees of it in the chat."""

from dataclasses import dataclass

from bot.domain.casework import CaseState, CaseView
from bot.domain.conversation import Draft, Turn
from bot.domain.messages import Choice, Reply

LIST = (Choice("kasus"),)
NOT_YET = Choice("tidak_jadi")


@dataclass(frozen=True, slots=True)
class CaseDraft(Draft):
    number: str = ""
    action: str = ""
    alike: bool = False


def gone(case: CaseView) -> Turn | None:
    """What is said when the case is closed or a colleague's."""
    key = "case.is_closed" if case.state is CaseState.CLOSED else "case.is_taken" if case.is_taken else ""
    return Turn.end(Reply(key, {"number": case.number}, LIST)) if key else None


def own_choices(case: CaseView) -> tuple[Choice, ...]:
    return tuple(Choice(id_, topic=case.number) for id_ in ("lihat_isi", "tanya", "tutup"))


def alike_choices(case: CaseView) -> tuple[Choice, ...]:
    return tuple(Choice(id_, topic=case.number) for id_ in ("lihat_isi", "tutup_semua"))


def offer_choices(case: CaseView) -> tuple[Choice, ...]:
    return tuple(Choice(id_, topic=case.number) for id_ in ("terima", "tidak_bisa"))
