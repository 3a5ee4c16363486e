"""Second looks at offers, known indicators

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "looks",
        sa.Column("id", ID, nullable=False),
        sa.Column("asker", sa.LargeBinary(length=16), nullable=True),
        sa.Column("reply_to", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("village", sa.String(length=16), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("answer_by_at", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("asker", "answer_by_at", "settled_at"):
        op.create_index(f"ix_looks_{column}", "looks", [column])
    op.create_table(
        "look_officers",
        sa.Column("look_id", ID, autoincrement=False, nullable=False),
        sa.Column("officer_id", ID, autoincrement=False, nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("look_id", "officer_id"),
    )
    op.create_table(
        "indicators",
        sa.Column("hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("first_month", sa.String(length=7), nullable=False),
        sa.Column("last_month", sa.String(length=7), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_indicators_last_month", "indicators", ["last_month"])
    with op.batch_alter_table("audit") as batch_op:
        batch_op.add_column(sa.Column("look_id", ID, nullable=True))
        batch_op.create_index("ix_audit_look_id", ["look_id"])


def downgrade() -> None:
    with op.batch_alter_table("audit") as batch_op:
        batch_op.drop_index("ix_audit_look_id")
        batch_op.drop_column("look_id")
    op.drop_table("indicators")
    op.drop_table("look_officers")
    op.drop_table("looks")
