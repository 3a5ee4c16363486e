"""Cadres: invited by an officer, their week and lessons, and what officers ask them. Nobody's name is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.cadre import QUORUM, CadreView, Digest, Heard, Hearsay, MicroLesson, Post
from bot.domain.casework import Place, lies_in
from bot.domain.commands import AnswerHearsay, AskHearsay, LearnedLesson
from bot.domain.messages import Choice, Reply
from bot.domain.small_counts import shown
from bot.i18n import FIRST_LANGUAGE
from bot.paper import printed
from bot.services import candidates, casework, push
from bot.services.desk import HEARSAY, Desk
from bot.services.numbers import whole
from bot.store import cadres, cases
from bot.store.cases import AnyRow
from bot.store.db import Transaction
from bot.vault import new_invitation

INVITATION_LIFE = timedelta(days=7)
ANSWERS = tuple(Choice(heard.value) for heard in Heard)
MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class CadreLine:
    """One cadre as the office sees them."""

    id: int
    village: str
    post: str
    state: str  # invited, joined, withdrawn
    lessons: int


def invite(tx: Transaction, desk: Desk, village: str, post: Post) -> str | None:
    """A code for a new cadre, good for INVITATION_LIFE; None for a village that is none of the programme's."""
    if casework.place(tx, desk, village) is None:
        return None
    code = new_invitation()
    note(tx, village, post, desk.vault.receipt_hash(code), desk.now())
    return code


def note(tx: Transaction, village: str, post: Post, code_hash: bytes, now: datetime) -> int:
    """Somebody is invited by the code of this hash."""
    return cadres.add(tx, village, post.value, code_hash, now + INVITATION_LIFE)


def listing(tx: Transaction, village: str = "") -> list[CadreLine]:
    """Also those who were only invited, or withdrawn; of one village, or of all."""
    return [
        CadreLine(row.id, row.village, row.post, _state(row), len(cadres.lessons_of(tx, row.id)))
        for row in cadres.every(tx, village)
    ]


def withdraw(tx: Transaction, desk: Desk, cadre_id: int) -> bool:
    """The chat is a cadre's no more, and nothing they answered counts; False when there was no such cadre."""
    return cadres.withdraw(tx, cadre_id, desk.now())


def _state(row: AnyRow) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    return "joined" if row.joined_at is not None else "invited"


def view(tx: Transaction, desk: Desk, contact_id: int) -> CadreView | None:
    """The cadre behind a contact."""
    row = cadres.of_contact(tx, contact_id)
    village = row and casework.place(tx, desk, row.village)
    if row is None or village is None:
        return None
    done = cadres.lessons_of(tx, row.id)
    has_all = bool(desk.content.cadre) and all(lesson.id in done for lesson in desk.content.cadre)
    certificate = f"{desk.address}/sertifikat/{row.id}-{_seal(desk, row.id)}" if has_all else ""
    poster = f"{desk.address}/poster/{village.code}"
    return CadreView(village, Post(row.post), done, poster, certificate)


def lessons(desk: Desk) -> tuple[MicroLesson, ...]:
    """Those that are not past their review date, in order."""
    return tuple(
        MicroLesson(entry.id, entry.order, len(entry.text[FIRST_LANGUAGE].answers), entry.right)
        for entry in desk.content.cadre
        if entry.review_by >= desk.today()
    )


def digest(tx: Transaction, desk: Desk, village: Place) -> Digest:
    """The last whole week: a window that moves with each day would show single reports by what it gains.

    Its counts are cells of bot.services.settling, which leaves out the same cases.
    """
    today = desk.today()
    last = today - timedelta(days=today.weekday() + 1)
    first = last - timedelta(days=6)
    since = datetime.combine(first, time(), desk.zone)
    checks = cadres.checks(tx, village.code, first.isoformat(), last.isoformat())
    filed = cadres.reports_of(tx, village.code, since, since + timedelta(days=7))
    reports = sum(candidates.is_for_all(tx, desk, case) for case in filed)
    return Digest(first, last, shown(checks), shown(reports))


def join(tx: Transaction, invited: AnyRow | None, contact_id: int, now: datetime) -> None:
    if invited is not None:
        cadres.join(tx, invited.id, contact_id, now)


def learned(tx: Transaction, contact_id: int, command: LearnedLesson, now: datetime) -> None:
    row = cadres.of_contact(tx, contact_id)
    if row is not None:
        cadres.learned(tx, row.id, command.lesson, now, was_right=command.was_right)


