"""Tables and indexes. What people wrote, and their addresses, are sealed bytes; times are milliseconds, UTC."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as milliseconds since 1970 so that both databases order it alike."""

    impl = BigInteger
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:  # noqa: ARG002
        """Bare, without the decorator's own call around it: most of what is read are times."""
        return _moment

    def bind_processor(self, dialect: Dialect) -> Any:  # noqa: ARG002
        return _milliseconds

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return _milliseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return _moment(value)


def _milliseconds(value: datetime | None) -> int | None:
    return None if value is None else int(value.timestamp() * 1000)


def _moment(value: Any) -> datetime | None:
    return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


metadata = MetaData()
Id = BigInteger().with_variant(Integer, "sqlite")

contacts = Table(
    "contacts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("address_hash", LargeBinary(16), nullable=False),
    Column("address", LargeBinary),  # sealed; gone after HAPUS
    Column("language", String(8), nullable=False, server_default="id"),
    Column("has_chosen_language", Boolean, nullable=False, server_default=text("false")),
    Column("village", String(16)),
    Column("stopped_at", Moment),
    Column("erased_at", Moment),
    Column("last_inbound_at", Moment),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("channel", "address_hash", name="uq_contacts_address"),
)

budgets = Table(  # what identities have spent of what they may do in some hours; no row number, no contact
    "budgets",
    metadata,
    Column("who", LargeBinary(16), primary_key=True),  # keyed hash of the thing and the address
    Column("count", Integer, nullable=False),
    Column("since_at", Moment, nullable=False, index=True),
    sqlite_with_rowid=False,
)

sessions = Table(
    "sessions",
    metadata,
    Column("contact_id", Id, primary_key=True, autoincrement=False),
    Column("state", LargeBinary, nullable=False),  # sealed
    Column("expires_at", Moment, nullable=False, index=True),
)

inbox = Table(
    "inbox",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("account", String(64), primary_key=True),
    Column("provider_id", String(80), primary_key=True),
    Column("received_at", Moment, nullable=False, index=True),
)

