"""What a conversation's step sees (Context) and gives back (Turn). Steps are pure functions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol, TypeAlias

from bot.domain.alert_facts import AlertFacts
from bot.domain.broker_facts import BrokerFacts
from bot.domain.cadre import CadreView, Digest, Hearsay, MicroLesson
from bot.domain.casework import CaseView, OfficerView, Page, Place, ReceiptView
from bot.domain.commands import Command
from bot.domain.faq import Faq
from bot.domain.map_words import Overview
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.offers import Indicator, Opening, Plight, Triage, Verdict
from bot.domain.opportunities import Opportunity
from bot.domain.own_data import OwnData
from bot.domain.roster import OwnRoster
from bot.domain.second_look import Look, OwnLook
from bot.domain.signals import SignalView
from bot.domain.training import Training
from bot.domain.voices import Voice

Carry: TypeAlias = Mapping[str, str]
MOST_TOLD = 4_000  # characters that are carried along
REPORT_IT = Choice("lapor", "choice.lapor_ini")  # of what is carried along


@dataclass(frozen=True, slots=True)
class Draft:
    """Base of what a conversation keeps between steps: str, int, bool, None, and tuples or dicts of str.

    Sealed at rest and gone at the end. Fields added later need a default: live drafts lack them.
    """

    def dumped(self) -> dict[str, Any]:
        """As JSON can hold it, without what a fresh draft would have anyway."""
        kept = {
            name: value
            for name, field_ in self.__dataclass_fields__.items()
            if (value := getattr(self, name)) != field_.default
        }
        return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()}

    @classmethod
    def loaded(cls, kept: Mapping[str, Any]) -> "Draft":
        """From `dumped`; fields this code no longer knows are dropped, lists become tuples again."""
        known = cls.__dataclass_fields__
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in kept.items() if k in known})


@dataclass(frozen=True, slots=True)
class Person:
    """What a step may know of the one who writes: nothing that names them."""

    language: str = "id"  # BCP 47
    village: Place | None = None
    is_new: bool = False
    has_stopped: bool = False  # said STOP, and nothing since that takes it back
    has_chosen_language: bool = False
    topics: tuple[str, ...] = ()  # subscriptions in force
    officer: OfficerView | None = None


@dataclass(frozen=True, slots=True)
class Hotline:
    """One number people can call or write to, as content/hotlines.toml has it and not past its review date."""

    id: str
    name: str
    number: str
    hours: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One awareness message; its sentences are `lesson.<id>.title`, `.body`, `.question`, `.answer1` and so on."""

    id: str
    answers: int
    right: int  # from 1

    def says(self, part: str) -> Reply:
        return Reply(f"lesson.{self.id}.{part}")

    @property
    def message(self) -> Reply:
        """As it goes out and is read on demand: the quiz first among its choices."""
        choices = (Choice("kuis", topic=self.id), Choice("cek"), Choice("lapor"))
        return Reply("push.lesson", {"title": self.says("title"), "body": self.says("body")}, choices)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A departure in words ("lusa"), as days from today, and as the day that is."""

    words: str
    days: int
    on: date
    is_dated: bool = False  # told as a day of the calendar ("tgl 5", "jumat")


class Facts(AlertFacts, BrokerFacts, Protocol):
    """Everything a step may look up, answered from inside the turn's transaction."""

    def screen(self, text: str, known: Mapping[str, str]) -> Verdict:
        """Judge an offer; `known` maps a `missing` question to the person's answer."""

    def triage(self, text: str) -> Triage: ...

    def recruiters(self, text: str) -> tuple[str, ...]:
        """Names, numbers and accounts of whoever recruits, as the text has them; a guess to be confirmed."""

    def leaving(self, text: str) -> Leaving | None:
        """When somebody leaves, as the text says it; a guess to be confirmed."""

    def has_left(self, text: str) -> bool:
        """Whether the text says that somebody has left already; a guess to be confirmed."""

    def is_abroad(self, text: str) -> bool:
        """Whether the text says that somebody is abroad already; a guess to be confirmed."""

    def plight(self, text: str) -> Plight:
        """What somebody in need says of themselves."""

    def youngest(self, text: str) -> int | None:
        """The least age of somebody the text names; a guess to be confirmed."""

    def headcount(self, text: str, *, is_asked: bool = False) -> int | None:
        """How many people the text counts; in answer to that question a bare number counts them."""

    def blames_officials(self, text: str, broker: str = "") -> bool:
        """Whether somebody of an office is said to take part, or named as who recruits."""

    def opening(self, text: str) -> Opening:
        """What an unprompted message sounds like."""

    def despairs(self, text: str) -> bool:
        """Whether somebody would rather not live."""

    def asks(self, text: str) -> Faq | None:
        """The general question a text asks; None when it asks none, or nothing clear."""

    def may_ask(self, text: str) -> tuple[Faq, ...]:
        """General questions a text may ask, likeliest first."""

    def faq(self, ident: str) -> Faq | None:
        """The question of this name; None for one that is past its review date, or none of ours."""

    def hotlines(self, *purposes: str, country: str = "") -> tuple[Hotline, ...]:
        """Numbers for the purposes ("danger", "worker", "abroad", "women_children", "transfer",
        "threatened", "advice", "oversight", "written" to), in that order;
        with an ISO 3166 country its Indonesian mission comes first."""

    def may_have(self, told: Mapping[str, str], village: str, *, is_bypass: bool) -> bool:
        """Whether any officer could be asked about a report of these fields."""

    def training(
        self, village: str, told: Mapping[str, str] | None = None, *, is_bypass: bool = False
    ) -> Training | None:
        """The training a report of a village would belong to; None when its officer may not have what was told."""

    def trainings(self) -> tuple[Training, ...]:
        """Those under way in this officer's area."""

    def places(self, query: str) -> tuple[Place, ...]:
        """Villages whose name is like the query, best first, at most five."""

    def place(self, code: str) -> Place | None: ...

    def place_in(self, text: str) -> Place | None:
        """The one village a story says it happens in; a guess to be confirmed."""

    def nearest_place(self, lat: float, lng: float) -> Place | None:
        """The programme village nearest to a pin, None when it is more than 25 km away."""

    def receipt(self, code: str) -> ReceiptView | None:
        """The report behind a receipt code; each call spends one of the person's attempts."""

    def own_receipt(self, code: str) -> ReceiptView | None:
        """The report behind a code of this person's own draft; no attempt is spent."""

    def attempts_left(self) -> int: ...

    def case(self, number: str) -> CaseView | None:
        """A case this officer may see; None otherwise."""

    def is_last_asked(self, number: str) -> bool:
        """Whether nobody but this officer is left to ask about a case."""

    def open_cases(self) -> tuple[CaseView, ...]:
        """Cases of this officer that are not closed, most urgent first, as many as a list holds."""

    def open_count(self) -> int:
        """How many there are of them in all."""

    def own_roster(self) -> OwnRoster | None:
        """This officer's leave and who could stand in; None for anybody else."""

    def signals(self) -> tuple[SignalView, ...]:
        """Open signals this officer may have, newest first; () for anybody else."""

    def risk_map(self, code: str = "") -> Overview | None:
        """The map of a place in this officer's area, of the whole area without one; None for anybody else."""

    def look(self, number: str) -> Look | None:
        """An offer this officer was asked to look at; None otherwise."""

    def look_offer(self, number: str) -> str:
        """Its text; the caller records the look with `LookedAtOffer`. "" when it is gone."""

    def own_data(self) -> OwnData:
        """What is kept of this person, besides what Person and `own_looks` show."""

    def own_looks(self) -> tuple[OwnLook, ...]:
        """What this person had officers look at, newest first."""

    def indicators(self, number: str) -> tuple[Indicator, ...]:
        """What the reports of this officer's case name and could be the recruiter's; () once asked about."""

    def invitation(self, code: str) -> bool:
        """Whether an officer's invitation code is good."""

    def cadre(self) -> CadreView | None:
        """This person as a cadre; None for anybody else."""

    def cadre_invitation(self, code: str) -> bool:
        """Whether a cadre's invitation code is good."""

    def cadre_lessons(self) -> tuple[MicroLesson, ...]:
        """The micro-lessons, in order."""

    def cadre_digest(self, village: Place) -> Digest: ...

    def hearsay(self, number: str) -> str | None:
        """What an officer asked the cadres of this cadre's village; None for anything else."""

    def hearsay_results(self) -> tuple[Hearsay, ...]:
        """What this officer asked cadres, newest first."""

    def lesson(self, ident: str = "") -> Lesson | None:
        """The awareness message of this name, or the current one; None past its review date."""

    def voices(self, place: str = "list") -> tuple[Voice, ...]:
        """What can be heard beside a message, or without one; nothing past its review date."""

    def voice(self, ident: str) -> Voice | None: ...

    def next_lesson(self) -> Lesson | None:
        """The message that comes after the current one."""

    def opportunities(self, village: str) -> tuple[Opportunity, ...]:
        """What is open today to people of a village (to anybody with ""), the nearest first."""

    def schedule(self) -> date | None:
        """The day on which the next awareness message goes out."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a step may know: the person, the time, its draft, what was carried over, look-ups."""

    person: Person
    facts: Facts
    now: datetime  # aware, UTC
    draft: Any = None
    carry: Carry = field(default_factory=dict)
    fresh_code: Callable[[], str] = lambda: ""  # a new receipt code
    fresh_link: Callable[[Page], str] = lambda _page: ""  # it opens nothing before `GiveLink`
    office: str = ""  # who runs this bot, for people
    reads_pictures: bool = False  # whether this installation can
    can_erase: bool = False  # whether a message of ours can be taken out of this chat again
    traces: str = "chat"  # which list of what stays on the phone fits: traces.<it>

    def spoken(self, place: str) -> tuple[Choice, ...]:
        """To hear a message instead of reading it, where it can be heard."""
        return tuple(voice.choice for voice in self.facts.voices(place))


