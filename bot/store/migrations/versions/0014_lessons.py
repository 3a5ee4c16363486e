"""How often a subscriber wants messages, how far a weekly run has got, counts of quiz answers

Revision: 0014, after 0013. Whoever subscribed before agreed to a message a week.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("subscriptions") as batch_op:
        batch_op.add_column(sa.Column("every_weeks", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("paused_until", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("due") as batch_op:
        batch_op.add_column(sa.Column("reached", _ID, server_default="0", nullable=False))
        batch_op.add_column(sa.Column("queued", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "quiz_marks",
        sa.Column("mark", sa.LargeBinary(16), primary_key=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=False, index=True),
    )
    op.create_table(
        "quiz_counts",
        sa.Column("lesson", sa.String(32), primary_key=True),
        sa.Column("village", sa.String(16), primary_key=True),
        sa.Column("is_guess", sa.Boolean(), primary_key=True),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("was_right", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("quiz_counts")
    op.drop_table("quiz_marks")
    with op.batch_alter_table("due") as batch_op:
        batch_op.drop_column("queued")
        batch_op.drop_column("reached")
    with op.batch_alter_table("subscriptions") as batch_op:
        batch_op.drop_column("paused_until")
        batch_op.drop_column("every_weeks")
