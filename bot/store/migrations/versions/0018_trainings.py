"""Trainings, and which cases are exercises

Revision: 0018, after 0017. Every case of before is a real one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "trainings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("area", sa.String(length=16), nullable=False),
        sa.Column("officer_id", _ID, nullable=False),
        sa.Column("begins_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_trainings_ends_at", "trainings", ["ends_at"])
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("training_id", _ID, nullable=True))
        batch_op.create_index("ix_cases_training_id", ["training_id"])


def downgrade() -> None:
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_index("ix_cases_training_id")
        batch_op.drop_column("training_id")
    op.drop_table("trainings")
