"""What a partner agency sees through the API, what it never sees, and what it may tell."""

from datetime import timedelta

from bot.domain.casework import Partner
from bot.domain.exchange.records import Case
from bot.domain.exchange.terms import Consent, Purpose, Scope, Terms
from bot.domain.messages import Address
from bot.domain.risk_map import Part
from bot.services import reports as filed
from bot.services.exchange import access, transfers
from bot.store import cases
from tests.exchange.conftest import BASIS, Agency, refers
from tests.services.test_custody import STORY
from tests.services.test_map_figures import LONTAR, PONTANG, forget, told
from tests.services.test_map_figures import files as filed_on_the_map
from tests.services.test_merging import MAIN, MERGED, files, merged

TOKEN = "0123456789abcdef"
SUMMARY = "Tiga perempuan dari Pontang dijemput di bandara, katanya disuruh kerja di Malaysia tanpa kontrak."


async def test_a_referred_case_is_seen_by_its_partner_alone_and_without_a_word_of_the_report(
    agency: Agency,
) -> None:
    files(agency.office, "warga", STORY)
    assert await agency.numbers() == []
    refers(agency.office, MAIN)
    (case,) = (await agency.gets("/cases"))["items"]
    assert case == await agency.gets(f"/cases/{MAIN}")
    assert (case["number"], case["status"], case["shared"], case["stage"]) == (
        MAIN,
        "active",
        "referred",
        "selesai",
    )
    assert (case["outcome"], case["area_code"], case["area_name"]) == ("dirujuk", "36.04.12.2001", "Pontang")
    told = str(case)
    for word in STORY.split():
        assert word not in told or word.islower()
    for other in (Partner.POLICE, Partner.LABOUR_OFFICE, Partner.WITNESS_PROTECTION):
        assert await agency.given(other).numbers() == []
        problem = await agency.given(other).gets(f"/cases/{MAIN}", 404)
        assert problem == await agency.gets(
            "/cases/BD-999", 404
        )  # whose it is cannot be told from there being none


async def test_a_referral_is_for_handling_and_any_other_purpose_takes_a_grant(agency: Agency) -> None:
    files(agency.office, "warga", STORY)
    refers(agency.office, MAIN)
    terms = Terms(Purpose.INVESTIGATION, BASIS, Consent.GIVEN)
    investigators = agency.given(Partner.BP3MI, terms=terms)
    statisticians = agency.given(Partner.BP3MI, terms=Terms(Purpose.STATISTICS, BASIS, Consent.GIVEN))
    assert await investigators.numbers() == []
    assert agency.grants(MAIN, Partner.BP3MI, terms)
    assert await investigators.numbers() == [MAIN]
    assert (await investigators.gets(f"/cases/{MAIN}"))["shared"] == "granted"
    assert await statisticians.numbers() == []
    assert await agency.given(Partner.POLICE, terms=terms).numbers() == []


async def test_an_agency_gets_its_own_fields_and_cannot_ask_for_others_by_trying(agency: Agency) -> None:
    files(agency.office, "warga", STORY)
    refers(agency.office, MAIN, "Disnaker")
    office = agency.given(Partner.LABOUR_OFFICE)
    page = await office.gets("/cases")
    assert page["withheld"] == ["outcome", "village", "people", "has_minor"]
    (case,) = page["items"]
    assert (case["area_code"], case["area_name"]) == ("36.04.12", "Kec. Pontang")
    assert [case[name] for name in ("outcome", "people", "has_minor")] == [None, None, None]
    assert (await office.gets("/cases?area=36.04.12"))["items"] == [case]
    assert (await office.gets("/cases?area=36.04.12.2001", 400))["errors"][0]["where"] == "area"


