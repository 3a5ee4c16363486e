"""Until when an officer has to do something about a case

Revision: 0006, after 0005. Cases accepted before get no such time until their officer does something.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("act_by_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("nudged_at", sa.BigInteger(), nullable=True))
        batch_op.create_index("ix_cases_act_by_at", ["act_by_at"])


def downgrade() -> None:
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_index("ix_cases_act_by_at")
        batch_op.drop_column("nudged_at")
        batch_op.drop_column("act_by_at")
