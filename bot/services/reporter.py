"""What goes to a reporter's chat unasked, as far as they allowed it.

Somebody else may see the phone: whoever said so gets one and the same line whatever there is to tell, and reads the
rest by a tap or with the receipt code.
"""

from dataclasses import replace

from bot.domain.casework import Stage
from bot.domain.messages import Choice, Param, Reply
from bot.services import alerts, handles, numbers, push
from bot.services.desk import REPORT, Desk
from bot.store import cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction

QUIET = "push.quiet"
RELAY, QUIET_RELAY = "relay", "quiet"  # purposes in the outbox, each with a template of its own
STAGES = {  # what a step on is told with
    Stage.VERIFIED: "push.case_update.diverifikasi",
    Stage.ACTED_ON: "push.case_update.ditindaklanjuti",
    Stage.DONE: "push.case_update.selesai",
    Stage.REJECTED: "push.case_update.ditolak",
}
REFERRED = "push.case_update.dirujuk"
UNREADABLE = "push.unreadable"  # of a picture or voice note they sent
TO_SAY = tuple(Choice(id_) for id_ in ("jawab", "diamkan", "putus_kontak"))  # under words of an officer
TO_ADD = (Choice("jawab", "choice.tambah"),)


def is_reached(report: AnyRow) -> bool:
    """Whether anything may be sent to its reporter."""
    return report.reply_to is not None and not report.is_cut and not report.is_muted


def contact_of(desk: Desk, report: AnyRow) -> int:
    """Where its reporter is reached; only of a report with a way back."""
    return int(desk.vault.open(report.reply_to, REPORT))


def tell(tx: Transaction, desk: Desk, case: AnyRow, key: str, **params: Param) -> None:
    """Reach the reporter of a case in their chat, if they allowed it; otherwise the receipt code shows it."""
    if not is_reached(case):
        return
    contact_id = contact_of(desk, case)
    topic = handles.handle(desk, contact_id, case.id)
    if case.is_discreet:
        quiet = Reply(QUIET, choices=(Choice("buka", topic=topic),))
        push.push(tx, desk, contact_id, quiet, purpose=QUIET_RELAY)
        return
    offered = TO_SAY if "text" in params else TO_ADD if key in (REFERRED, UNREADABLE) else ()
    choices = tuple(replace(choice, topic=topic) for choice in offered)
    number = numbers.number_of(case.id)
    told = Reply(key, {"number": number, **params}, choices)
    push.push(tx, desk, contact_id, *alerts.marked(case), told, purpose=RELAY)


def tell_all(tx: Transaction, desk: Desk, case_id: int, key: str, **params: Param) -> None:
    """The same to the reporters of a case and of those merged into it; none of them learns of the others."""
    for number in (case_id, *cases.merged_into(tx, case_id)):
        case = cases.case(tx, number)
        if case is not None:
            tell(tx, desk, case, key, **params)
