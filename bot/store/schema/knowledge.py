"""Places, published lists, indicators, counts, opportunities, what has come due."""

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, String, Table, Text, text

from bot.store.schema.base import Id, Moment, metadata, some_rows

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
some_rows("ix_due_open", due.c.due_at, where="done_at IS NULL")

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