def told_so_far(carry: Carry, msg: Inbound) -> str:
    """What somebody told before anybody knew what it is, this message with it; a report may begin with it."""
    return "\n".join(filter(None, (carry.get("told", ""), msg.text.strip())))[:MOST_TOLD]


Step: TypeAlias = Callable[[Context, Inbound], "Turn"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one step decided. Build it with `ask`, `rest`, `end`, `go`, `aside` or `stray`."""

    replies: tuple[Reply, ...] = ()
    step: str | None = None  # the step that gets the next message; None ends the conversation
    draft: Draft | None = None
    commands: tuple[Command, ...] = ()
    carry: Carry = field(default_factory=dict)
    conversation: str | None = None  # hand over to the start of this one, in the same turn
    is_resting: bool = False  # only its choices are its own; anything else is an unprompted message
    is_stray: bool = False  # the message answers something else: it is taken as unprompted
    is_aside: bool = False  # said beside the open question, which is asked again

    @classmethod
    def ask(
        cls,
        step: Step,
        *replies: Reply,
        draft: Draft | None = None,
        commands: Iterable[Command] = (),
        carry: Carry | None = None,
    ) -> "Turn":
        """Say something and let `step` read the answer."""
        return cls(replies, step.__name__, draft, tuple(commands), carry or {})

    @classmethod
    def rest(
        cls,
        step: Step,
        *replies: Reply,
        draft: Draft | None = None,
        commands: Iterable[Command] = (),
        carry: Carry | None = None,
    ) -> "Turn":
        """Like `ask`, but `step` gets only taps on the choices offered; other messages start afresh."""
        return replace(cls.ask(step, *replies, draft=draft, commands=commands, carry=carry), is_resting=True)

    @classmethod
    def keep(cls, draft: Draft | None = None) -> "Turn":
        """Say nothing and leave the open question as it is, with this draft; only in answer to `msg.heard`."""
        return cls(draft=draft)

    @classmethod
    def end(cls, *replies: Reply, commands: Iterable[Command] = (), carry: Carry | None = None) -> "Turn":
        """Say something and be done; a choice that is a conversation's word starts that one with `carry`."""
        return cls(replies, commands=tuple(commands), carry=carry or {})

    @classmethod
    def go(
        cls, conversation: str, *replies: Reply, commands: Iterable[Command] = (), carry: Carry | None = None
    ) -> "Turn":
        """Be done and start another conversation at once; its replies follow these."""
        return cls(replies, commands=tuple(commands), carry=carry or {}, conversation=conversation)

    @classmethod
    def aside(cls, *replies: Reply) -> "Turn":
        """Say something and put the open question again, as if nobody had asked for anything else."""
        return cls(replies, is_aside=True)

    @classmethod
    def stray(cls) -> "Turn":
        """The message is no answer to the question: let it go where it sounds like going; KEMBALI asks again."""
        return cls(is_stray=True)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One subject a person can talk about: its words, its first step and all its steps.

    `name` is the module's. `words` start it from any state, in any case. `aliases` maps a step's
    former name to its present one: live sessions hold step names. `waits` is the step that waits for
    pictures to be read; its draft has `pictures`, the numbers of those that are. `beside` gets what sounds like nothing
    of its own while its question rests; with `gathers` whatever follows. One that `interrupts` opens by itself in the
    middle of others: BATAL goes back to what it came into. One that `hears_out`, or has a `silent`, is
    told what happened and gets every answer; any other is left by a cry for help in its place. `silent` is called when
    nothing more comes while `is_pressing` of the draft holds: what it decides is carried out and kept, and nothing is
    said. `owed` is the step of a question kept so: it answers whatever comes next. With `resumes` LANJUT finds its open
    question again after the quick exit; of others nothing is kept. With `names_cases` a word may be followed by the
    case it is about ("terima BD-101").
    """

    name: str
    start: Step
    words: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    draft: type[Draft] | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    waits: Step | None = None
    owed: Step | None = None
    beside: Step | None = None
    silent: Step | None = None
    is_pressing: Callable[[Any], bool] = lambda _draft: False
    resumes: bool = False
    gathers: bool = False
    interrupts: bool = False
    hears_out: bool = False
    names_cases: bool = False

    def loaded(self, kept: Mapping[str, Any] | None) -> Draft | None:
        """A draft of its own from `Draft.dumped`; None for none."""
        return self.draft.loaded(kept) if self.draft is not None and kept is not None else None

    def step(self, name: str) -> Step | None:
        """The step of that name, following aliases; None when this code has none."""
        wanted = self.aliases.get(name, name)
        return next((step for step in (self.start, *self.steps) if step.__name__ == wanted), None)