async def test_what_is_taken_back_leaves_a_notice_and_nothing_else(agency: Agency) -> None:
    code = files(agency.office, "warga", STORY)
    refers(agency.office, MAIN)
    desk, database = agency.office.app.desk, agency.office.app.database

    def withdraw(tx: object) -> None:
        row = cases.report_by_hash(tx, desk.vault.receipt_hash(code))
        assert row is not None
        filed.withdraw(tx, desk, row, desk.now())

    assert agency.grants(MAIN, Partner.POLICE, Terms(Purpose.HANDLING, BASIS, Consent.GIVEN))
    database.write_now(withdraw)
    police = agency.given(Partner.POLICE)
    for partner in (police, agency):
        (case,) = (await partner.gets("/cases"))["items"]
        assert case["status"] == "withdrawn"
        kept = {"number", "status", "shared", "shared_on", "merged"}
        assert [name for name in Case.model_fields if case[name] is not None and name not in kept] == []
    await police.posts(f"/cases/{MAIN}/receipt", {"status": "received"}, status=409)


async def test_merged_cases_are_named_and_an_exercise_never_leaves(agency: Agency) -> None:
    merged(agency.office)
    officer = agency.office.officers[0]
    agency.office.taps(officer, "tutup", MAIN)
    agency.office.says(officer, "dirujuk")
    agency.office.says(officer, "BP3MI")
    (case,) = (await agency.gets("/cases"))["items"]
    assert (case["number"], case["merged"]) == (MAIN, [MERGED])
    await agency.gets(f"/cases/{MERGED}", 404)
    agency.office.app.database.write_now(lambda tx: cases.change_case(tx, 1, training_id=1))
    assert await agency.numbers() == []
    await agency.gets(f"/cases/{MAIN}", 404)
    assert not agency.grants(MAIN, Partner.POLICE, Terms(Purpose.HANDLING, BASIS, Consent.GIVEN))


async def test_pages_hold_together_and_a_cursor_is_good_for_one_query_of_one_key(agency: Agency) -> None:
    numbers = [f"BD-{101 + position}" for position in range(3)]
    for position, number in enumerate(numbers):
        files(agency.office, f"warga-{position}", f"{STORY} bersama rombongan ke-{position}")
        refers(agency.office, number)
    first = await agency.gets("/cases?limit=2")
    assert [case["number"] for case in first["items"]] == numbers[:2]
    cursor = first["next"]
    second = await agency.gets(f"/cases?limit=2&cursor={cursor}")
    assert ([case["number"] for case in second["items"]], second["next"]) == (numbers[2:], None)
    for query in (f"cursor={cursor[:-2]}AA", f"cursor={cursor}&area=36", "cursor=x"):
        assert (await agency.gets(f"/cases?{query}", 400))["type"].endswith("invalid-cursor")
    await agency.given(Partner.BP3MI).gets(f"/cases?cursor={cursor}", 400)
    agency.office.now += timedelta(days=1, minutes=1)
    await agency.gets(f"/cases?cursor={cursor}", 400)


async def test_a_receipt_reaches_the_officer_once_however_often_it_is_sent(agency: Agency) -> None:
    files(agency.office, "warga", STORY)
    refers(agency.office, MAIN)
    officer = agency.office.officers[0]
    agency.office.gets(officer)
    body = {"status": "taken_over", "reference": "B/12/XI/2026"}
    first = await agency.posts(f"/cases/{MAIN}/receipt", body)
    assert first["receipt"]["status"] == "taken_over"
    again = await agency.call("POST", f"/cases/{MAIN}/receipt", json=body, headers={"Idempotency-Key": TOKEN})
    assert (await again.json(), again.headers["Idempotency-Replayed"]) == (first, "true")
    assert await agency.posts(f"/cases/{MAIN}/receipt", body, "fedcba9876543210") == first
    heard = agency.office.gets(officer)
    assert heard.count("BP3MI mengambil alih BD-101") == 1
    assert "B/12/XI/2026" in heard
    other = {"status": "declined"}
    assert (await agency.posts(f"/cases/{MAIN}/receipt", other, status=422))["type"].endswith(
        "replayed-otherwise"
    )
    await agency.given(Partner.POLICE).posts(f"/cases/{MAIN}/receipt", body, status=404)