def certificate(tx: Transaction, desk: Desk, token: str) -> bytes | None:
    """A cadre's certificate as PDF, with room for the name they write themselves; None for a token that is not good."""
    digits, _, seal = token.partition("-")
    number = whole(digits, MOST_DIGITS)
    if number is None or not desk.vault.same(seal, _seal(desk, number)):
        return None
    row = cadres.by_id(tx, number)
    found = None if row is None else view(tx, desk, row.contact_id)
    if found is None or not found.certificate:
        return None

    def said(key: str, **params: str) -> str:
        return desk.catalogs.text(Reply(f"cadre.certificate.{key}", params), FIRST_LANGUAGE)

    titles = [f"{lesson.order}. {lesson.text[FIRST_LANGUAGE].title}" for lesson in desk.content.cadre]
    place = said("village", village=found.village.name, parent=found.village.parent)
    lines = (said("heading"), place, said("done", count=str(len(titles))), *titles)
    return printed(lines, (said("name"), said("signed")), FIRST_LANGUAGE)


def _seal(desk: Desk, cadre_id: int) -> str:
    return desk.vault.lookup("certificate", str(cadre_id)).hex()


def may_ask(officer: AnyRow, village: str) -> bool:
    """Whether a village lies in the officer's area."""
    return lies_in(village, officer.area)


def ask(tx: Transaction, desk: Desk, contact_id: int, command: AskHearsay, now: datetime) -> int:
    """Put an officer's question to the cadres of a village of theirs; gives how many are asked."""
    officer = cases.officer_of_contact(tx, contact_id)
    village, text = command.village, command.text
    if officer is None or not may_ask(officer, village):
        return 0
    number = cadres.ask(tx, officer.id, village, desk.vault.seal(text.encode(), HEARSAY), now)
    choices = tuple(Choice(choice.id, topic=str(number)) for choice in ANSWERS)
    question = Reply("cadre.heard", {"text": text}, choices)
    return sum(
        push.push(
            tx, desk, row.contact_id, question, purpose="hearsay", once_key=f"hearsay:{number}:{row.id}"
        )
        for row in cadres.of_village(tx, village)
    )


def asked(tx: Transaction, desk: Desk, contact_id: int, number: str) -> str | None:
    """What was asked, when this contact is a cadre of that village."""
    found = _question(tx, contact_id, number)
    return None if found is None else desk.vault.open(found[1].body, HEARSAY).decode()


def answer(tx: Transaction, desk: Desk, contact_id: int, command: AnswerHearsay) -> None:
    """Count a cadre's answer; the officer is told once, when the quorum is there."""
    found = _question(tx, contact_id, command.number)
    if found is None:
        return
    cadre, question = found
    cadres.answer(tx, question.id, cadre.id, command.heard.value)
    officer = cases.officer(tx, question.officer_id)
    if officer is None or officer.contact_id is None or sum(_counts(tx, question.id).values()) < QUORUM:
        return
    told = Reply("cadre.quorum", choices=(Choice("jawaban_kader", topic=str(question.id)),))
    push.push(tx, desk, officer.contact_id, told, purpose="hearsay", once_key=f"quorum:{question.id}")


def results(tx: Transaction, desk: Desk, contact_id: int) -> tuple[Hearsay, ...]:
    """An officer's latest questions; counts from QUORUM on, of cadres that are not withdrawn."""
    officer = cases.officer_of_contact(tx, contact_id)
    return () if officer is None else tuple(_result(tx, desk, row) for row in cadres.asked_by(tx, officer.id))


def _result(tx: Transaction, desk: Desk, row: AnyRow) -> Hearsay:
    counts = _counts(tx, row.id)
    village = casework.place(tx, desk, row.village)
    text = desk.vault.open(row.body, HEARSAY).decode()
    is_enough = sum(counts.values()) >= QUORUM
    return Hearsay(str(row.id), village.name if village else row.village, text, counts if is_enough else {})


def _counts(tx: Transaction, hearsay_id: int) -> Mapping[Heard, int]:
    return {Heard(said): count for said, count in cadres.answers(tx, hearsay_id).items()}


def _question(tx: Transaction, contact_id: int, number: str) -> tuple[AnyRow, AnyRow] | None:
    """The cadre and the question, when it was put to their village."""
    found = whole(number, MOST_DIGITS)
    if found is None:
        return None
    cadre, question = cadres.of_contact(tx, contact_id), cadres.asked(tx, found)
    if cadre is None or question is None or question.village != cadre.village:
        return None
    return cadre, question
