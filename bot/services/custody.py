"""Who can open a report. What is told is sealed to the report's own key, and that key to the officers who may read.

An officer's key is locked with their passphrase, so the disk and the environment of the server together open nothing.
Beside the officers only the office's recovery key opens reports; its private half is kept on paper. Until two of them
can open a report the server holds its key, too: nothing may be lost with one officer.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import orjson

from bot import sealing
from bot.domain.offers import Indicator
from bot.screening.conflict import Told
from bot.services.desk import FACTS, MEDIA, OFFICER, RELAY, REPORT, Desk
from bot.store import attachments, cases, keys, notes
from bot.store.cases import AnyRow
from bot.store.db import Transaction

HOME = "ID"  # ISO 3166
STORED, FAILED = "stored", "failed"  # attachments nothing more will be done to
MOST_REMEMBERED = 1_000  # reports whose officers are known without opening them
ENOUGH = 2  # holders of a report's key
REPORT_KEY, ESCROW, NOTE = "report key", "escrow", "note"
INDICATED = ("story", "broker", "answers")  # fields that may name who recruits


@dataclass(frozen=True, slots=True)
class Known:
    """What the server itself still knows of a sealed report, for routing and for known indicators."""

    indicators: tuple[Indicator, ...] = ()
    recruiters: tuple[str, ...] = ()  # as the story names them: an officer who joins later may be one
    barred: frozenset[int] = frozenset()  # officers it speaks of
    language: str = ""  # of its reporter's chat (BCP 47)
    is_broken_off: bool = False  # its reporter stopped answering in the middle
    country: str = ""  # where somebody is taken, as it was told first (ISO 3166)

    def packed(self) -> dict[str, object]:
        return {"i": self.indicators, "r": self.recruiters, "b": sorted(self.barred),
                "l": self.language, "o": self.is_broken_off, "c": self.country}  # fmt: skip

    @classmethod
    def of(cls, packed: Mapping[str, Sequence[object]]) -> "Known":
        pairs = tuple((str(pair[0]), str(pair[1])) for pair in packed["i"])  # type: ignore[index]
        barred = frozenset(int(str(number)) for number in packed["b"])
        return cls(
            pairs,
            tuple(map(str, packed["r"])),
            barred,
            str(packed.get("l", "")),
            bool(packed.get("o")),
            str(packed.get("c", "")),
        )

    def joined(self, other: "Known") -> "Known":
        return Known(
            tuple(dict.fromkeys((*self.indicators, *other.indicators))),
            tuple(dict.fromkeys((*self.recruiters, *other.recruiters))),
            self.barred | other.barred,
            self.language or other.language,
            self.is_broken_off or other.is_broken_off,
            self.country or other.country,
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """A report in the clear: fields by question, additions in order, attachments, officers' notes."""

    fields: Mapping[str, str]
    added: tuple[str, ...]
    attachments: tuple[tuple[str, str, bytes], ...]  # kind, MIME type, content
    notes: tuple[str, ...] = ()
    lost: int = 0  # attachments that could not be fetched or read


# -- sealing what is told


def sealed_columns(
    desk: Desk, fields: Mapping[str, str], known: Known
) -> tuple[dict[str, bytes], sealing.KeyPair]:
    """The columns of a new report, and the key pair of which only the public half is kept."""
    pair = sealing.new_pair()
    return {
        "public": pair.public,
        "body": sealing.sealed_to(pair.public, orjson.dumps(dict(fields)), REPORT),
        "facts": desk.vault.seal_json(known.packed(), FACTS),
    }, pair


def sealed_text(public: bytes, text: str) -> bytes:
    """Something the reporter adds."""
    return sealing.sealed_to(public, text.encode(), RELAY)


def sealed_note(public: bytes, text: str) -> bytes:
    """Something an officer notes about it."""
    return sealing.sealed_to(public, text.encode(), NOTE)