async def test_a_receipt_of_a_case_nobody_accepted_reaches_whoever_is_asked(agency: Agency) -> None:
    """An agency that says it took a case over has told somebody."""
    office, police = agency.office, Terms(Purpose.INVESTIGATION, BASIS, Consent.GIVEN)
    files(office, "warga", STORY)
    assert agency.grants(MAIN, Partner.POLICE, police)
    for officer in office.officers:
        office.gets(officer)
    caller = agency.given(Partner.POLICE, frozenset([Scope.CASES, Scope.RECEIPTS]), police)
    await caller.posts(f"/cases/{MAIN}/receipt", {"status": "taken_over"})
    asked = [officer for officer in office.officers if "mengambil alih BD-101" in office.gets(officer)]
    assert asked == office.officers[:1]
    office.climbs()
    for officer in office.officers:
        office.gets(officer)
    await caller.posts(f"/cases/{MAIN}/receipt", {"status": "declined"}, "fedcba9876543210")
    later = [officer for officer in office.officers if "BD-101" in office.gets(officer)]
    assert later
    assert later != asked


async def test_a_list_that_is_not_there_is_no_fresh_one(agency: Agency) -> None:
    lacking = [entry for entry in (await agency.gets("/registry"))["items"] if entry["list_date"] is None]
    assert lacking
    assert all(entry["is_stale"] for entry in lacking)


async def test_a_case_put_to_us_goes_to_the_officers_of_its_village_sealed_and_marked(agency: Agency) -> None:
    body = {"summary": SUMMARY, "area_code": "36.04.12.2001", "departure": "hari_ini_besok", "people": "beberapa",
            "has_minor": True, "reference": "B-7", "purpose": "handling", "legal_basis": BASIS,
            "consent": "given"}  # fmt: skip
    given = await agency.posts("/referrals", body, status=201)
    assert (given["number"], given["stage"], given["is_accepted"]) == ("BD-101", "diajukan", False)
    assert await agency.posts("/referrals", body, status=201) == given
    officer = agency.office.officers[0]
    heard = agency.office.gets(officer)
    assert "Laporan ini dari BP3MI" in heard
    assert heard.count("BD-101") == 1
    assert SUMMARY[:20] not in heard
    assert SUMMARY.encode() not in agency.office.everything_stored()
    agency.office.taps(officer, "terima", "BD-101")
    assert SUMMARY in agency.office.reads(officer, "BD-101")
    assert (await agency.gets("/referrals"))["items"] == [{**given, "is_accepted": True}]
    assert (await agency.gets("/referrals/BD-101"))["reference"] == "B-7"
    await agency.gets("/cases/BD-101", 404)  # it came from them; that opens nothing
    await agency.given(Partner.POLICE).gets("/referrals/BD-101", 404)


async def test_a_case_for_a_village_that_is_not_ours_is_refused_and_leaves_nothing(agency: Agency) -> None:
    body = {"summary": SUMMARY, "area_code": "11.01.01.2001", "purpose": "handling", "legal_basis": BASIS,
            "consent": "given"}  # fmt: skip
    assert (await agency.posts("/referrals", body, status=422))["errors"][0]["where"] == "/area_code"
    assert (await agency.gets("/referrals"))["items"] == []
    await agency.posts(
        "/referrals", {**body, "area_code": "36.04.12.2001"}, status=201
    )  # the token was not spent


async def test_every_transfer_is_noted_on_its_terms_and_what_did_not_leave_is_not(agency: Agency) -> None:
    files(agency.office, "warga", STORY)
    refers(agency.office, MAIN)
    tag = (await agency.call("GET", f"/cases/{MAIN}")).headers["ETag"]
    assert (await agency.call("GET", f"/cases/{MAIN}", headers={"If-None-Match": tag})).status == 304
    assert (await agency.call("HEAD", f"/cases/{MAIN}")).status == 200
    await agency.given(Partner.POLICE).gets("/cases")
    (noted,) = agency.office.app.database.read(lambda tx: transfers.listing(tx, None))
    assert (noted.direction, noted.way, noted.partner, noted.what) == ("out", "api", Partner.BP3MI, "cases")
    assert (noted.terms.purpose, noted.terms.legal_basis, noted.terms.consent) == (
        "handling",
        BASIS,
        "not_needed",
    )
    assert (noted.records, noted.numbers) == (1, (MAIN,))
    assert noted.fields == "severity,stage,outcome,village,departure,people,has_minor,opened_on"


