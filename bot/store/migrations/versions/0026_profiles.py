"""What recruiters are recognised by, and who is joined with whom

Revision: 0026, after 0025.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False, autoincrement=False)


def upgrade() -> None:
    op.create_table(
        "profiles",
        _number("id"),
        _number("cluster"),
        sa.Column("village", sa.String(length=16), nullable=False),
        sa.Column("week", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=6), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("barred", sa.LargeBinary(), nullable=False),
        sa.Column("is_fresh", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_profiles_cluster", "profiles", ["cluster", "week"])
    for column in ("village", "week"):
        op.create_index(f"ix_profiles_{column}", "profiles", [column])
    fresh = sa.text("is_fresh")
    op.create_index("ix_profiles_fresh", "profiles", ["id"], sqlite_where=fresh, postgresql_where=fresh)
    op.create_table(
        "profile_keys",
        _number("key"),
        _number("profile"),
        sa.PrimaryKeyConstraint("key", "profile"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_profile_keys_profile", "profile_keys", ["profile"])
    op.create_table(
        "shared_keys",
        _number("key"),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "profile_blocks",
        _number("block"),
        _number("profile"),
        sa.PrimaryKeyConstraint("block", "profile"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "profile_counts",
        _number("facet"),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("facet"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "profile_links",
        _number("low"),
        _number("high"),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("bits", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.LargeBinary(), nullable=False),
        sa.Column("cause_low", sa.BigInteger(), nullable=True),
        sa.Column("cause_high", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("low", "high"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_profile_links_high", "profile_links", ["high"])
    op.create_index("ix_profile_links_state", "profile_links", ["state", "bits"])


def downgrade() -> None:
    for table in (
        "profile_links",
        "profile_counts",
        "profile_blocks",
        "shared_keys",
        "profile_keys",
        "profiles",
    ):
        op.drop_table(table)
