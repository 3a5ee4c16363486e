"""Settings, subscriptions, erasure, counts."""

from datetime import timedelta

from bot import telemetry
from bot.domain import commands as do
from bot.services import erasure, optout, profiling, quiz, reading, sightings
from bot.services.applying.turning import Appliers, Turning
from bot.store import knowledge, opportunities, people, pictures, subscriptions


def _set_language(turning: Turning, command: do.SetLanguage) -> None:
    people.change_contact(turning.tx, turning.contact.id, language=command.language, has_chosen_language=True)


def _set_village(turning: Turning, command: do.SetVillage) -> None:
    people.change_contact(turning.tx, turning.contact.id, village=command.code or None)
    subscriptions.move(turning.tx, turning.contact.id, command.code)


def _subscribe(turning: Turning, command: do.Subscribe) -> None:
    contact = people.contact_by_id(turning.tx, turning.contact.id)
    village = (contact.village if contact else None) or ""
    subscriptions.subscribe(turning.tx, turning.contact.id, command.topic, village, turning.now)
    people.change_contact(turning.tx, turning.contact.id, stopped_at=None)


def _set_rhythm(turning: Turning, command: do.SetRhythm) -> None:
    subscriptions.change(turning.tx, turning.contact.id, command.topic, every_weeks=command.every_weeks,
                               paused_until=None)  # fmt: skip


def _snooze(turning: Turning, command: do.Snooze) -> None:
    until = turning.now + timedelta(weeks=command.weeks)
    subscriptions.change(turning.tx, turning.contact.id, command.topic, paused_until=until)


def _count_quiz(turning: Turning, command: do.CountQuiz) -> None:
    quiz.count(turning.tx, turning.desk, turning.contact, command, turning.now)


def _unsubscribe(turning: Turning, command: do.Unsubscribe) -> None:
    subscriptions.unsubscribe(turning.tx, turning.contact.id, command.topic, turning.now)


def _choose_interest(turning: Turning, command: do.ChooseInterest) -> None:
    opportunities.wish(turning.tx, turning.contact.id, command.interest)


def _stop(turning: Turning, _command: do.Stop) -> None:
    optout.by_person(turning.tx, turning.contact.id, turning.now)


def _resume(turning: Turning, _command: do.Resume) -> None:
    people.change_contact(turning.tx, turning.contact.id, stopped_at=None)


def _erase(turning: Turning, _command: do.EraseMe) -> None:
    erasure.erase(turning.tx, turning.desk, turning.contact.id, turning.now)
    turning.facts.is_erased = True


def _count_screening(turning: Turning, command: do.CountScreening) -> None:
    day = turning.now.date().isoformat()
    knowledge.count_screening(turning.tx, day, command.area, command.level.value, command.rules)
    sightings.of_check(
        turning.tx, turning.desk, command.entities, command.area, command.level, turning.contact.id
    )
    if command.offer:
        profiling.of_check(turning.tx, turning.desk, command.offer, command.entities, command.area)


def _count_helpful(turning: Turning, command: do.CountHelpful) -> None:
    day, word = turning.now.date().isoformat(), "helpful" if command.is_helpful else "not_helpful"
    knowledge.count_helpful(turning.tx, day, command.area, command.level.value, is_helpful=command.is_helpful)
    telemetry.answers.labels(word).inc()


def _read_pictures(turning: Turning, command: do.ReadPictures) -> None:
    reading.ask(turning.tx, turning.contact.id, command.media, turning.now)


def _forget_pictures(turning: Turning, _command: do.ForgetPictures) -> None:
    pictures.drop_readings(turning.tx, turning.contact.id)


def _count_answer(_turning: Turning, command: do.CountAnswer) -> None:
    telemetry.answers.labels(command.what).inc()


APPLIERS: Appliers = {
    do.SetLanguage: _set_language,
    do.SetVillage: _set_village,
    do.Subscribe: _subscribe,
    do.SetRhythm: _set_rhythm,
    do.Snooze: _snooze,
    do.CountQuiz: _count_quiz,
    do.Unsubscribe: _unsubscribe,
    do.ChooseInterest: _choose_interest,
    do.Stop: _stop,
    do.Resume: _resume,
    do.EraseMe: _erase,
    do.CountScreening: _count_screening,
    do.CountHelpful: _count_helpful,
    do.ReadPictures: _read_pictures,
    do.ForgetPictures: _forget_pictures,
    do.CountAnswer: _count_answer,
}
