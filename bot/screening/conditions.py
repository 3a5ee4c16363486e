"""What phrases alone cannot tell: amounts, ages, countries and what the registry says.

Each condition gives the words it rests on, "" when it does not hold.
"""

import re
from collections.abc import Callable

from bot.domain.offers import ADULT, Match
from bot.screening import ages
from bot.screening.book import Book
from bot.screening.extract import Reading
from bot.screening.money import Amount

HUGE_FEE = 28_000_000  # rupiah, to an individual or unknown company (tests/eval/README.md, border rule 4)
FEE_WORTH_ASKING = {"IDR": 1_000_000, "JPY": 10_000, "KRW": 100_000, "TWD": 3_000, "PHP": 5_000}
OTHER_FEE_WORTH_ASKING = 90  # dollars, euros, ringgit, riyals
HUGEST_FEE = 1_000_000_000  # nobody asks for a milliard: such sums are fines of the law
HUGE_WAGE = 25_000_000  # rupiah a month for unskilled work in a country that does not pay it
FEARED_WORDS = 2  # between "they are sold" and where to
CHORES = ("chore_food", "chore_clothes", "chore_clean", "chore_child")  # subjects of the lexicon
NEAR_WORDS = 7  # between an amount and who bears it

_SHORT_LINK = re.compile(
    r"\b(?:bit\.ly|s\.id|tinyurl\.com|cutt\.ly|t\.ly|rebrand\.ly|linktr\.ee|forms\.gle|blogspot\.|wordpress\.com|wixsite\.|weebly\.)"
)

Condition = Callable[[Reading, Book, Match | None], str]

_OFFICES = (
    "kemnaker",
    "kp2mi",
    "bp2mi",
    "bp3mi",
    "kemlu",
    "imigrasi",
    "siskop2mi",
    "disnaker",
    "siapkerja",
    "polri",
)
_OFFICIAL_ADDRESS = re.compile(r"^(?:https?://)?[^/]*\.go\.id(?:/|$)")


def _closed_country(reading: Reading, book: Book, _match: Match | None) -> str:
    """Named as the destination, not as what this is unlike."""
    here = reading.here
    feared = list(book.subject("fear").all(here, keep_negated=True))
    for code in book.groups["closed"]:
        for found in book.countries[code].all(here):
            if found.first not in here.disowned and not any(
                fear.first <= found.first <= fear.last + FEARED_WORDS for fear in feared
            ):
                return here.quote(found.first, found.last)
    return ""


def _gulf_household(reading: Reading, book: Book, _match: Match | None) -> str:
    """Work in a private household of the Middle East: closed since 2015, registered company or not."""
    gulf = reading.first("country", book.groups["gulf"])
    work = (_offered(reading, book, "household") or _chores(reading, book)) if gulf else ""
    is_formal = not book.means(reading.here, "household_sure") and book.means(reading.here, "formal")
    if not work or is_formal:
        return ""
    return f"{work}, {gulf}"


def _offered(reading: Reading, book: Book, subject: str) -> str:
    """The words of a subject that belong to the offer at hand; "" when there are none."""
    here = reading.here
    told = (found for found in book.subject(subject).all(here) if found.first not in here.disowned)
    return next((here.quote(found.first, found.last) for found in told), "")


def _chores(reading: Reading, book: Book) -> str:
    """The chores of a home, told without its name: of two kinds, or one that is done in somebody's house."""
    told = [words for words in (book.means(reading.here, chore) for chore in CHORES) if words]
    is_home = len(told) > 1 or bool(told and book.means(reading.here, "in_house"))
    return ", ".join(told) if is_home else ""


def _closed_place(reading: Reading, book: Book, match: Match | None) -> str:
    return _closed_country(reading, book, match) or _gulf_household(reading, book, match)


def _scam_compound(reading: Reading, book: Book, _match: Match | None) -> str:
    """Desk work without requirements in a country where such jobs end in a compound."""
    if not (_closed_country(reading, book, _match) or reading.first("country", book.groups["scam_route"])):
        return ""
    return book.means(reading.here, "desk")


def _overland(reading: Reading, book: Book, _match: Match | None) -> str:
    """On by land or river from one country of the scam belt into the next."""
    belt = {*book.groups["closed"], *book.groups["scam_route"]}
    if len(set(reading.values("country"))) < 2 or belt.isdisjoint(reading.values("country")):
        return ""
    return book.means(reading.here, "overland")


def _no_agreement(reading: Reading, book: Book, _match: Match | None) -> str:
    return reading.first("country", book.groups["no_agreement"])


def _short_link(reading: Reading, _book: Book, _match: Match | None) -> str:
    return next((e.text for e in reading.entities if e.kind == "url" and _SHORT_LINK.search(e.value)), "")


def _huge_fee(reading: Reading, book: Book, match: Match | None) -> str:
    """Thirty million or more to somebody who is no licensed company."""
    if match is not None and match.match == "exact" and match.status == "aktif" and not match.clone:
        return ""
    asked = (a for a in (*reading.fees, *reading.loose) if a.period == "" and _is_asked(reading, book, a))
    return next((a.text for a in asked if a.currency == "IDR" and a.high >= HUGE_FEE), "")


