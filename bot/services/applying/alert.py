"""Urgent local alerts."""

from bot.domain import commands as do
from bot.services import public_alerts
from bot.services.applying.turning import Appliers, Turning
from bot.store import outbox
from bot.store.public_alerts import PURPOSE


def _submit(turning: Turning, command: do.SubmitAlert) -> None:
    public_alerts.submit(turning.tx, turning.desk, turning.contact.id, command)


def _approve(turning: Turning, command: do.ApproveAlert) -> None:
    public_alerts.approve(turning.tx, turning.desk, turning.contact.id, command.number)


def _refuse(turning: Turning, command: do.RefuseAlert) -> None:
    public_alerts.refuse(turning.tx, turning.desk, turning.contact.id, command.number)


def _resume(turning: Turning, command: do.ResumeAlert) -> None:
    public_alerts.resume(turning.tx, turning.desk, turning.contact.id, command.number)


def _read(turning: Turning, _command: do.ReadAlerts) -> None:
    outbox.cancel_waiting(turning.tx, turning.contact.id, PURPOSE, turning.now)


APPLIERS: Appliers = {
    do.SubmitAlert: _submit,
    do.ApproveAlert: _approve,
    do.RefuseAlert: _refuse,
    do.ResumeAlert: _resume,
    do.ReadAlerts: _read,
}
