"""What every service needs at hand: the vault, sentences, facts, rules, the conversations, the clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.content.audio import Recording
from bot.domain.channel import Limits
from bot.domain.chat_words import Book
from bot.domain.messages import Address
from bot.domain.places import Pin
from bot.domain.risk_map import Settled, Snapshot
from bot.domain.small_counts import Told
from bot.i18n import Catalogs
from bot.screening.directory import NO_LISTS, Directory, Listed
from bot.screening.screener import Screener
from bot.store import knowledge, registries
from bot.store.db import Transaction
from bot.vault import ReceiptMint, Vault

PLACES_AGAIN = timedelta(minutes=1)  # another process may have changed them
(
    ADDRESS, SESSION, OUTBOX, REPORT, FACTS, RELAY, PARKED, MEDIA, OFFICER, LOOK, HEARSAY, SIGHTING, SIGNAL, ALERT,
    PROFILE, SPOOL,
) = (
    "address", "session", "outbox", "report", "facts", "relay", "parked", "media", "officer", "look",
    "hearsay", "sighting", "signal", "public alert", "profile",
    "spool",
)  # fmt: skip
API_KEY, CURSOR, ANSWER, REFERENCE, WEBHOOK, PEER = (  # of partner agencies
    "api key", "cursor", "api answer", "reference", "webhook", "peer",
)  # fmt: skip


@dataclass(slots=True)
class Desk:
    """Shared by all turns of a process. Lists and places are kept in memory while the database has no newer."""

    vault: Vault
    mint: ReceiptMint
    catalogs: Catalogs
    content: Content
    screener: Screener
    book: Book
    now: Callable[[], datetime]
    office: str = ""
    address: str = ""  # of our own pages, without a slash at the end
    reads_pictures: bool = False
    limits: Mapping[str, Limits] = field(default_factory=dict)  # of the channels that are on
    sids: dict[str, str] = field(default_factory=dict)  # of WhatsApp's templates that may be used, by name
    sounds: Mapping[tuple[str, str], Recording] = field(default_factory=dict)  # by language and voice
    named: dict[tuple[object, ...], frozenset[int]] = field(default_factory=dict)  # bot.services.custody
    maps: dict[date, Snapshot] = field(default_factory=dict)  # what was told for a period never changes
    settled: dict[tuple[date, Settled], Mapping[str, Told]] = field(default_factory=dict)  # nor for a stretch
    _directory: Directory = NO_LISTS
    _lists: int = 0  # number of the newest list in it
    _places: tuple[Pin, ...] = ()
    _places_are_good_until: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        """Where the villages are: their day is ours."""
        return ZoneInfo(self.content.areas.timezone)

    def today(self) -> date:
        return self.now().astimezone(self.zone).date()

    def listed(self, tx: Transaction) -> Listed:
        """The published lists in force, as they read today."""
        newest = registries.current_id(tx)
        if newest != self._lists:
            self._directory, self._lists = Directory(registries.current(tx)), newest
        return self._directory.on(self.today())

    def places(self, tx: Transaction) -> tuple[Pin, ...]:
        """The programme's villages with where they lie."""
        now = self.now()
        if self._places_are_good_until is None or now > self._places_are_good_until:
            self._places = knowledge.programme_places(tx, self._places)
            self._places_are_good_until = now + PLACES_AGAIN
        return self._places

    def forget_places(self) -> None:
        self._places_are_good_until = None

    def address_hash(self, address: Address) -> bytes:
        return self.vault.lookup(ADDRESS, address.channel, address.id)

    def farewell_hash(self, address: Address) -> bytes:
        """Under it somebody erased is found while our last message is on its way to them, and by nothing else."""
        return self.vault.lookup("farewell", address.channel, address.id)
