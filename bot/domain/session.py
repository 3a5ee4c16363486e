"""Where a person is in a conversation, as it is kept between messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeAlias

from bot.domain.codec import packed_choices, unpacked_choices, unpacked_replies
from bot.domain.messages import Choice, Reply

SILENCE = timedelta(minutes=15)  # without a word, after which what presses goes out as it stands
PackedQuestion: TypeAlias = Sequence[Any]  # as JSON holds it; the name of its conversation comes first


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it stood when it was asked: enough to ask it again."""

    conversation: str
    step: str
    draft: Mapping[str, Any] | None
    asked: Sequence[Any]  # its reply, packed: it is seldom looked at again
    is_resting: bool = False

    @property
    def reply(self) -> Reply:
        return unpacked_replies(self.asked)[0]

    @property
    def pictures(self) -> Sequence[int]:
        """Our numbers of the pictures the draft still wants read."""
        wanted: Sequence[int] = (self.draft or {}).get("pictures", ())
        return wanted

    def is_again(self, before: "Question") -> bool:
        """Whether the same was only asked once more."""
        mine = (self.conversation, self.step, self.draft)
        return mine == (before.conversation, before.step, before.draft)

    def packed(self) -> PackedQuestion:
        return [self.conversation, self.step, self.draft, self.asked, int(self.is_resting)]

    @classmethod
    def unpacked(cls, kept: PackedQuestion) -> "Question":
        conversation, step, draft, asked, is_resting = kept
        return cls(conversation, step, draft, asked, bool(is_resting))


@dataclass(frozen=True, slots=True)
class Session:
    """Where a person is. Without a `question` they are idle; `offered` may still hold choices."""

    question: Question | None = None
    offered: tuple[Choice, ...] = ()
    pushed: tuple[Choice, ...] = ()  # of the latest message sent unasked
    back: tuple[PackedQuestion, ...] = ()
    carry: Mapping[str, str] = field(default_factory=dict)
    mark: int = 0
    has_expired: bool = False
    hidden: Mapping[str, Any] | None = None  # put aside by the quick exit, as `dumped` gives it

    def dumped(self) -> dict[str, Any]:
        """As JSON can hold it, without what a fresh session would have anyway."""
        return {
            "m": self.mark,
            **({"q": self.question.packed()} if self.question else {}),
            **({"o": packed_choices(self.offered)} if self.offered else {}),
            **({"p": packed_choices(self.pushed)} if self.pushed else {}),
            **({"b": self.back} if self.back else {}),
            **({"c": dict(self.carry)} if self.carry else {}),
            **({"h": self.hidden} if self.hidden else {}),
        }

    @classmethod
    def loaded(cls, kept: Mapping[str, Any]) -> "Session":
        return cls(
            question=Question.unpacked(kept["q"]) if "q" in kept else None,
            offered=unpacked_choices(kept.get("o", ())),
            pushed=unpacked_choices(kept.get("p", ())),
            back=tuple(kept.get("b", ())),
            carry=kept.get("c", {}),
            mark=kept["m"],
            hidden=kept.get("h"),
        )
