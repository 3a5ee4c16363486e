"""What a text tells of a report, whichever question it came under: read for everything, then put where it belongs.

Whatever nobody has answered yet is filled in; what is still to be asked is only guessed, and confirmed there. A
correction ("eh salah, bukan lusa tapi besok") replaces what it names.
"""

import re
from dataclasses import dataclass, replace

from bot.domain.casework import SURE_DAYS, Place
from bot.domain.choosing import AGREES, plain
from bot.domain.conversation import Context, Leaving
from bot.domain.messages import Inbound
from bot.domain.offers import ADULT
from handlers.report_broker.draft import UNKNOWN, YOUNG, Asked, ReportDraft

GONE = "sudah_berangkat"
DEPARTURES = ("hari_ini_besok", "minggu_ini", "bulan_ini", GONE, "belum_tahu")
PEOPLE = ("satu", "beberapa", "banyak", "belum_tahu")
DATED_DAYS = 62  # so is one that was told as a date, up to here
ANSWERED = ((7, "minggu_ini"), (31, "bulan_ini"))  # at most so many days
COUNTED = ((1, "satu"), (5, "beberapa"))  # at most so many people; more are "banyak"
LONGEST_BROKER = 400  # characters
LONGEST_ANSWER = 24  # characters that say when or how old, and nothing else
LONGEST_CORRECTION = 200
MOST_CLAUSES = 6
MORE_WORDS = 2  # beside a village's name, in a clause that names nothing else
CHILD = "anak"  # the reason of a report that is about one
OPEN = frozenset({"", UNKNOWN.id})
_CLAUSE = re.compile(r"[,.;:!?\n]+|\b(?:yang|yg|tapi|tp|maksud(?:nya)?|eh|salah)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\bbukan(?:nya)? (?P<denied>\S+(?: \S+){0,3}?)"
    r"(?:,| (?=(?:tapi|tp|melainkan|ning|namun|yang bener|yg bener)\b)|[.!]|$)",
    re.IGNORECASE,
)
_BEFORE = "(?:eh|ehh|oh|aduh|maaf|sori|sorry|kak|tadi)"
_CORRECTS = re.compile(  # of a plain() text
    rf"(?:{_BEFORE} )*(?:maksud(?:nya|ku| saya)?|salah|keliru|ralat|koreksi|typo|kebalik)\b"
    rf"|(?:{_BEFORE} )*bukan (?!dia\b|itu\b|cuma\b|hanya\b|main\b)\w+"
    r"|.*\b(?:salah|keliru|ralat)\b.*\bbukan\b|.*\bbukan \w+(?: \w+){0,3} (?:tapi|tp|melainkan)\b"
)
_REST = re.compile(
    rf"^(?:(?:{_BEFORE}|salah|keliru|ralat|maksudnya|maksud|saya|tapi|tp|melainkan|yang|yg|bener|benar|itu|namanya|nama"
    r"|di)\b[ ,.:]*)*",
    re.IGNORECASE,
)
_FEARS = re.compile(
    r"\b(?:takut|tkt|wedi|sieun|ketauan|ketahuan|konangan|kanyahoan|dendam|aman|rahasia(?:kan|in)|dibunuh|ragu"
    r"|bingung|deg ?degan|rahasia (?:ya|kan|kak|ga|gak|nggak)"
    r"|(?:jangan|jgn) (?:bilang|kasih ta(?:u|hu)|sampe|sampai))\b"
)
_ASIDE = re.compile(
    r"\b(?:beneran|serius|ya ?udah|bentar|sebentar|tunggu|gimana|gmn|kenapa|apakah|boleh ga|bisa ga|(?:ga|gak) enak"
    r"|masih (?:ada )?(?:sodara|saudara|keluarga|famili)|lapor deh|mau lapor|makasih|terima kasih"
    r"|nanti (?:saya|aku|kalo|kalau))\b"
)
_RESIGNED = re.compile(r"ya (?:udah|udh|sudah|sdh|gimana|gitu|tapi)\b")
_TEEN = re.compile(
    r"\b(?:yang|yg|sing|nu|umur|usia|baru|masih) (1[0-7])\b(?! ?(?:juta|jt|orang|org|ribu|rb|jam|hari|bulan))"
)

