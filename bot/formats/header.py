"""What stands above the records of a file: whom it is for, on what terms, what was left out."""

from datetime import date

from bot.domain.casework import Partner
from bot.domain.exchange.records import Record
from bot.domain.exchange.terms import Consent, Purpose, Terms

VERSION = "benteng-desa-exchange/1"


class Header(Record):
    version: str = VERSION
    what: str
    office: str
    recipient: Partner
    made_on: date
    purpose: Purpose
    legal_basis: str
    consent: Consent
    withheld: tuple[str, ...] = ()

    @property
    def terms(self) -> Terms:
        return Terms(self.purpose, self.legal_basis, self.consent)
