"""What was told where, by week, and the signals it gave

Revision: 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "traces",
        sa.Column("hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("barred", sa.LargeBinary(), nullable=False),
        sa.Column("last_week", sa.String(length=10), nullable=False),
        sa.Column("is_fresh", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_traces_last_week", "traces", ["last_week"])
    fresh = sa.text("is_fresh")
    op.create_index("ix_traces_fresh", "traces", ["hash"], sqlite_where=fresh, postgresql_where=fresh)
    op.create_table(
        "sightings",
        sa.Column("hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("village", sa.String(length=16), nullable=False),
        sa.Column("week", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=6), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "village", "week", "source"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sightings_week", "sightings", ["week"])
    op.create_table(
        "signals",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("about", sa.LargeBinary(length=16), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_signals_about", "signals", ["kind", "about"])
    op.create_index("ix_signals_state", "signals", ["state"])


def downgrade() -> None:
    for table in ("signals", "sightings", "traces"):
        op.drop_table(table)
