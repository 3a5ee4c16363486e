"""The demonstration: villages, officers, a fictional registry, opportunities, set up once; phones to watch."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.messages import Address
from bot.domain.registry import Listing, ListKind
from bot.i18n import FIRST_LANGUAGE
from bot.services import offices, opportunities
from bot.services.desk import ADDRESS, Desk
from bot.store import cases, people, registries
from bot.store.db import Transaction

AGE_OF_LIST = timedelta(days=13)  # of the made-up list: fresh enough to vouch, old enough to show its date


@dataclass(frozen=True, slots=True)
class Phone:
    """A demonstration officer's phone: a web chat whose session is known."""

    name: str
    role: str
    session: str


def phones(desk: Desk) -> tuple[Phone, ...]:
    """Sessions come from the secret, so that they survive a restart and nobody can guess them."""
    return tuple(
        Phone(officer.name, officer.role.value, desk.vault.lookup("demo phone", officer.name).hex())
        for officer in desk.content.demo.officers
    )


def set_up(tx: Transaction, desk: Desk) -> None:
    """Fill an empty database; a filled one stays as it is."""
    if cases.all_officers(tx):
        return
    demo = desk.content.demo
    offices.save_villages(tx, desk, demo.pins)
    made_on = (desk.today() - AGE_OF_LIST).isoformat()
    made_up = Listing(made_on, "content/demo_registry.csv", is_fictional=True)
    registries.save(tx, ListKind.P3MI, made_up, demo.companies, desk.now())
    opportunities.save_demo(tx, desk)
    for officer, phone in zip(demo.officers, phones(desk), strict=True):
        officer_id = offices.add_officer(tx, desk, officer.name, officer.role, officer.area)
        address = Address("web", phone.session)
        sealed = desk.vault.seal(address.id.encode(), ADDRESS)
        contact = people.add_contact(
            tx, "web", desk.address_hash(address), sealed, FIRST_LANGUAGE, desk.now()
        )
        cases.change_officer(tx, officer_id, contact_id=contact.id)
