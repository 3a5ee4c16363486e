"""The demonstration: villages, officers, a fictional registry, opportunities, a map, set up once; phones to watch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import sealing
from bot.content.settings import DemoTold
from bot.domain.cadre import Post
from bot.domain.messages import Address
from bot.domain.registry import Listing, ListKind
from bot.domain.risk_map import Settled, Subject, last_whole
from bot.domain.small_counts import Count
from bot.i18n import FIRST_LANGUAGE
from bot.services import cadres, custody, offices, opportunities, settling, unlocking
from bot.services.desk import ADDRESS, Desk
from bot.store import cadres as kept_cadres
from bot.store import cases, keys, people, regions, registries
from bot.store.db import Transaction
from bot.vault import Unopenable, new_invitation

KADER = Post.KADER.value
AGE_OF_LIST = timedelta(days=13)  # of the made-up list: fresh enough to vouch, old enough to show its date


@dataclass(frozen=True, slots=True)
class Phone:
    """The phone of somebody of the demonstration: a web chat whose session is known."""

    name: str
    role: str
    session: str


def phones(desk: Desk) -> tuple[Phone, ...]:
    """Officers' first. Sessions come from the secret: they survive a restart, and nobody can guess them."""
    demo = desk.content.demo
    people = [(one.name, one.role.value) for one in demo.officers] + [
        (one.name, KADER) for one in demo.cadres
    ]
    return tuple(Phone(name, role, desk.vault.lookup("demo phone", name).hex()) for name, role in people)


def officer_of(tx: Transaction, role: str) -> int | None:
    """The number of the demonstration's first officer of a role."""
    return next((officer.id for officer in cases.all_officers(tx) if officer.role == role), None)


def set_up(tx: Transaction, desk: Desk) -> None:
    """Fill an empty database; a filled one stays as it is."""
    if cases.all_officers(tx):
        return
    demo = desk.content.demo
    offices.save_villages(tx, desk, demo.pins)
    regions.save(tx, demo.regions)
    period = last_whole(desk.today())
    settling.keep(tx, period, _told(demo.told))
    for number, stretch in enumerate(settling.due(desk.today())):
        settling.keep(tx, stretch, _told_in(demo.told, number))
    made_on = (desk.today() - AGE_OF_LIST).isoformat()
    made_up = Listing(made_on, "content/demo_registry.csv", is_fictional=True)
    registries.save(tx, ListKind.P3MI, made_up, demo.companies, desk.now())
    opportunities.save_demo(tx, desk)
    owners = {phone.name: _contact(tx, desk, phone) for phone in phones(desk)}
    for officer in demo.officers:
        officer_id = offices.add_officer(tx, desk, officer.name, officer.role, officer.area)
        cases.change_officer(tx, officer_id, contact_id=owners[officer.name])
    for cadre in demo.cadres:
        code = desk.vault.receipt_hash(new_invitation())
        number = cadres.note(tx, cadre.village, Post.KADER, code, desk.now())
        kept_cadres.join(tx, number, owners[cadre.name], desk.now())


def make_keys(tx: Transaction, desk: Desk) -> Mapping[int, str]:
    """Keys for the demonstration's officers who have none; gives the words of each whose key they open.

    Words come from the secret, as the phones' sessions do: a restart finds the same. Whoever made a key by themselves
    keeps it, and their words are not known here. Slow, see `sealing.locked`.
    """
    known: dict[int, str] = {}
    played = {one.name for one in desk.content.demo.officers}
    for officer in cases.all_officers(tx):
        if (name := custody.name_of(desk, officer)) not in played:
            continue
        words = _words(desk, name)
        kept = keys.key_of(tx, officer.id)
        if kept is None:
            pair = sealing.new_pair()
            unlocking.put_key(tx, desk, officer.id, pair, sealing.locked(pair.private, words))
        if kept is None or _opens(kept.locked, words):
            known[officer.id] = words
    return known


def _words(desk: Desk, name: str) -> str:
    drawn, choices = desk.vault.lookup("demo words", name), desk.content.passphrase_words
    return " ".join(choices[int.from_bytes(drawn[at : at + 4]) % len(choices)] for at in range(0, 20, 4))


def _opens(locked: bytes, words: str) -> bool:
    try:
        return bool(sealing.unlocked(locked, words))
    except Unopenable:
        return False


def _told(villages: Mapping[str, DemoTold]) -> Mapping[Subject, Mapping[str, Sequence[Count]]]:
    """What the map is made of, each village one cell."""
    return {
        Subject.REPORTS: {
            code: [Count(one.urgent, one.reports - one.urgent)] for code, one in villages.items()
        },
        Subject.CHECKS: {
            code: [Count(one.dangers, one.checks - one.dangers)] for code, one in villages.items()
        },
        Subject.SIGNALS: {code: [Count()] for code in villages},
        Subject.LESSONS: {code: [Count(others=one.lessons)] for code, one in villages.items()},
    }


def _told_in(
    villages: Mapping[str, DemoTold], number: int
) -> Mapping[Settled, Mapping[str, Sequence[Count]]]:
    """The same of one stretch: half of it, and of an odd one more in the second."""

    def half(count: int) -> int:
        return (count + number % 2) // 2

    def halved(marked: int, total: int) -> list[Count]:
        others = half(total - marked)
        return [Count(half(marked), others, others // 2)]

    return {
        Settled.REPORTS: {code: halved(one.urgent, one.reports) for code, one in villages.items()},
        Settled.CHECKS: {code: halved(one.dangers, one.checks) for code, one in villages.items()},
    }


def _contact(tx: Transaction, desk: Desk, phone: Phone) -> int:
    address = Address("web", phone.session)
    sealed = desk.vault.seal(address.id.encode(), ADDRESS)
    return people.add_contact(tx, "web", desk.address_hash(address), sealed, FIRST_LANGUAGE, desk.now()).id
