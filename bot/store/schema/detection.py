"""What was told where, by week, and the signals it gave. No case, no report, no day; of people one of sixteen marks."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table

from bot.store.schema.base import Id, Moment, metadata, some_rows

traces = Table(  # what a recruiter is recognised by, and ways of luring people
    "traces",
    metadata,
    Column("hash", LargeBinary(16), primary_key=True),  # keyed, of kind and value
    Column("kind", String(10), nullable=False),
    Column("value", LargeBinary, nullable=False),  # sealed
    Column("barred", LargeBinary, nullable=False),  # sealed: officers that reports which name it speak of
    Column("last_week", String(10), nullable=False, index=True),
    Column("is_fresh", Boolean, nullable=False),  # told since it was looked at last
    sqlite_with_rowid=False,
)
some_rows("ix_traces_fresh", traces.c.hash, where="is_fresh")

sightings = Table(
    "sightings",
    metadata,
    Column("hash", LargeBinary(16), primary_key=True),
    Column("village", String(16), primary_key=True),
    Column("week", String(10), primary_key=True),  # its Monday
    Column("source", String(6), primary_key=True),
    Column("count", Integer, nullable=False),
    Column(
        "tellers", Integer, nullable=False, server_default="0"
    ),  # a bit for the mark of everybody who told it
    sqlite_with_rowid=False,
)
Index("ix_sightings_week", sightings.c.week)

signals = Table(
    "signals",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("about", LargeBinary(16), nullable=False),  # a trace, or the keyed hash of a village
    Column("state", String(10), nullable=False),
    Column("body", LargeBinary, nullable=False),  # sealed: villages with counts, who may not have it
    Column("raised_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
Index("ix_signals_about", signals.c.kind, signals.c.about)
Index("ix_signals_state", signals.c.state)
