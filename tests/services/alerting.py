"""An urgent alert from the hands of two officers of the demonstration to villagers."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select

from bot.services import alert_fanout
from bot.store import audit as trail
from bot.store import public_alerts
from bot.store.db import Transaction
from bot.store.schema import outbox as rows
from tests.services.conftest import Office

HEADLINE, EVENT, TO_DO = (
    "Perekrut palsu di Tirtayasa",
    "Dua orang menawari kerja dan minta KTP.",
    "Jangan serahkan KTP.",
)
LONTAR = "36.04.13.2007"
NIGHT = datetime(2026, 11, 25, 15, tzinfo=UTC)  # 22.00 in Banten


def subscribed(office: Office, village: str, *who: str) -> None:
    for each in who:
        office.says(each, "langganan")
        office.says(each, village)


def hands_in(office: Office, who: int = 0, area: str = "Kec. Tirtayasa", pace: str = "Sekarang juga") -> str:
    """An officer writes an alert; gives what they are told at the end."""
    for text in ("peringatan", "Tulis peringatan", area, HEADLINE, EVENT, TO_DO, pace, "1 hari"):
        office.says(office.officers[who], text)
    return office.says(office.officers[who], "Ajukan ke rekan")


def lets_out(office: Office, who: int = 1, number: str = "1") -> str:
    return office.taps(office.officers[who], "setujui_peringatan", number)


def rings(office: Office) -> None:
    while office.app.database.write_now(lambda tx: alert_fanout.run(tx, office.app.desk)):
        pass


def published(office: Office, **kind: str) -> None:
    assert "Sudah diajukan" in hands_in(office, **kind)  # type: ignore[arg-type]
    assert "Disetujui" in lets_out(office)
    rings(office)


def had(office: Office, who: str) -> int:
    return sum("PERINGATAN untuk" in out.text for out in office.outs(who))


def state(office: Office, number: int = 1) -> tuple[str, str]:
    row = office.app.database.read(lambda tx: public_alerts.one(tx, number))
    assert row is not None
    return row.state, row.run


def actions(office: Office) -> list[tuple[int | None, str]]:
    def read(tx: Transaction) -> list[tuple[int | None, str]]:
        with trail.entries(tx) as found:
            return [(each.entry.officer, each.entry.action) for each in found if "alert" in each.entry.action]

    return office.app.database.read(read)


def bounded(office: Office, *, recipients: int | None = None, **changes: int) -> None:
    """The office's own bounds for one test."""
    alerts = office.app.desk.content.alerts
    if recipients is not None:
        alerts = replace(alerts, bounds=replace(alerts.bounds, recipients=recipients))
    office.app.desk.content = replace(office.app.desk.content, alerts=replace(alerts, **changes))


def queued(office: Office, contact: str = "") -> int:
    def read(tx: Transaction) -> int:
        mine = rows.c.purpose.in_(["warning", "warning_over"]) & (rows.c.state == "queued")
        if contact:
            mine &= rows.c.contact_id == office.contact_id(contact)
        return len(tx.execute(select(rows.c.id).where(mine)).all())

    return office.app.database.read(read)


def called_off(office: Office, number: str = "1") -> None:
    office.taps(office.officers[1], "batalkan_peringatan", number)
    office.says(office.officers[1], "Orangnya petugas sensus.")
    office.says(office.officers[1], "Ajukan ke rekan")