def known_from(
    tx: Transaction, desk: Desk, fields: Mapping[str, str], officers: Collection[AnyRow], language: str = ""
) -> Known:
    """What the server keeps of something told, while it has it in the clear."""
    everything = "\n".join(fields.values())
    indicated = "\n".join(fields[name] for name in INDICATED if fields.get(name))
    told = Told(everything)
    barred = frozenset(o.id for o in officers if told.speaks_of(name_of(desk, o)))
    indicators = desk.screener.told_of(indicated, desk.listed(tx))
    countries = desk.screener.reading(everything).values("country")
    country = next((code for code in countries if code != HOME), "")
    return Known(indicators, desk.screener.recruiters(everything), barred, language, country=country)


def known(desk: Desk, report: AnyRow) -> Known:
    """What was kept of a report."""
    return Known() if report.facts is None else Known.of(desk.vault.open_json(report.facts, FACTS))


def note_more(tx: Transaction, desk: Desk, report: AnyRow, text: str) -> Known:
    """What is kept grows with what the reporter adds; gives the indicators that are new, and whom all of it names."""
    before = known(desk, report)
    more = before.joined(known_from(tx, desk, {"answers": text}, cases.all_officers(tx)))
    cases.change_report(tx, report.id, facts=desk.vault.seal_json(more.packed(), FACTS))
    return replace(more, indicators=more.indicators[len(before.indicators) :])


def named_in(desk: Desk, report: AnyRow, officers: Sequence[AnyRow]) -> frozenset[int]:
    """The officers a kept report speaks of, worked out once for the same names; none of its words stay in memory."""
    if report.facts is None:
        return frozenset()
    seen = (report.facts, *((officer.id, officer.name) for officer in officers))
    named = desk.named.get(seen)
    if named is None:
        if len(desk.named) >= MOST_REMEMBERED:
            desk.named.clear()
        named = desk.named[seen] = named_among(desk, known(desk, report), officers)
    return named


def named_among(desk: Desk, kept: Known, officers: Collection[AnyRow]) -> frozenset[int]:
    """The officers a report speaks of, also those who joined after it was filed."""
    told = Told("\n".join(kept.recruiters))
    return frozenset(o.id for o in officers if o.id in kept.barred or told.speaks_of(name_of(desk, o)))


# -- giving and taking keys


def share(tx: Transaction, report_id: int, private: bytes, officers: Collection[AnyRow]) -> None:
    """Seal a report's key to these officers' keys and to the recovery key. Once enough hold it the server does not."""
    already = keys.holders(tx, report_id)
    for key in officers:
        if key.officer_id not in already:
            sealed = sealing.sealed_to(key.public, private, REPORT_KEY)
            keys.give(tx, report_id, key.officer_id, sealed)
    recovery = keys.recovery_public(tx)
    if recovery is not None and keys.OFFICE not in already:
        keys.give(tx, report_id, keys.OFFICE, sealing.sealed_to(recovery, private, REPORT_KEY))
    if _are_enough(keys.holders(tx, report_id)):
        keys.take(tx, report_id, keys.SERVER)


def entrust(tx: Transaction, desk: Desk, report_id: int, private: bytes, barred: Collection[int]) -> None:
    """A new report's key goes to every officer who has one and may read; until those are enough, to the server, too."""
    share(tx, report_id, private, [key for key in keys.everybodys(tx) if key.officer_id not in barred])
    if not _are_enough(keys.holders(tx, report_id)):
        keys.give(tx, report_id, keys.SERVER, desk.vault.seal(private, REPORT_KEY))


def hand_over(tx: Transaction, desk: Desk, officer_id: int, waiting: Collection[AnyRow]) -> None:
    """Reports the server holds go to an officer who now has a key."""
    key = keys.key_of(tx, officer_id)
    if key is None:
        return
    for held in waiting:
        share(tx, held.report_id, desk.vault.open(held.sealed, REPORT_KEY), [key])


