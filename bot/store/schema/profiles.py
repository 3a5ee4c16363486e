"""What recruiters are recognised by, told by told, and who is joined with whom. No report, no person, no day.

Row numbers are drawn at random: in SQLite the order of the rows tells nothing of the order in which they came.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table

from bot.store.schema.base import metadata, some_rows

profiles = Table(
    "profiles",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # drawn
    Column("cluster", BigInteger, nullable=False),  # least number of those joined with it
    Column("village", String(16), nullable=False, index=True),  # "" is no village known
    Column("week", String(10), nullable=False, index=True),  # its Monday
    Column("source", String(6), nullable=False),
    Column("body", LargeBinary, nullable=False),  # sealed
    Column("barred", LargeBinary, nullable=False),  # sealed: officers the report speaks of
    Column("is_fresh", Boolean, nullable=False),  # not yet looked at for a change of numbers
    sqlite_with_rowid=False,
)
Index("ix_profiles_cluster", profiles.c.cluster, profiles.c.week)
some_rows("ix_profiles_fresh", profiles.c.id, where="is_fresh")

profile_keys = Table(  # what joins at once
    "profile_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),  # keyed hash of kind and value
    Column("profile", BigInteger, primary_key=True, autoincrement=False, index=True),
    sqlite_with_rowid=False,
)

shared_keys = Table(  # which tell nobody apart
    "shared_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("officer_id", Integer),  # who said so; None: many names stand beside it
    sqlite_with_rowid=False,
)

profile_blocks = Table(  # what likely ones are looked for by
    "profile_blocks",
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),  # keyed hash
    Column("profile", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

profile_counts = Table(  # how common names, places, countries and jobs are
    "profile_counts",
    metadata,
    Column("facet", BigInteger, primary_key=True, autoincrement=False),  # keyed hash
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

profile_links = Table(  # what officers are asked, and what they said
    "profile_links",
    metadata,
    Column("low", BigInteger, primary_key=True, autoincrement=False),
    Column("high", BigInteger, primary_key=True, autoincrement=False, index=True),
    Column("state", String(9), nullable=False),
    Column("bits", Integer, nullable=False),
    Column("reasons", LargeBinary, nullable=False),  # sealed: ids with what is shared
    Column("cause_low", BigInteger),  # of the confirmed link because of which it is asked
    Column("cause_high", BigInteger),
    sqlite_with_rowid=False,
)
Index("ix_profile_links_state", profile_links.c.state, profile_links.c.bits)
