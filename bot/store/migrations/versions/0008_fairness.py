"""Budgets of identities; reports that are alike

Revision: 0008, after 0007. Wrong receipt codes counted before are forgotten.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "budgets",
        sa.Column("who", sa.LargeBinary(16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("who"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_budgets_since_at", "budgets", ["since_at"])
    for column in ("attempts", "attempts_since_at"):
        op.drop_column("contacts", column)
    op.create_table(
        "likenesses",
        sa.Column("case_id", _ID, autoincrement=False, nullable=False),
        sa.Column("sketch", sa.LargeBinary(64), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index("ix_likenesses_last_at", "likenesses", ["last_at"])
    op.create_table(
        "digests",
        sa.Column("officer_id", _ID, autoincrement=False, nullable=False),
        sa.Column("like_id", _ID, autoincrement=False, nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("officer_id", "like_id"),
    )
    op.create_index("ix_digests_due_at", "digests", ["due_at"])
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("like_id", _ID, nullable=True))
        batch_op.create_index("ix_cases_like_id", ["like_id"])


def downgrade() -> None:
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_index("ix_cases_like_id")
        batch_op.drop_column("like_id")
    op.drop_table("digests")
    op.drop_table("likenesses")
    op.add_column("contacts", sa.Column("attempts", sa.Integer(), server_default="0", nullable=False))
    op.add_column("contacts", sa.Column("attempts_since_at", sa.BigInteger(), nullable=True))
    op.drop_index("ix_budgets_since_at", "budgets")
    op.drop_table("budgets")