def _are_enough(holders: Collection[int]) -> bool:
    """An officer who can open the report, and a second way should that one be lost, leave or be named in it."""
    people = [holder for holder in holders if holder > 0]
    return bool(people) and len(people) + (keys.OFFICE in holders) >= ENOUGH


def move_old(tx: Transaction, desk: Desk, most: int) -> int:
    """Reports of earlier versions are sealed anew; gives how many."""
    old = keys.reports_without_key(tx, most)
    for report in old:
        sealed_anew(tx, desk, report)
    return len(old)


def sealed_anew(tx: Transaction, desk: Desk, report: AnyRow) -> AnyRow:
    """A report of an earlier version gets a key of its own; one that has it stays as it is."""
    if report.public is not None or report.body is None:
        return report
    fields = desk.vault.open_json(report.body, REPORT)
    columns, pair = sealed_columns(desk, fields, known_from(tx, desk, fields, cases.all_officers(tx)))
    cases.change_report(tx, report.id, **columns)
    for message in cases.thread(tx, report.case_id):
        if not message.from_officer and message.body is not None:
            text = desk.vault.open(message.body, RELAY).decode()
            cases.change_relay(tx, message.id, body=sealed_text(pair.public, text))
            note_more(tx, desk, _again(tx, report.case_id), text)
    seal_attachments(tx, desk, report.id, pair.public)
    again = _again(tx, report.case_id)
    entrust(tx, desk, report.id, pair.private, known(desk, again).barred)
    return again


def seal_attachments(tx: Transaction, desk: Desk, report_id: int, public: bytes) -> None:
    """Cleaned attachments are sealed to the report that took them over."""
    for row in attachments.of_report(tx, report_id):
        is_done = row.state in (STORED, FAILED)
        if is_done and row.data is not None and not row.is_sealed_to_report:
            data = sealing.sealed_to(public, desk.vault.open(row.data, MEDIA), MEDIA)
            attachments.change(tx, row.id, data=data, is_sealed_to_report=True)


def seal_attachment(tx: Transaction, desk: Desk, attachment_id: int) -> None:
    """The same for one that was fetched after its report was filed."""
    report = attachments.report_of(tx, attachment_id)
    if report is not None and report.public is not None:
        seal_attachments(tx, desk, report.id, report.public)


# -- opening


def report_key(tx: Transaction, report_id: int, holder: int, private: bytes) -> bytes | None:
    """A report's private key, as far as it was sealed to this holder's. Raises Unopenable."""
    sealed = keys.held(tx, report_id, holder)
    return None if sealed is None else sealing.opened(private, sealed, REPORT_KEY)


def opened(tx: Transaction, report: AnyRow, private: bytes) -> Opened:
    """Open everything with the report's private key. Raises Unopenable."""
    fields = {} if report.body is None else orjson.loads(sealing.opened(private, report.body, REPORT))
    added = tuple(
        sealing.opened(private, message.body, RELAY).decode()
        for message in cases.thread(tx, report.case_id)
        if not message.from_officer and message.body is not None
    )
    shown = tuple(
        (row.kind, row.mime, sealing.opened(private, row.data, MEDIA))
        for row in attachments.of_report(tx, report.id)
        if row.state == STORED and row.data is not None and row.is_sealed_to_report
    )
    noted = tuple(sealing.opened(private, body, NOTE).decode() for body in notes.of_case(tx, report.case_id))
    lost = sum(row.state == FAILED for row in attachments.of_report(tx, report.id))
    return Opened(fields, added, shown, noted, lost)


def _again(tx: Transaction, case_id: int) -> AnyRow:
    report = cases.report_by_case(tx, case_id)
    if report is None:
        raise LookupError(case_id)
    return report


def name_of(desk: Desk, officer: AnyRow) -> str:
    return desk.vault.open(officer.name, OFFICER).decode()
