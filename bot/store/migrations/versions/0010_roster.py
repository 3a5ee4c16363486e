"""Duty hours, leave, bundled reminders, and until when a case should be closed

Revision: 0010, after 0009. Officers without hours are on duty at any time, as before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "leaves",
        sa.Column("id", _ID, nullable=False),
        sa.Column("officer_id", _ID, nullable=False),
        sa.Column("from_on", sa.String(10), nullable=False),
        sa.Column("to_on", sa.String(10), nullable=False),
        sa.Column("deputy_id", _ID, nullable=True),
        sa.Column("handed_over_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_leaves_to_on", "leaves", ["to_on"])
    with op.batch_alter_table("officers") as batch_op:
        batch_op.add_column(sa.Column("duty_days", sa.String(7), nullable=True))
        batch_op.add_column(sa.Column("duty_from", sa.String(5), nullable=True))
        batch_op.add_column(sa.Column("duty_until", sa.String(5), nullable=True))
        batch_op.add_column(
            sa.Column("duty_on_holidays", sa.Boolean(), server_default=sa.text("false"), nullable=False)
        )
        batch_op.add_column(sa.Column("remind_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("reminded_at", sa.BigInteger(), nullable=True))
        batch_op.create_index("ix_officers_remind_at", ["remind_at"])
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("close_by_at", sa.BigInteger(), nullable=True))
        batch_op.create_index("ix_cases_close_by_at", ["close_by_at"])


def downgrade() -> None:
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_index("ix_cases_close_by_at")
        batch_op.drop_column("close_by_at")
    with op.batch_alter_table("officers") as batch_op:
        batch_op.drop_index("ix_officers_remind_at")
        for column in (
            "reminded_at",
            "remind_at",
            "duty_on_holidays",
            "duty_until",
            "duty_from",
            "duty_days",
        ):
            batch_op.drop_column(column)
    op.drop_table("leaves")
