"""Reports, their threads, second looks that people ask for."""

from bot.domain import commands as do
from bot.services import exercises, reports, second_look, traces
from bot.services.applying.turning import Appliers, Turning


def _file_report(turning: Turning, command: do.FileReport) -> None:
    code_hash = turning.facts.receipt_hash(command.code)
    reports.file(turning.tx, turning.desk, turning.contact, command, code_hash, turning.now)


def _add_to_report(turning: Turning, command: do.AddToReport) -> None:
    """Raises LookupError without such a report: its words are set aside for an operator, never thanked for and lost."""
    row = turning.facts.own_report_row(command.code)
    if row is None:
        raise LookupError("nothing to add to")
    reports.add(turning.tx, turning.desk, row, command.text, command.media, turning.contact)


def _say_real(turning: Turning, command: do.SayReal) -> None:
    row = turning.facts.own_report_row(command.code)
    if row is not None:
        exercises.make_real(turning.tx, turning.desk, row, turning.now)


def _cut_relay(turning: Turning, command: do.CutRelay) -> None:
    row = turning.facts.report_row(command.code)
    if row is not None:
        reports.cut(turning.tx, row)


def _erase_codes(turning: Turning, _command: do.EraseCodes) -> None:
    traces.codes(turning.tx, turning.desk, turning.contact)


def _mute_relay(turning: Turning, command: do.MuteRelay) -> None:
    row = turning.facts.report_row(command.code)
    if row is not None:
        reports.mute(turning.tx, row, is_muted=command.is_muted)


def _withdraw(turning: Turning, command: do.WithdrawReport) -> None:
    row = turning.facts.report_row(command.code)
    if row is not None and row.withdrawn_at is None and row.emptied_at is None:
        reports.withdraw(turning.tx, turning.desk, row, turning.now)


def _ask_second_look(turning: Turning, command: do.AskSecondLook) -> None:
    second_look.ask(turning.tx, turning.desk, turning.contact, command, turning.now)


def _read_answers(turning: Turning, _command: do.ReadAnswers) -> None:
    second_look.has_read(turning.tx, turning.contact.id, turning.now)


APPLIERS: Appliers = {
    do.FileReport: _file_report,
    do.AddToReport: _add_to_report,
    do.SayReal: _say_real,
    do.CutRelay: _cut_relay,
    do.MuteRelay: _mute_relay,
    do.EraseCodes: _erase_codes,
    do.WithdrawReport: _withdraw,
    do.AskSecondLook: _ask_second_look,
    do.ReadAnswers: _read_answers,
}
