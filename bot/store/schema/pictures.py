"""Attachments, pictures to be read, flyers that were."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, text

from bot.store.schema.base import Id, Moment, metadata

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
