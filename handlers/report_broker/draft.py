"""What a report holds until it is filed, and what its questions have in common."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import IntEnum
from zlib import crc32

from bot.domain import hotlines
from bot.domain.case_words import SPOKEN
from bot.domain.casework import departure_day
from bot.domain.choosing import plain
from bot.domain.conversation import Context, Draft, Step, Turn
from bot.domain.messages import Choice, Inbound, Param, Reply
from bot.domain.offers import Severity, Triage
from bot.domain.session import SILENCE

MOST_STORY = 6_000  # characters
MOST_MEDIA = 5
SKIP = Choice("lewati")
SHARED = Choice("hp_bersama")
UNKNOWN = Choice("belum_tahu")
ONWARD = frozenset(["", "selesai", "sudah", "udah", "lanjut", "lewati", "done"])
URGENT, URGENT_AT_LAST = "report.urgent", "report.urgent_at_last"  # with questions to come, and without
YOUNG, GROWN = "ada_anak", "tidak_ada_anak"
OFFICIAL = Triage(Severity.KUNING, ("merekrut",))  # at least, when the broker is one
MINOR_FIELD = {YOUNG: "ya", GROWN: "tidak"}


class Asked(IntEnum):
    """The questions about a report, as they are asked."""

    VILLAGE = 0
    BROKER = 1
    DEPARTURE = 2
    PEOPLE = 3
    MINOR = 4


@dataclass(frozen=True, slots=True)
class ReportDraft(Draft):
    story: str = ""
    village: str = ""
    is_home_village: bool = False  # the reporter's own, nobody said that it happens there
    maybe: str = ""  # the one village they were asked about
    place: str = ""  # in the person's words, when no village of the programme fits
    broker: str = ""
    guess: str = ""  # who it may be, found in the story and not yet confirmed
    departure: str = ""
    leaves: str = ""  # a day or an answer of DEPARTURES, found in the story and not yet confirmed
    when: str = ""  # the same in the story's words
    people: str = ""
    years: int = 0  # of somebody under age, found in the story and not yet confirmed
    minor: str = ""
    media: tuple[int, ...] = ()
    bypass: bool = False
    is_discreet: bool = False  # somebody else may see the phone
    code: str = ""
    has_seen_again: bool = False
    is_stranded: bool = False  # nobody of ours may have it
    was_asked_again: bool = False  # how news may reach them
    has_seen_privacy: bool = False
    has_seen_numbers: bool = False
    training: int = 0  # the one in which it is an exercise
    judged: int = 0  # checksum of what was told when its urgency was last judged
    why: tuple[str, ...] = ()  # it is urgent, when the numbers were shown
    behind: int = 0  # how many questions of Asked are

    def is_past(self, asked: Asked) -> bool:
        return self.behind > asked

    def past(self, asked: Asked) -> "ReportDraft":
        """With that question behind them, answered or not."""
        return replace(self, behind=max(self.behind, asked + 1))


def told_in(draft: ReportDraft) -> str:
    """Everything that triage reads, answers to taps in words."""
    taps = (leaving_in_words(draft.departure), SPOKEN.get(draft.minor, ""))
    told = (draft.story, draft.place, draft.broker, *taps)
    return ". ".join(part for part in told if part)


def leaving_in_words(departure: str) -> str:
    """A departure as triage reads it, the day itself where it is known."""
    on = departure_day(departure)
    return SPOKEN.get(departure, "") if on is None else f"berangkat tgl {on.day}/{on.month}"


def age_told(draft: ReportDraft) -> str:
    """The answer to the question of age that the story gives; who passes over it takes nothing back."""
    return YOUNG if draft.years else ""


def settled(ctx: Context, draft: ReportDraft, judged: Triage) -> Triage:
    """The one judgement of reporter and officers: never milder than what was said to the reporter."""
    if draft.has_seen_numbers and judged.severity is not Severity.MERAH:
        return Triage(Severity.MERAH, draft.why or judged.why)
    if judged.severity is Severity.HIJAU and blames_officials(ctx, draft):
        return OFFICIAL
    return judged


def blames_officials(ctx: Context, draft: ReportDraft) -> bool:
    """Whether an office takes part, as anything of the report tells."""
    return ctx.facts.blames_officials(
        f"{draft.story}\n{draft.place}\n{draft.broker}", draft.broker or draft.guess
    )


def filled(draft: ReportDraft) -> tuple[tuple[str, str], ...]:
    """The answers that were given, by question."""
    pairs = (
        ("story", draft.story),
        ("place", draft.place),
        ("broker", draft.broker),
        ("departure", draft.departure),
        ("people", draft.people),
        ("minor", MINOR_FIELD.get(draft.minor, draft.minor)),
    )
    return tuple((name, value) for name, value in pairs if value)


def pressing(
    ctx: Context, draft: ReportDraft, *before: Reply, key: str = URGENT
) -> tuple[ReportDraft, tuple[Reply, ...]]:
    """The numbers for danger, once, as soon as what was told makes it urgent; they stand first."""
    told = told_in(draft)
    judged = crc32(told.encode())
    if draft.has_seen_numbers or judged == draft.judged:
        return draft, before
    draft = replace(draft, judged=judged)
    found = ctx.facts.triage(told)
    if found.severity is not Severity.MERAH:
        return draft, before
    lines = [*hotlines.in_danger(ctx.facts), *ctx.facts.hotlines("worker")[:1]]
    params: dict[str, Param] = {"numbers": hotlines.told(lines)}
    if key == URGENT:
        params["minutes"] = str(SILENCE // timedelta(minutes=1))
    urgent = Reply(key, params)
    kept = tuple(reply for reply in before if reply.key != "report.thanks_story")
    return replace(draft, has_seen_numbers=True, why=found.why), (urgent, *kept)


def tapped(
    step: Step,
    key: str,
    answers: tuple[str, ...],
    draft: ReportDraft,
    *before: Reply,
    counts: bool = False,
    **params: Param,
) -> Turn:
    """A question whose answers are a tap away; it may be skipped like every other."""
    choices = (*(Choice(id_) for id_ in answers), SKIP)
    return Turn.ask(step, *before, Reply(key, params, choices, counts=counts), draft=draft)


def chosen(msg: Inbound) -> str:
    """The answer to a tappable question: "" when skipped, unknown when told in other words."""
    return "" if msg.choice == SKIP.id else msg.choice or UNKNOWN.id


def only_media(msg: Inbound) -> bool:
    """Nothing that answers a question: a picture, a pin or a contact alone."""
    return msg.choice is None and not msg.text.strip()


def got(msg: Inbound) -> tuple[Reply, ...]:
    return (Reply("report.got_media_short"),) if msg.media else ()


def with_media(draft: ReportDraft, msg: Inbound) -> ReportDraft:
    return replace(draft, media=(*draft.media, *msg.media_ids)[:MOST_MEDIA]) if msg.media_ids else draft


def noted(draft: ReportDraft, msg: Inbound) -> ReportDraft:
    """Words typed instead of a tap belong to the story, unless they only want to get on."""
    if msg.choice is not None or plain(msg.text) in ONWARD:
        return draft
    return replace(draft, story=f"{draft.story}\n{msg.text.strip()}".strip()[:MOST_STORY])
