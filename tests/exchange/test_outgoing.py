"""What goes into a file for an agency: cut to its fields, without the reporter, signals only once confirmed."""

from bot.domain.casework import Partner
from bot.domain.detection import SignalState
from bot.domain.exchange.terms import FORMATS, Consent, Purpose, Terms
from bot.formats import files as formats
from bot.services.exchange import outgoing
from bot.store import detection
from tests.exchange.conftest import BASIS, HANDLING, Agency, refers
from tests.services.conftest import Office
from tests.services.test_custody import STORY
from tests.services.test_merging import MAIN, files
from tests.services.test_signals import LONTAR, PONTANG, RAJEG, rings, tells


def gathered(office: Office, what: str, partner: Partner, terms: Terms = HANDLING) -> outgoing.Gathered:
    desk = office.app.desk
    return office.app.database.write_now(
        lambda tx: outgoing.gathered(tx, desk, what, partner, terms, period=None)
    )


def test_a_file_of_cases_holds_what_the_agency_gets_and_no_word_of_the_report(office: Office) -> None:
    files(office, "warga", STORY)
    refers(office, MAIN, "Disnaker")
    found = gathered(office, "cases", Partner.LABOUR_OFFICE)
    assert found.header.withheld == ("outcome", "village", "people", "has_minor")
    assert gathered(office, "cases", Partner.BP3MI).records == []
    for format_ in FORMATS:
        data = formats.written(format_, found.records, found.header)
        if format_ != "xlsx":
            assert MAIN.encode() in data
            for secret in ("Kuswatun", "Kepuh", "36.04.12.2001", "warga"):
                assert secret.encode() not in data, format_
    statistics = Terms(Purpose.STATISTICS, BASIS, Consent.NOT_NEEDED)
    assert gathered(office, "cases", Partner.LABOUR_OFFICE, statistics).records == []


async def test_a_signal_leaves_once_an_officer_confirmed_it(agency: Agency) -> None:
    office = agency.office
    for village in (LONTAR, PONTANG, RAJEG):
        tells(office, village)
    rings(office)
    assert gathered(office, "signals", Partner.POLICE).records == []
    assert (await agency.gets("/signals"))["items"] == []
    office.app.database.write_now(
        lambda tx: detection.change_signal(tx, 1, state=SignalState.CONFIRMED.value, changed_at=office.now)
    )
    (signal,) = gathered(office, "signals", Partner.POLICE).records
    assert signal.value == "+6281290004411"
    assert [place.code for place in signal.districts] == ["36.03.11", "36.04.12", "36.04.13"]
    assert (await agency.gets("/signals"))["items"] == [signal.model_dump(mode="json")]
    (cut,) = gathered(office, "signals", Partner.LABOUR_OFFICE).records
    assert (cut.value, cut.what) == (None, signal.what)
    (nothing,) = gathered(office, "signals", Partner.WITNESS_PROTECTION).records
    assert (nothing.what, nothing.value, nothing.districts) == (None, None, None)