_PLACED = re.compile(
    r"\b(?:kampung|kp|dusun|dsn|desa|ds|kelurahan|kel|gang|gg|jalan|jl|jln|rt|rw|blok|perum\w*|dekat|deket|samping|depan|belakang"
    r"|pasar|sekolah|sd|masjid|mushola|balai|pantai|kec|kecamatan|kab)\b"
)
_SENTENCE = re.compile(  # pronouns, verbs: no place in anybody's words
    r"\b(?:saya|sy|aku|dia|mereka|kami|masih|belum|mau|ada|salah|bukan|namanya|ngajak\w*|dibawa|orangnya|anaknya|jangan|tolong"
    r"|lapor\w*|siapa|apa|kapan|kenapa|terus|sama)\b"
)
_COUNTED = re.compile(r"\b\d+ \w+")  # no recruiter is meant
_SOMEBODY = re.compile(  # who recruits, without a name; what they drive or can be reached by
    r"\b(?:orang|org|tetangga|om|tante|bibi|paman|pakde|bude|ibu|bapak|teman|temen|sepupu|sodara|saudara|kakak|adik|suami|istri"
    r"|tukang|sponsor\w*|calo\w*|agen\w*|sopir|supir|guru|ustad\w*|mantan|bos|perempuan|laki\w*|cewek|cowok|mobil\w*|motor\w*"
    r"|avanza|innova|xenia|elf|travel|plat|nomor\w*|no|wa|hp)\b"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What one text tells, as far as it was understood."""

    village: Place | None = None
    who: str = ""
    leaves: str = ""  # a day or an answer of DEPARTURES
    when: str = ""  # the same in the text's words
    people: str = ""
    years: int = 0  # of somebody under age
    is_child: bool = False  # somebody under age, of whatever years
    is_short: bool = False  # an answer rather than a story
    corrects: bool = False
    denied: str = ""  # plain(), what it says is wrong
    rest: str = ""  # and what stands beside that

    @property
    def facts(self) -> frozenset[Asked]:
        """The questions it answers."""
        told = (self.village, self.who, self.leaves, self.people, self.years or self.is_child)
        return frozenset(asked for asked, fact in zip(Asked, told, strict=False) if fact)


NOTHING = Told()


def told_by(ctx: Context, text: str) -> Told:
    """Everything a text tells; what it denies is left out of it."""
    said = plain(text)
    if not said:
        return NOTHING
    corrects = len(said) <= LONGEST_CORRECTION and _CORRECTS.match(said) is not None
    denied = _DENIED.search(text) if corrects else None
    kept = f"{text[: denied.start()]} {text[denied.end() :]}".strip() if denied else text
    leaving = ctx.facts.leaving(kept)
    is_gone = ctx.facts.has_left(kept) and (leaving is None or leaving.days == 0)
    if is_gone or (leaving is None and ctx.facts.is_abroad(kept)):
        leaving = None
        leaves = GONE
    else:
        leaves = day_of(leaving) if leaving else ""
    years = ctx.facts.youngest(kept) or ADULT
    count = ctx.facts.headcount(kept)
    return Told(
        village=village_in(ctx, kept),
        who=", ".join(ctx.facts.recruiters(kept))[:LONGEST_BROKER],
        leaves=leaves,
        when=leaving.words if leaving else "",
        people=amount(count) if count else "",
        years=years if years < ADULT else 0,
        is_child=CHILD in ctx.facts.triage(kept).why,
        is_short=len(text) <= LONGEST_ANSWER,
        corrects=corrects,
        denied=plain(denied["denied"]) if denied else "",
        rest=_REST.sub("", kept.strip()).strip(" ,.!"),
    )


def village_in(ctx: Context, text: str) -> Place | None:
    """The village a text says it happens in ("di desa Lontar"), or that one of its clauses is the name of."""
    named = ctx.facts.place_in(text)
    if named is not None:
        return named
    clauses = [clause.strip() for clause in _CLAUSE.split(text)]
    found = (only_place(ctx, clause) for clause in clauses[:MOST_CLAUSES] if clause)
    return next((place for place in found if place is not None), None)


def only_place(ctx: Context, words: str) -> Place | None:
    """The one village whose name a few words are, spelt as it is."""
    said = plain(words)
    if len(said.split()) > 2 * MORE_WORDS + 1:
        return None
    found = ctx.facts.places(words)
    if len(found) != 1 or f" {plain(found[0].name)} " not in f" {said} ":
        return None
    return found[0] if len(said.split()) <= len(plain(found[0].name).split()) + MORE_WORDS else None


def day_of(told: Leaving) -> str:
    """The day itself when it is near, or was told as a date; further away the words are vaguer than that."""
    if told.days <= (DATED_DAYS if told.is_dated else SURE_DAYS):
        return told.on.isoformat()
    return next((answer for most, answer in ANSWERED if told.days <= most), UNKNOWN.id)


def amount(count: int) -> str:
    """The answer of PEOPLE that a number falls under."""
    return next((answer for most, answer in COUNTED if count <= most), "banyak")


def is_aside(text: str) -> bool:
    """Whether it answers nothing: fear, doubt, a question of their own."""
    return fears(text) or text.rstrip().endswith("?") or _ASIDE.search(plain(text)) is not None


def is_beside(told: Told, text: str, asked: Asked) -> bool:
    """Whether a text is no answer to what was asked, but to something else, or to nothing."""
    return told.corrects or bool(told.facts - {asked}) or is_aside(text)


def names_nobody(told: Told, said: str) -> bool:
    """Whether it says something else than who recruits: a day, a place, a fear, what was wrong."""
    is_else = is_aside(said) or (bool(told.facts) and not _SOMEBODY.search(_COUNTED.sub("", plain(said))))
    return told.corrects or (not told.who and is_else)


def is_place(said: str) -> bool:
    """Whether plain() words may be the name of a place rather than a sentence."""
    return _PLACED.search(said) is not None or _SENTENCE.search(said) is None


def fears(text: str) -> bool:
    return _FEARS.search(plain(text)) is not None


def names_teen(text: str) -> bool:
    """Whether an answer about ages names one below eighteen: "iya, ada yg 17"."""
    return _TEEN.search(plain(text)) is not None


def agrees(text: str) -> bool:
    """Whether it begins with a yes; "ya udah" is none."""
    said = plain(text)
    return AGREES.match(said) is not None and _RESIGNED.match(said) is None


def taken_in(ctx: Context, draft: ReportDraft, told: Told) -> ReportDraft:
    """With what was told wherever nothing is known, and in place of what it corrects."""
    return filled_in(_cleared(ctx, draft, told) if told.corrects else draft, told)


def heard(ctx: Context, draft: ReportDraft, msg: Inbound) -> ReportDraft:
    """With what a message tells beside the answer to a question about something else."""
    return draft if msg.choice is not None else taken_in(ctx, draft, told_by(ctx, msg.text))


def filled_in(draft: ReportDraft, told: Told) -> ReportDraft:
    """Nothing that was answered is lost to it."""
    if told.village is not None and (draft.is_home_village or not (draft.village or draft.place)):
        draft = replace(draft, village=told.village.code, place="", is_home_village=False)
    if told.who and not draft.broker:
        names = dict.fromkeys(filter(None, (*draft.guess.split(", "), *told.who.split(", "))))
        both = ", ".join(names)[:LONGEST_BROKER]
        draft = replace(draft, broker=both) if draft.is_past(Asked.BROKER) else replace(draft, guess=both)
    if told.leaves and draft.departure in OPEN:
        if draft.is_past(Asked.DEPARTURE) or told.is_short:
            draft = replace(draft, departure=told.leaves, leaves="", when="")
        else:
            draft = replace(draft, leaves=told.leaves, when=told.when)
    if told.people and draft.people in OPEN:
        draft = replace(draft, people=told.people)
    if draft.minor in OPEN and (told.years or told.is_child):
        is_sure = told.is_child and not told.years
        if is_sure or told.is_short or draft.is_past(Asked.MINOR):
            draft = replace(draft, minor=YOUNG, years=0)
        else:
            draft = replace(draft, years=told.years)
    return draft


def _cleared(ctx: Context, draft: ReportDraft, told: Told) -> ReportDraft:
    """Without what a correction denies or replaces; the name that is put right stays with what was told beside it."""
    village = ctx.facts.place(draft.village) if draft.village else None
    where = plain(village.name if village else draft.place)
    if told.village is not None or (told.denied and where and told.denied in where):
        draft = replace(draft, village="", place="", is_home_village=False)
    named = draft.broker or draft.guess
    if told.denied and f" {told.denied} " in f" {plain(named)} ":
        right = told.who or told.rest
        renamed = re.sub(re.escape(told.denied), right, named, flags=re.IGNORECASE)[:LONGEST_BROKER]
        draft = replace(draft, broker=renamed if right else "", guess="")
    elif told.who:
        draft = replace(draft, broker="", guess="")
    if told.leaves or (told.denied and ctx.facts.leaving(told.denied)):
        draft = replace(draft, departure="", leaves="", when="")
    if told.people:
        draft = replace(draft, people="")
    return draft