async def test_a_key_opens_what_it_was_made_for_until_it_ends(agency: Agency) -> None:
    desk, database = agency.office.app.desk, agency.office.app.database
    reader = agency.given(Partner.BP3MI, frozenset([Scope.REGISTRY]), days=2)
    assert {entry["kind"] for entry in (await reader.gets("/registry"))["items"]} == {
        "p3mi",
        "sanctions",
        "job-orders",
    }
    assert (await reader.gets("/cases", 403))["type"] == "urn:benteng-desa:problem:scope-missing"
    agency.office.now += timedelta(days=2)
    assert (await reader.gets("/registry", 401))["type"].endswith("key-unknown")
    prefix = agency.key.split("_")[1]
    assert database.write_now(lambda tx: access.revoke(tx, desk, prefix))
    await agency.gets("/registry", 401)
    secret = agency.key.split("_", 2)[2]
    assert secret.encode() not in agency.office.everything_stored()


async def test_keys_that_are_none(agency: Agency) -> None:
    prefix, secret = agency.key.split("_", 2)[1:]
    bearers = (
        "",
        "x",
        f"bdk_{prefix}_{'A' * 43}",
        f"bdk_{'a' * 8}_{secret}",
        secret,
        agency.key + "A",
        "\u00ff" * 60,
    )
    for bearer in bearers:
        answer = await agency.http.get("/api/v1/cases", headers={"Authorization": f"Bearer {bearer}"})
        assert answer.status == 401, bearer
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    answer = await agency.http.get("/api/v1/cases")
    assert (await answer.json())["type"].endswith("key-missing")


async def test_a_key_that_asks_too_often_waits(agency: Agency) -> None:
    most = agency.office.app.desk.content.exchange.rate.most
    other = agency.given(Partner.BP3MI)
    for _ in range(most):
        await agency.gets("/cases/BD-999", 404)
    answer = await agency.call("GET", "/cases")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "60")
    await other.gets("/cases")
    agency.office.now += timedelta(seconds=61)
    await agency.gets("/cases")


async def test_counts_are_those_of_the_risk_map_and_no_others(agency: Agency) -> None:
    """Counted otherwise they could be subtracted from it."""
    forget(agency.office)
    assert (await agency.gets("/aggregates"))["items"] == []
    filed_on_the_map(agency.office, PONTANG, 7, "merah")
    filed_on_the_map(agency.office, LONTAR, 3)
    filed_on_the_map(agency.office, PONTANG, 5)
    found = told(agency.office)
    rows = (await agency.gets("/aggregates"))["items"]
    assert {row["area_code"]: row["reports"] for row in rows} == {
        code: found.area(code).count(Part.REPORTS).count for code in ("36", "36.04", "36.04.12", PONTANG)
    }
    (village,) = (row for row in rows if row["area_code"] == PONTANG)
    assert (village["reports"], village["urgent"], village["area_name"]) == (12, 7, "Pontang")
    assert "reports" in next(row for row in rows if row["area_code"] == "36.04")["incomplete"]
    assert rows == (await agency.gets(f"/aggregates?period={found.period.first_on}"))["items"]
    assert [row["area_code"] for row in (await agency.gets("/aggregates?area=36.04.12"))["items"]] == [
        "36.04.12",
        PONTANG,
    ]
    for query in ("period=0001-01-01", "period=9999-12-31", "area=36.03"):
        assert (await agency.gets(f"/aggregates?{query}"))["items"] == []


async def test_nothing_of_an_agency_is_a_contact(agency: Agency) -> None:
    desk = agency.office.app.desk
    body = {"summary": SUMMARY, "purpose": "handling", "legal_basis": BASIS, "consent": "given"}
    await agency.posts("/referrals", body, status=201)
    assert desk.address_hash(Address("agency", agency.key.split("_")[1])) not in agency.office.stored(
        "contacts"
    )
