"""The words of a verdict: level, reasons, what is unknown, what the lists say, whom to call."""

from collections.abc import Mapping
from datetime import date

from bot.domain import hotlines
from bot.domain.conversation import Context
from bot.domain.messages import Choice, Param, Reply
from bot.domain.offers import LIKENESS, RECRUITS, Level, Match, Severity, Verdict, reason
from bot.domain.registry import VOUCHING, ListKind

MOST_REASONS = 4
MOST_NUMBERS = 2
HEADLINE = {
    Level.BAHAYA: Reply("check.bahaya"),
    Level.WASPADA: Reply("check.waspada"),
    Level.BELUM_ADA_TANDA: Reply("check.belum_ada_tanda"),  # never "safe": nothing found is all we know
    Level.BUKAN_TAWARAN: Reply("check.bukan_tawaran"),
}
UNSURE = Choice("belum_tahu")
TOLD = "disebut"  # answered in words of their own, which went to the offer
ANSWERS = {
    "visa": {"visa_kerja": "kerja", "visa_turis": "turis", "visa_ziarah": "ziarah"},
    "fee": {"perusahaan": "perusahaan", "pribadi": "pribadi", "tidak_ada": "tidak_ada"},
    "contract": {"sudah": "sudah", "nanti_di_sana": "nanti_di_sana"},
    "which": {},
    "company": {},
    "country": {},
}
NO_COMPANY = "pt_tidak_disebut"
STATUSES = ("aktif", "kedaluwarsa", "dibekukan", "dicabut")
FIRST_HELP = {
    "danger": "danger",
    "there": "danger",
    "leaving": "danger",
    "paid": "transfer",
    "passport": "danger",
    RECRUITS: "worker",
}  # purposes of hotlines
ALWAYS_FIRST = ("paid", RECRUITS)  # whatever the level
SPECIAL_HELP = {  # who to call before KP2MI, by rule
    "penyekapan": "danger",
    "anak_di_bawah_umur": "women_children",
    "eksploitasi_seksual": "women_children",
    "kawin_pesanan": "women_children",
    "organ": "danger",
}


def first(ctx: Context, offer: str, found: Verdict) -> list[Reply]:
    """What cannot wait: the bank when money has gone, the police when somebody leaves, is held or a passport is kept,
    the mission of the country somebody is in already, the law when it is the writer who recruits."""
    pressing = (*found.pressing, *(["danger"] if is_harmed(ctx, offer, found) else []))
    where = {"there": next((entity.value for entity in found.named("country")), "")}
    return [
        Reply(f"check.first.{what}", {"number": called(ctx, FIRST_HELP[what], country=where.get(what, ""))})
        for what in pressing
        if found.level is Level.BAHAYA or what in ALWAYS_FIRST
    ]


def is_harmed(ctx: Context, offer: str, found: Verdict) -> bool:
    """Whether what was sent tells of harm, as a report would, and no number for danger is given for it yet."""
    if any(FIRST_HELP[what] == "danger" for what in found.pressing):
        return False
    told = ctx.facts.triage(offer)
    return told.severity is Severity.MERAH and LIKENESS not in told.why


def reasons(found: Verdict) -> list[Reply]:
    """Up to four reasons, strongest first."""
    told = tuple(reason(hit.rule, hit.evidence) for hit in found.hits[:MOST_REASONS])
    return [Reply("check.reasons", {"reasons": told})] if told else []


def unknown(answers: Mapping[str, str], found: Verdict) -> list[Reply]:
    """What we still do not know: asked without an answer, never asked, or a company nobody named."""
    open_ = [
        question for question in ANSWERS if answers.get(question) == UNSURE.id or question in found.missing
    ]
    if "company" not in (*answers, *open_) and not found.named("company") and found.level is Level.BAHAYA:
        open_.append("company")
    if NO_COMPANY in found.rules and "company" in open_:  # stands among the reasons already
        open_.remove("company")
    names = tuple(Reply(f"check.unknown.{question}") for question in open_)
    key = "check.unknown" if len(names) > 1 else "check.unknown_one"
    return [Reply(key, {"what": names})] if names else []


def listed(found: Verdict) -> list[Reply]:
    """What the lists say of the company, from which day they are, and what they cannot say."""
    match = found.registry
    if match is None:
        return []
    said = [Reply(f"check.registry.{standing(match)}", {"name": match.name, "day": dated(match)})]
    if match.job_order == "tidak_ada" and match.status == "aktif":
        said.append(Reply("check.registry.no_order"))
    if match.is_fictional and ListKind.P3MI in dict(match.stale):  # one does not take the place of the other
        said.append(Reply("check.registry.day.old", {"date": day(dict(match.stale)[ListKind.P3MI])}))
    said += [
        Reply(f"check.registry.old.{kind}", {"date": day(made)})
        for kind, made in match.stale
        if kind != ListKind.P3MI
    ]
    return said


def at_once(found: Verdict) -> list[Reply]:
    """What can be said of a bare name or number before anything is asked."""
    if found.registry is not None and found.registry.match != "similar":
        return listed(found)
    if found.named("phone") and not found.named("company"):
        return [Reply("check.number_unmarked", {"number": found.named("phone")[0].text})]
    return []


def standing(match: Match) -> str:
    """The key of what the lists say."""
    if match.match != "exact":
        return match.match
    if match.status not in STATUSES:
        return "lain"
    if match.status != "aktif":
        return f"sanksi.{match.status}" if match.told_by == ListKind.SANCTIONS else match.status
    if match.differs:
        return f"differs.{match.differs[0]}"
    return "aktif_lama" if set(dict(match.stale)) & VOUCHING else "aktif"


def dated(match: Match) -> Reply:
    """The day of the list; that it is old, or made up for a demonstration."""
    if match.told_by == ListKind.SANCTIONS:  # that it is old is said of its own
        kind = "sanctions_fictional" if match.is_fictional else "sanctions"
    else:
        kind = "fictional" if match.is_fictional else "old" if ListKind.P3MI in dict(match.stale) else "date"
    return Reply(f"check.registry.day.{kind}", {"date": day(match.list_date)})


def day(iso: str) -> Param:
    """A date as people read it; what is no date as it stands."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return iso or Reply("check.no_date")


def numbers(ctx: Context, rules: tuple[str, ...]) -> dict[str, Param]:
    """The number that fits what was found, then the one to ask for free."""
    special = next((SPECIAL_HELP[rule] for rule in rules if rule in SPECIAL_HELP), None)
    return {"number": called(ctx, *((special, "worker") if special else ("worker",)))}


def called(ctx: Context, *purposes: str, country: str = "") -> Param:
    """The first number of each purpose; with a country, that of its mission."""
    found = (ctx.facts.hotlines(purpose, country=country)[:1] for purpose in purposes)
    lines = [line for first in found for line in first][:MOST_NUMBERS]
    return hotlines.told(lines)
