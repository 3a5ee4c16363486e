"""Common Alerting Protocol 1.2 and the Atom feed that lists its documents. Pure: what is told in, bytes out.

Elements stand in the order of the standard's data dictionary. Times carry an offset and never "Z".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.domain.public_alert import Grade

CAP = "urn:oasis:names:tc:emergency:cap:1.2"
ATOM = "http://www.w3.org/2005/Atom"
CATEGORY = "Security"
GEOCODE = "Kemendagri"  # name of the code list the areas' codes are from
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # by XML 1.0


@dataclass(frozen=True, slots=True)
class Info:
    """One language's part of a message."""

    language: str  # RFC 3066
    event: str
    headline: str
    description: str
    instruction: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another message of ours as CAP points to it."""

    identifier: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    identifier: str
    sender: str
    sent_at: datetime  # aware, by the clock of its area; so is `expires_at`
    status: str  # Actual, Exercise
    kind: str  # Alert, Update, Cancel
    grade: Grade
    expires_at: datetime
    sender_name: str
    web: str
    code: str  # Kemendagri
    infos: tuple[Info, ...]
    references: tuple[Reference, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message as the feed lists it."""

    message: Message
    address: str
    changed_at: datetime


def moment(at: datetime) -> str:
    """As CAP's data dictionary wants it; UTC is written "-00:00"."""
    text = at.isoformat(timespec="seconds")
    return text.removesuffix("+00:00") + "-00:00" if text.endswith("+00:00") else text


def document(message: Message) -> bytes:
    """The message as CAP 1.2."""
    alert = Element("alert", {"xmlns": CAP})
    _texts(
        alert,
        ("identifier", message.identifier),
        ("sender", message.sender),
        ("sent", moment(message.sent_at)),
        ("status", message.status),
        ("msgType", message.kind),
        ("scope", "Public"),
        ("note", message.note),
        ("references", " ".join(_reference(message.sender, each) for each in message.references)),
    )
    for info in message.infos:
        _add_info(alert, message, info)
    return _bytes(alert)


def feed(entries: Sequence[Entry], address: str, title: str, author: str, updated_at: datetime) -> bytes:
    """All messages as an Atom feed at `address`, in the given order."""
    root = Element("feed", {"xmlns": ATOM})
    _texts(root, ("id", address), ("title", title), ("updated", moment(updated_at)))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    _texts(SubElement(root, "author"), ("name", author))
    for each in entries:
        entry = SubElement(root, "entry")
        first = each.message.infos[0]
        _texts(
            entry,
            ("id", each.address),
            ("title", first.headline),
            ("updated", moment(each.changed_at)),
            ("published", moment(each.message.sent_at)),
            ("summary", first.description),
        )
        SubElement(entry, "link", {"rel": "alternate", "type": "application/cap+xml", "href": each.address})
        SubElement(entry, "category", {"term": each.message.kind})
    return _bytes(root)


def _add_info(alert: Element, message: Message, info: Info) -> None:
    part = SubElement(alert, "info")
    grade = message.grade
    _texts(
        part,
        ("language", info.language),
        ("category", CATEGORY),
        ("event", info.event),
        ("responseType", "Avoid" if info.instruction else ""),
        ("urgency", grade.urgency),
        ("severity", grade.severity),
        ("certainty", grade.certainty),
        ("effective", moment(message.sent_at)),
        ("expires", moment(message.expires_at)),
        ("senderName", message.sender_name),
        ("headline", info.headline),
        ("description", info.description),
        ("instruction", info.instruction),
        ("web", message.web),
    )
    area = SubElement(part, "area")
    _texts(area, ("areaDesc", info.area))
    _texts(SubElement(area, "geocode"), ("valueName", GEOCODE), ("value", message.code))


def _reference(sender: str, each: Reference) -> str:
    return f"{sender},{each.identifier},{moment(each.sent_at)}"


def _texts(parent: Element, *pairs: tuple[str, str]) -> None:
    """Children with text; those without are left out."""
    for name, text in pairs:
        if text:
            SubElement(parent, name).text = _UNWRITABLE.sub("", text)


def _bytes(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
