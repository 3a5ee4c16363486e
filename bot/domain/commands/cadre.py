"""Cadres: invited and asked by officers, learning and answering."""

from dataclasses import dataclass

from bot.domain.cadre import Heard, Post


@dataclass(frozen=True, slots=True)
class InviteCadre:
    """Somebody is to become a cadre of a village by this code, already shown to the officer."""

    code: str
    village: str
    post: Post


@dataclass(frozen=True, slots=True)
class JoinAsCadre:
    """Use an invitation code: this contact becomes a cadre."""

    code: str


@dataclass(frozen=True, slots=True)
class LearnedLesson:
    """The cadre answered a lesson's question; the first answer is kept."""

    lesson: str
    was_right: bool


@dataclass(frozen=True, slots=True)
class AskHearsay:
    """The officer asks the cadres of a village whether they heard of something."""

    village: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerHearsay:
    number: str
    heard: Heard