def _fee(reading: Reading, book: Book, _match: Match | None) -> str:
    return next((a.text for a in reading.fees
                 if a.high >= FEE_WORTH_ASKING.get(a.currency, OTHER_FEE_WORTH_ASKING) and a.period == ""
                 and _is_asked(reading, book, a)), "")  # fmt: skip


def _is_asked(reading: Reading, book: Book, amount: Amount) -> bool:
    """Meant, and neither paid back nor borne by the employer nor lent by a bank; what goes to the company is asked."""
    here = reading.here
    place = here.word_at(amount.start)
    if place in here.taken_back or amount.high >= HUGEST_FEE:
        return False
    if book.has(here, "to_company"):
        return True
    sentence = here.words[min(place, len(here.words) - 1)].sentence
    borne = book.subject("borne").all(here)
    return not any(
        here.words[found.first].sentence == sentence and abs(found.first - place) <= NEAR_WORDS
        for found in borne
    )


def _huge_wage(reading: Reading, _book: Book, _match: Match | None) -> str:
    return next((a.text for a in reading.salaries if a.currency == "IDR" and a.high > HUGE_WAGE), "")


def _listed_as(status: str) -> Condition:
    def condition(_reading: Reading, _book: Book, match: Match | None) -> str:
        return match.name if match is not None and match.match == "exact" and match.status == status else ""

    return condition


def _revoked(reading: Reading, book: Book, match: Match | None) -> str:
    """On the list as revoked, or said to be by who tells that it recruits all the same."""
    told = reading.values("company") if book.means(reading.here, "revoked") else ()
    return _listed_as("dicabut")(reading, book, match) or next(iter(told), "")


def _matched_as(kind: str) -> Condition:
    def condition(_reading: Reading, _book: Book, match: Match | None) -> str:
        return match.name if match is not None and match.match == kind else ""

    return condition


def _other_contact(_reading: Reading, _book: Book, match: Match | None) -> str:
    return match.name if match is not None and match.clone else ""


def _cloned(reading: Reading, _book: Book, match: Match | None) -> str:
    """A listed name with somebody else's number that already asks for money."""
    wants_money = bool(reading.fees or reading.loose or reading.values("account"))
    return match.name if match is not None and match.clone and wants_money else ""


def _fake_domain(reading: Reading, _book: Book, _match: Match | None) -> str:
    """The name of a ministry in an address that is not under go.id."""
    for entity in reading.entities:
        is_posing = entity.kind == "url" and any(name in entity.value for name in _OFFICES)
        if is_posing and not _OFFICIAL_ADDRESS.search(entity.value):
            return entity.text
    return ""


def _minor(reading: Reading, _book: Book, _match: Match | None) -> str:
    here = reading.here
    told = [(start, end) for start, end, _ in ages.found(here.text) if here.word_at(start) in here.disowned]
    over = {here.mended.span(*span)[0] for span in told}
    young = (entity for entity in reading.entities if entity.kind == "age" and int(entity.value) < ADULT)
    return next((entity.text for entity in young if entity.start not in over), "")


def needs_no_company(reading: Reading, book: Book) -> bool:
    """Whether it tells of a way abroad that no placement company takes part in."""
    return any(book.has(reading.here, way) for way in ("programme", "no_agency"))


def _no_company(reading: Reading, book: Book, _match: Match | None) -> str:
    return "" if reading.values("company") or needs_no_company(reading, book) else "-"


def _confirmed(reading: Reading, _book: Book, _match: Match | None) -> str:
    return next((entity.text for entity in reading.confirmed if entity.kind != "company"), "")


def _confirmed_name(reading: Reading, _book: Book, _match: Match | None) -> str:
    return next((entity.text for entity in reading.confirmed if entity.kind == "company"), "")


def _weighed(_reading: Reading, _book: Book, _match: Match | None) -> str:
    """Never by itself: bot.screening.evidence adds it when rules and words are weighed together."""
    return ""


CONDITIONS: dict[str, Condition] = {
    "closed_place": _closed_place,
    "scam_compound": _scam_compound,
    "overland": _overland,
    "no_agreement": _no_agreement,
    "short_link": _short_link,
    "huge_fee": _huge_fee,
    "fee": _fee,
    "huge_wage": _huge_wage,
    "revoked": _revoked,
    "suspended": _listed_as("dibekukan"),
    "lapsed": _listed_as("kedaluwarsa"),
    "unlisted": _matched_as("none"),
    "similar": _matched_as("similar"),
    "other_phone": _other_contact,
    "cloned": _cloned,
    "minor": _minor,
    "fake_domain": _fake_domain,
    "no_company": _no_company,
    "confirmed": _confirmed,
    "confirmed_name": _confirmed_name,
    "weighed": _weighed,
}
