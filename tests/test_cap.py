"""CAP 1.2 and Atom documents, element by element.

They are held against the schemas of OASIS and of RFC 4287 (tests/schemas.py), and against DICTIONARY, which asks for
more: it was written from the data dictionary of the standard (Common Alerting Protocol Version 1.2, 3.2) and knows
what a schema leaves to words, as that an identifier has no comma. <resource> is none of ours and refused.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cap import ATOM, CAP, Entry, Info, Message, Reference, document, feed, moment
from bot.domain.public_alert import GRADES, Grade, Pace
from tests import schemas
from tests.schemas import breaches

MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d"  # never "Z"; UTC is -00:00
NO_SEPARATOR = r"[^\s,<&]+"  # identifiers and senders: no space, comma, < or &
REFERENCE = rf"{NO_SEPARATOR},{NO_SEPARATOR},{MOMENT}"
ANYTHING = r"(?s).*\S.*"


def one_of(*values: str) -> str:
    return "|".join(values)


@dataclass(frozen=True)
class Rule:
    least: int
    most: int | None  # None is any number
    content: str = ""  # of a part without children, whole


DICTIONARY: dict[str, dict[str, Rule]] = {
    "alert": {
        "identifier": Rule(1, 1, NO_SEPARATOR),
        "sender": Rule(1, 1, NO_SEPARATOR),
        "sent": Rule(1, 1, MOMENT),
        "status": Rule(1, 1, one_of("Actual", "Exercise", "System", "Test", "Draft")),
        "msgType": Rule(1, 1, one_of("Alert", "Update", "Cancel", "Ack", "Error")),
        "source": Rule(0, 1, ANYTHING),
        "scope": Rule(1, 1, one_of("Public", "Restricted", "Private")),
        "restriction": Rule(0, 1, ANYTHING),
        "addresses": Rule(0, 1, ANYTHING),
        "code": Rule(0, None, ANYTHING),
        "note": Rule(0, 1, ANYTHING),
        "references": Rule(0, 1, rf"{REFERENCE}(\s{REFERENCE})*"),
        "incidents": Rule(0, 1, ANYTHING),
        "info": Rule(0, None),
    },
    "info": {
        "language": Rule(0, 1, r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
        "category": Rule(
            1, None,
            one_of("Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra",
                   "CBRNE", "Other"),
        ),
        "event": Rule(1, 1, ANYTHING),
        "responseType": Rule(
            0, None,
            one_of("Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"),
        ),
        "urgency": Rule(1, 1, one_of("Immediate", "Expected", "Future", "Past", "Unknown")),
        "severity": Rule(1, 1, one_of("Extreme", "Severe", "Moderate", "Minor", "Unknown")),
        "certainty": Rule(1, 1, one_of("Observed", "Likely", "Possible", "Unlikely", "Unknown")),
        "audience": Rule(0, 1, ANYTHING),
        "eventCode": Rule(0, None),
        "effective": Rule(0, 1, MOMENT),
        "onset": Rule(0, 1, MOMENT),
        "expires": Rule(0, 1, MOMENT),
        "senderName": Rule(0, 1, ANYTHING),
        "headline": Rule(0, 1, ANYTHING),
        "description": Rule(0, 1, ANYTHING),
        "instruction": Rule(0, 1, ANYTHING),
        "web": Rule(0, 1, r"[a-z]+:\S+"),
        "contact": Rule(0, 1, ANYTHING),
        "parameter": Rule(0, None),
        "area": Rule(0, None),
    },
    "area": {
        "areaDesc": Rule(1, 1, ANYTHING),
        "polygon": Rule(0, None, ANYTHING),
        "circle": Rule(0, None, ANYTHING),
        "geocode": Rule(0, None),
        "altitude": Rule(0, 1, ANYTHING),
        "ceiling": Rule(0, 1, ANYTHING),
    },
    "geocode": {"valueName": Rule(1, 1, ANYTHING), "value": Rule(1, 1, ANYTHING)},
    "eventCode": {"valueName": Rule(1, 1, ANYTHING), "value": Rule(1, 1, ANYTHING)},
    "parameter": {"valueName": Rule(1, 1, ANYTHING), "value": Rule(1, 1, ANYTHING)},
}  # fmt: skip


def faults(element: Element, namespace: str = CAP) -> list[str]:
    """What the data dictionary does not allow in an element and below; empty for a good one."""
    name = element.tag.removeprefix(f"{{{namespace}}}")
    rules, found = DICTIONARY[name], []
    children = [child.tag.removeprefix(f"{{{namespace}}}") for child in element]
    if element.attrib or (element.text or "").strip():
        found.append(f"{name}: holds more than elements")
    if unknown := set(children) - set(rules):
        return [*found, f"{name}: {sorted(unknown)} is unknown"]
    order = [list(rules).index(child) for child in children]
    if order != sorted(order):
        found.append(f"{name}: {children} stand in another order")
    for child, rule in rules.items():
        count = children.count(child)
        if not rule.least <= count <= (count if rule.most is None else rule.most):
            found.append(f"{name}/{child}: {count} times")
    for child, tag in zip(element, children, strict=True):
        if tag in DICTIONARY:
            found += faults(child)
        elif not re.fullmatch(rules[tag].content, child.text or "") or len(child):
            found.append(f"{name}/{tag}: {child.text!r}")
    return found


WIB = timezone(timedelta(hours=7))
SENT = datetime(2026, 11, 25, 10, tzinfo=WIB)
INDONESIAN = Info(
    "id-ID", "Perdagangan orang", "Awas", "Dua orang minta KTP.", "Jangan serahkan.", "Kec. Pontang"
)
ENGLISH = Info(
    "en", "Human trafficking", "Beware", "Two people ask for ID.", "Do not hand it over.", "Kec. Pontang"
)
ALERT = Message(
    "BD-20261125-0a1b2c3d", "benteng-desa@bot.example.go.id", SENT, "Actual", "Alert", GRADES[Pace.NOW],
    SENT + timedelta(days=1), "Kantor Imigrasi Contoh", "https://bot.example.go.id/obrolan", "36.04.12", (INDONESIAN,),
)  # fmt: skip
CANCEL = replace(
    ALERT, identifier="BD-2", kind="Cancel", infos=(replace(INDONESIAN, instruction=""), ENGLISH), note="Latihan.",
    status="Exercise", references=(Reference("BD-1", SENT), Reference("BD-0", SENT - timedelta(hours=1))),
)  # fmt: skip


def text_of(root: Element, path: str) -> list[str | None]:
    return [found.text for found in root.iterfind("/".join(f"{{{CAP}}}{part}" for part in path.split("/")))]


@pytest.mark.parametrize("message", [ALERT, CANCEL, replace(ALERT, grade=GRADES[Pace.SOON])])
def test_a_document_is_what_the_data_dictionary_says(message: Message) -> None:
    written = document(message)
    root = fromstring(written)
    assert written.startswith(b"<?xml")
    assert breaches(written, schemas.CAP) == []
    assert root.tag == f"{{{CAP}}}alert" == "{urn:oasis:names:tc:emergency:cap:1.2}alert"
    assert faults(root) == []


def test_what_people_are_told_stands_in_it() -> None:
    root = fromstring(document(replace(ALERT, infos=(INDONESIAN, ENGLISH))))
    assert text_of(root, "info/language") == ["id-ID", "en"]
    assert text_of(root, "info/headline") == ["Awas", "Beware"]
    assert text_of(root, "info/instruction") == ["Jangan serahkan.", "Do not hand it over."]
    assert text_of(root, "info/area/geocode/value") == ["36.04.12"] * 2
    assert text_of(root, "sent") == ["2026-11-25T10:00:00+07:00"]
    assert text_of(root, "info/expires") == ["2026-11-26T10:00:00+07:00"] * 2
    assert text_of(root, "note") == []


def test_a_cancellation_names_what_it_ends() -> None:
    root = fromstring(document(CANCEL))
    sender = ALERT.sender
    assert text_of(root, "references") == [
        f"{sender},BD-1,2026-11-25T10:00:00+07:00 {sender},BD-0,2026-11-25T09:00:00+07:00"
    ]
    assert text_of(root, "msgType") == ["Cancel"]


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 1, 2, 3, 4, 5, 678_901, UTC), "2026-01-02T03:04:05-00:00"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=9))), "2026-01-02T03:04:05+09:00"),
    ],
)
def test_a_time_has_an_offset_and_no_z(at: datetime, text: str) -> None:
    assert moment(at) == text
    assert re.fullmatch(MOMENT, text)


@given(st.text(min_size=1).filter(lambda text: text.strip()), st.text())
def test_whatever_officers_write_the_document_can_be_read(said: str, other: str) -> None:
    """Signs that XML 1.0 has no room for are left out; everything else comes back as it was written."""
    info = replace(INDONESIAN, headline=f"a{said}", description=f"<b>&{other}]]>", instruction=said + "b")
    written = document(replace(ALERT, infos=(info,)))
    root = fromstring(written)
    assert faults(root) == breaches(written, schemas.CAP) == []
    (headline,) = text_of(root, "info/headline")
    kept = "".join(sign for sign in f"a{said}" if sign in "\t\n\r" or sign >= " ")
    if not re.search("[\r\ud800-\udfff\ufffe\uffff]", kept):
        assert headline == kept


BROKEN = (
    ("<sent>2026-11-25T10:00:00+07:00</sent>", "<sent>2026-11-25T03:00:00Z</sent>"),
    ("<scope>Public</scope>", ""),
    ("<status>Actual</status><msgType>Alert</msgType>", "<msgType>Alert</msgType><status>Actual</status>"),
    ("<identifier>BD-20261125-0a1b2c3d</identifier>", "<identifier>BD 1,2</identifier>"),
    ("<urgency>Immediate</urgency>", "<urgency>Soon</urgency>"),
    ("<category>Security</category>", ""),
    ("<areaDesc>Kec. Pontang</areaDesc>", ""),
    ("<scope>Public</scope>", "<scope>Public</scope><scope>Public</scope>"),
    ("<scope>Public</scope>", "<scope>Public</scope><officer>7</officer>"),
)


@pytest.mark.parametrize(("good", "bad"), BROKEN)
def test_the_table_notices_what_is_wrong(good: str, bad: str) -> None:
    written = document(ALERT).decode()
    assert good in written
    assert faults(fromstring(written.replace(good, bad))) != []


@pytest.mark.parametrize(("good", "bad"), [pair for pair in BROKEN if "identifier" not in pair[0]])
def test_the_schema_notices_what_is_wrong(good: str, bad: str) -> None:
    assert breaches(document(ALERT).decode().replace(good, bad).encode(), schemas.CAP) != []


def test_the_schema_of_feeds_notices_what_is_wrong() -> None:
    written = feed((), "https://bot.example.go.id/cap", "Peringatan", "Kantor Imigrasi Contoh", SENT)
    assert breaches(written, schemas.ATOM) == []
    assert breaches(written.replace(b"updated>", b"changed>"), schemas.ATOM) != []


def test_the_feed_lists_each_with_its_document() -> None:
    """Atom (RFC 4287): id, title and updated once in the feed and in each entry, an author, a link to each document."""
    address = "https://bot.example.go.id/cap"
    entries = (
        Entry(CANCEL, f"{address}/BD-2.xml", SENT + timedelta(hours=1)),
        Entry(ALERT, f"{address}/BD-1.xml", SENT),
    )
    written = feed(entries, address, "Peringatan", "Kantor Imigrasi Contoh", SENT)
    root = fromstring(written)
    assert breaches(written, schemas.ATOM) == []
    assert root.tag == f"{{{ATOM}}}feed"
    assert root.findtext(f"{{{ATOM}}}author/{{{ATOM}}}name") == "Kantor Imigrasi Contoh"
    listed = root.findall(f"{{{ATOM}}}entry")
    assert [entry.findtext(f"{{{ATOM}}}id") for entry in listed] == [
        f"{address}/BD-2.xml",
        f"{address}/BD-1.xml",
    ]
    for part in (root, *listed):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{{{ATOM}}}{name}")) == 1, name
        assert re.fullmatch(MOMENT, part.findtext(f"{{{ATOM}}}updated", ""))
    links = [link.attrib for entry in listed for link in entry.findall(f"{{{ATOM}}}link")]
    assert [link["type"] for link in links] == ["application/cap+xml"] * 2
    assert [link["href"] for link in links] == [f"{address}/BD-2.xml", f"{address}/BD-1.xml"]


def test_every_grade_of_ours_is_one_of_cap() -> None:
    for grade in GRADES.values():
        assert isinstance(grade, Grade)
        assert faults(fromstring(document(replace(ALERT, grade=grade)))) == []
    assert [grade.is_immediate for grade in GRADES.values()] == [True, False]