parked = Table(
    "parked",
    metadata,
    Column("id", Id, primary_key=True),
    Column("reason", String(8), nullable=False),  # album: waits for its other pictures; failed: our mistake
    Column("album", LargeBinary(16)),
    Column("message", LargeBinary, nullable=False),  # sealed
    Column("incident", String(8)),
    Column("release_at", Moment, index=True),
    Column("parked_at", Moment, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("lane", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("body", LargeBinary),  # sealed; emptied once settled
    Column("part", Integer, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("purpose", String(16), nullable=False, server_default="reply"),
    Column("once_key", String(96)),  # at most one row ever: campaign, run and recipient
    Column("provider_id", String(80)),
    Column("code", String(40)),
    Column("not_before_at", Moment),
    Column("claimed_by", String(40)),
    Column("created_at", Moment, nullable=False),
    Column("settled_at", Moment),
    UniqueConstraint("once_key", name="uq_outbox_once"),
)
Index(
    "ix_outbox_queued",
    outbox.c.channel,
    outbox.c.lane,
    outbox.c.id,
    sqlite_where=text("state = 'queued'"),
    postgresql_where=text("state = 'queued'"),
)
Index(
    "ix_outbox_claimed",
    outbox.c.claimed_by,
    sqlite_where=text("state = 'claimed'"),
    postgresql_where=text("state = 'claimed'"),
)
Index("ix_outbox_provider", outbox.c.provider_id)
Index("ix_outbox_contact", outbox.c.contact_id, outbox.c.state)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, index=True),  # until a report takes it over
    Column("report_id", Id, index=True),
    Column("channel", String(16), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("mime", String(60), nullable=False, server_default=""),
    Column("ref", LargeBinary),  # sealed
    Column("data", LargeBinary),  # sealed
    Column("is_sealed_to_report", Boolean, nullable=False, server_default=text("false")),
    Column("state", String(12), nullable=False),
    Column("problem", String(16), nullable=False, server_default=""),  # why it failed
    Column("reading_id", Id, index=True),  # while somebody waits for its words
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", Moment),
    Column("created_at", Moment, nullable=False),
)
Index("ix_attachments_state", attachments.c.state, attachments.c.next_at)

readings = Table(  # attachments to be read together for a person who waits; gone once answered
    "readings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, nullable=False, index=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", Moment),
    Column("created_at", Moment, nullable=False),
    sqlite_autoincrement=True,  # a number is never used again: a late worker's answer must not fit another reading
)

pictures = Table(  # flyers that were read: nothing joins them to who sent them
    "pictures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("content", LargeBinary(16), nullable=False, unique=True),  # keyed hash of the cleaned bytes
    Column("flyer", Id, nullable=False, index=True),  # the first picture that looks the same
    *(
        Column(f"band{number}", Integer, nullable=False, index=True) for number in range(8)
    ),  # of the fingerprint
    Column("text", LargeBinary, nullable=False),  # sealed
    Column("seen", Integer, nullable=False, server_default="1"),  # times, this very picture
    Column("read_at", Moment, nullable=False, index=True),
)

regions = Table(
    "regions",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("parent", String(120), nullable=False, server_default=""),
    Column("lat", Float),
    Column("lng", Float),
    Column("is_programme", Boolean, nullable=False, server_default=text("false")),
)

officers = Table(
    "officers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, unique=True),
    Column("name", LargeBinary, nullable=False),  # sealed
    Column("role", String(12), nullable=False),
    Column("area", String(16), nullable=False),
    Column("is_active", Boolean, nullable=False, server_default=text("true")),
    Column("created_at", Moment, nullable=False),
    # asked when nobody of a place may be
    Column("is_last_resort", Boolean, nullable=False, server_default=text("false")),
    Column("duty_days", String(7)),  # "01234" is Monday to Friday; without it on duty at any time
    Column("duty_from", String(5)),
    Column("duty_until", String(5)),
    Column("duty_on_holidays", Boolean, nullable=False, server_default=text("false")),
    Column("remind_at", Moment, index=True),  # of everything that waits for them then
    Column("reminded_at", Moment),
)

leaves = Table(
    "leaves",
    metadata,
    Column("id", Id, primary_key=True),
    Column("officer_id", Id, nullable=False),
    Column("from_on", String(10), nullable=False),  # local days, both part of it
    Column("to_on", String(10), nullable=False, index=True),
    Column("deputy_id", Id),
    Column("handed_over_at", Moment),  # what the officer had open went to others
)

cadres = Table(  # of a village; who they are is not kept, only which chat is theirs
    "cadres",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, unique=True),
    Column("village", String(16), nullable=False, index=True),
    Column("post", String(8), nullable=False),
    Column("code_hash", LargeBinary(32), unique=True),  # of the invitation, until it is used
    Column("code_until_at", Moment),
    Column("joined_at", Moment),
    Column("withdrawn_at", Moment),
)

cadre_lessons = Table(
    "cadre_lessons",
    metadata,
    Column("cadre_id", Id, primary_key=True, autoincrement=False),
    Column("lesson", String(40), primary_key=True),
    Column("was_right", Boolean, nullable=False),  # the first answer
    Column("done_at", Moment, nullable=False),
)

hearsay = Table(  # what officers asked the cadres of a village
    "hearsay",
    metadata,
    Column("id", Id, primary_key=True),
    Column("officer_id", Id, nullable=False, index=True),
    Column("village", String(16), nullable=False),
    Column("body", LargeBinary, nullable=False),  # sealed
    Column("asked_at", Moment, nullable=False),
)

