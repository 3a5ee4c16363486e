"""The weekly message on a real database: what its buttons do, whenever they are tapped."""

from bot.domain.messages import Outbound
from bot.services import awareness
from tests.services.conftest import Office

ME = "warga-web-0123456789"


def lesson(office: Office) -> Outbound:
    """Subscribe, and get the weekly message."""
    for text in ("INFO", "Mau langganan", "Lewati"):
        office.says(ME, text)
    office.app.database.write_now(lambda tx: awareness.send_now(tx, office.app.desk))
    return office.outs(ME)[-1]


def test_its_buttons_work_after_the_person_has_chatted_on(office: Office) -> None:
    out = lesson(office)
    office.says(ME, "lapor")
    office.says(ME, "Ada orang merekrut anak-anak di kampung")
    check, report = (choice.id for choice in out.choices)
    assert "Kirim tawarannya" in office.says(ME, button=check)
    office.says(ME, "halo")
    assert "Ceritakan" in office.says(ME, button=report)


def test_they_are_answered_by_number_while_nothing_else_was_said(office: Office) -> None:
    lesson(office)
    assert "Kirim tawarannya" in office.says(ME, "1")