hearsay_answers = Table(
    "hearsay_answers",
    metadata,
    Column("hearsay_id", Id, primary_key=True, autoincrement=False),
    Column("cadre_id", Id, primary_key=True, autoincrement=False),
    Column("answer", String(16), nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code_hash", LargeBinary(32), nullable=False, unique=True),
    Column("officer_id", Id, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

officer_keys = Table(
    "officer_keys",
    metadata,
    Column("officer_id", Id, primary_key=True, autoincrement=False),
    Column("public", LargeBinary(32), nullable=False),
    Column("locked", LargeBinary, nullable=False),  # the private key, under the officer's passphrase
    Column("escrow", LargeBinary),  # the private key, sealed to the office's recovery key
    Column("made_at", Moment, nullable=False),
)

recovery_key = Table(  # one row: the private key is kept on paper
    "recovery_key",
    metadata,
    Column("id", Id, primary_key=True),
    Column("public", LargeBinary(32), nullable=False),
    Column("made_at", Moment, nullable=False),
)

report_keys = Table(  # who can open a report: its private key, sealed to each of them
    "report_keys",
    metadata,
    Column("report_id", Id, primary_key=True, autoincrement=False),
    Column(
        "holder", Id, primary_key=True, autoincrement=False
    ),  # an officer, or bot.store.keys.OFFICE, SERVER
    Column("sealed", LargeBinary, nullable=False),
)

links = Table(  # to the page where an officer unlocks, once
    "links",
    metadata,
    Column("hash", LargeBinary(16), primary_key=True),
    Column("officer_id", Id, nullable=False),
    Column("case_id", Id),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("page", String(8), nullable=False, server_default="buka"),
    Column("expires_at", Moment, nullable=False, index=True),
)

notes = Table(  # officers' own, on the page where they read a report
    "notes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, nullable=False, index=True),
    Column("officer_id", Id, nullable=False),
    Column("body", LargeBinary),  # sealed to the report's key; emptied when the report is withdrawn
    Column("written_at", Moment, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code_hash", LargeBinary(32), nullable=False, unique=True),
    Column("public", LargeBinary(32)),  # what is told is sealed to it; none in versions before 0007
    Column("body", LargeBinary),  # sealed to the report's key
    Column("facts", LargeBinary),  # sealed by the server: what routing and known indicators need
    Column("reply_to", LargeBinary),  # sealed contact number, only when questions may come to the chat
    Column("village", String(16)),
    Column("severity", String(8), nullable=False),
    Column("why", String(200), nullable=False, server_default=""),
    Column("is_cut", Boolean, nullable=False, server_default=text("false")),
    # somebody else may see the phone
    Column("is_discreet", Boolean, nullable=False, server_default=text("false")),
    # nothing is sent, the code shows everything
    Column("is_muted", Boolean, nullable=False, server_default=text("false")),
    # not for the officers of the place below its heads
    Column("is_bypass", Boolean, nullable=False, server_default=text("false")),
    Column("withdrawn_at", Moment),
    Column("filed_at", Moment, nullable=False),
    Column("seen_at", Moment),  # an officer opened everything there was then
    Column("kept_from_at", Moment),  # something was added or asked, or an officer wants it kept
    Column("told_at", Moment),  # officers were told that it goes, or that nobody has opened it
    Column("emptied_at", Moment),  # its time was over: what is left is a tombstone
)

cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("report_id", Id, nullable=False, unique=True),
    Column("state", String(12), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("village", String(16)),
    Column("departure", String(24), nullable=False, server_default=""),
    Column("people", String(24), nullable=False, server_default=""),
    Column("has_minor", Boolean, nullable=False, server_default=text("false")),
    Column("owner_id", Id),
    Column("rung", Integer, nullable=False, server_default="0"),
    Column("accept_by_at", Moment),
    Column("act_by_at", Moment),  # until then its officer has to do something
    Column("nudged_at", Moment),  # reminded, and nothing done since
    Column("close_by_at", Moment, index=True),  # the supervisors hear of it when it is open longer
    Column("opened_at", Moment, nullable=False),
    Column("accepted_at", Moment),
    Column("closed_at", Moment),
    Column("outcome", String(20)),
    Column("partner", String(12)),  # whom it was referred to
    Column("progress", String(16), nullable=False, server_default="diajukan"),  # of an open case
    Column("merged_into", Id, index=True),  # the case of the same matter whose officer goes on with both
    Column("stranded_at", Moment),  # since then no officer there is may have it
    # the officers of its place may not have it
    Column("is_at_last_resort", Boolean, nullable=False, server_default=text("false")),
    Column("like_id", Id, index=True),  # the first case of those officers are told of together
)
Index("ix_cases_state_accept", cases.c.state, cases.c.accept_by_at)
Index("ix_cases_state_act", cases.c.state, cases.c.act_by_at)
Index("ix_cases_owner", cases.c.owner_id)

likenesses = Table(  # of the last day: what several reports have in common
    "likenesses",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),  # the first of them
    Column("sketch", LargeBinary(64), nullable=False),  # keyed
    Column("seen", Integer, nullable=False),  # how many
    Column("last_at", Moment, nullable=False, index=True),
)

digests = Table(  # what officers are told of together
    "digests",
    metadata,
    Column("officer_id", Id, primary_key=True, autoincrement=False),
    Column("like_id", Id, primary_key=True, autoincrement=False),
    Column("due_at", Moment, index=True),
    Column("sent_at", Moment),
)

assignments = Table(
    "assignments",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("officer_id", Id, primary_key=True, autoincrement=False),
    Column("rung", Integer, nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("answer", String(10), nullable=False, server_default=""),
    Column("answered_at", Moment),
)

relay = Table(
    "relay",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, nullable=False, index=True),
    Column("from_officer", Boolean, nullable=False),
    # of an officer's: wants an answer
    Column("is_question", Boolean, nullable=False, server_default=text("true")),
    Column("body", LargeBinary),  # sealed
    Column("sent_at", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("officer_id", Id),
    Column("case_id", Id, index=True),
    Column("look_id", Id, index=True),
    Column("action", String(24), nullable=False),
    Column("at", Moment, nullable=False),
    Column("link", LargeBinary(32)),  # covers the entry and all before it; none in the first versions
)

audit_head = Table(  # one row: how long the trail is, and its last link
    "audit_head",
    metadata,
    Column("id", Id, primary_key=True),
    Column("entries", BigInteger, nullable=False),
    Column("link", LargeBinary(32), nullable=False),
)

looks = Table(  # offers people let officers look at
    "looks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("asker", LargeBinary(16), index=True),  # keyed hash of the contact's number
    Column("reply_to", LargeBinary),  # sealed contact number, only when the answer may come to the chat
    Column("body", LargeBinary),  # sealed
    Column("answer", LargeBinary),  # sealed
    Column("village", String(16)),
    Column("state", String(12), nullable=False),
    Column("rung", Integer, nullable=False),
    Column("answer_by_at", Moment, index=True),
    Column("asked_at", Moment, nullable=False),
    Column("settled_at", Moment, index=True),
)

look_officers = Table(  # who was asked
    "look_officers",
    metadata,
    Column("look_id", Id, primary_key=True, autoincrement=False),
    Column("officer_id", Id, primary_key=True, autoincrement=False),
    Column("rung", Integer, nullable=False),
    Column("asked_at", Moment, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("contact_id", Id, primary_key=True, autoincrement=False),
    Column("topic", String(24), primary_key=True),
    Column("village", String(16), nullable=False, server_default=""),
    Column("opted_in_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("every_weeks", Integer, nullable=False, server_default="1"),
    Column("paused_until", Moment),
)

due = Table(
    "due",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("due_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("reached", Id, nullable=False, server_default="0"),  # the last recipient a run got to
    Column("queued", Integer, nullable=False, server_default="0"),
)
Index(
    "ix_due_open",
    due.c.due_at,
    sqlite_where=text("done_at IS NULL"),
    postgresql_where=text("done_at IS NULL"),
)

registry_lists = Table(
    "registry_lists",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(12), nullable=False, server_default="p3mi"),
    Column("list_date", String(10), nullable=False),
    Column("source", String(240), nullable=False, server_default=""),
    Column("fingerprint", String(64), nullable=False, server_default=""),  # SHA-256 of the file, hexadecimal
    Column("lines", Integer, nullable=False, server_default="0"),
    Column("is_fictional", Boolean, nullable=False, server_default=text("false")),
    Column("is_current", Boolean, nullable=False, server_default=text("true")),
    Column("imported_at", Moment, nullable=False),
)

companies = Table(
    "companies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("list_id", Id, nullable=False, index=True),
    Column("name", String(160), nullable=False),
    Column("status", String(16), nullable=False),
    Column("licence", String(60), nullable=False, server_default=""),
    Column("phone", String(60), nullable=False, server_default=""),
    Column("address", String(240), nullable=False, server_default=""),
    Column("city", String(80), nullable=False, server_default=""),
    Column("valid_until", String(10), nullable=False, server_default=""),
    Column("aliases", Text, nullable=False, server_default=""),  # one a line, as are accounts
    Column("website", String(120), nullable=False, server_default=""),
    Column("accounts", Text, nullable=False, server_default=""),
)

sanctions = Table(
    "sanctions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("list_id", Id, nullable=False, index=True),
    Column("name", String(160), nullable=False),
    Column("status", String(16), nullable=False),
    Column("licence", String(60), nullable=False, server_default=""),
    Column("since", String(10), nullable=False, server_default=""),
    Column("until", String(10), nullable=False, server_default=""),
    Column("reference", String(120), nullable=False, server_default=""),
)

job_orders = Table(
    "job_orders",
    metadata,
    Column("id", Id, primary_key=True),
    Column("list_id", Id, nullable=False, index=True),
    Column("company", String(160), nullable=False),
    Column("country", String(2), nullable=False),
    Column("job", String(120), nullable=False, server_default=""),
    Column("number", String(60), nullable=False, server_default=""),
    Column("quota", Integer, nullable=False, server_default="0"),
    Column("valid_until", String(10), nullable=False, server_default=""),
)

registry_pulls = Table(  # the latest attempt to fetch each list
    "registry_pulls",
    metadata,
    Column("kind", String(12), primary_key=True),
    Column("url", String(500), nullable=False),
    Column("etag", String(200), nullable=False, server_default=""),
    Column("modified", String(40), nullable=False, server_default=""),
    Column("tried_at", Moment, nullable=False),
    Column("result", String(400), nullable=False),
    Column("is_good", Boolean, nullable=False),
)

indicators = Table(  # no row number: their order would tell which were confirmed together
    "indicators",
    metadata,
    Column("hash", LargeBinary(16), primary_key=True),  # keyed, of kind and value
    Column("kind", String(10), nullable=False),
    Column("cases", Integer, nullable=False),  # in which it was confirmed
    Column("first_month", String(7), nullable=False),
    Column("last_month", String(7), nullable=False, index=True),
    sqlite_with_rowid=False,
)

screenings = Table(
    "screenings",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("area", String(16), primary_key=True),
    Column("level", String(16), primary_key=True),
    Column("rule", String(40), primary_key=True),
    Column("count", Integer, nullable=False, server_default="0"),
)

quiz_marks = Table(
    "quiz_marks",
    metadata,
    Column("mark", LargeBinary(16), primary_key=True),  # keyed hash of a person and a lesson
    Column("answered_at", Moment, nullable=False, index=True),
)
quiz_counts = Table(
    "quiz_counts",
    metadata,
    Column("lesson", String(32), primary_key=True),
    Column("village", String(16), primary_key=True),
    Column("is_guess", Boolean, primary_key=True),
    Column("answered", Integer, nullable=False),
    Column("was_right", Integer, nullable=False),
)

opportunities = Table(
    "opportunities",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("title", String(120), nullable=False),
    Column("place", String(16), nullable=False),  # Kemendagri code; "" is anywhere
    Column("interests", String(240), nullable=False),  # ids with spaces between them
    Column("offered_by", String(120), nullable=False),
    Column("ask_at", String(240), nullable=False),
    Column("fee", String(160), nullable=False),
    Column("source", String(240), nullable=False),
    Column("starts_on", String(10)),  # local days
    Column("expires_on", String(10), nullable=False, index=True),
    Column("entered_by", String(24), nullable=False),  # "import", "demo", an officer's number
    Column("entered_at", Moment, nullable=False),
)

opportunity_wishes = Table(  # of people who subscribe to opportunities
    "opportunity_wishes",
    metadata,
    Column("contact_id", Id, primary_key=True, autoincrement=False),
    Column("interest", String(24), nullable=False),  # "" is any
    Column("told_at", Moment),  # when they were last sent what is new
    Column("until_on", String(10), index=True),  # the first day on which something in that message ends
)
