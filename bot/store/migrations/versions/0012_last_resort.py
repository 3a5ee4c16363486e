"""Whom to ask when nobody may, reports that go round the village, cases nobody may have

Revision: 0012, after 0011. Of reports filed before nobody knows any more whether they went round.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, name in (
        ("officers", "is_last_resort"),
        ("reports", "is_bypass"),
        ("cases", "is_at_last_resort"),
    ):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)
            )
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("stranded_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    for table, names in (
        ("cases", ("stranded_at", "is_at_last_resort")),
        ("reports", ("is_bypass",)),
        ("officers", ("is_last_resort",)),
    ):
        with op.batch_alter_table(table) as batch_op:
            for name in names:
                batch_op.drop_column(name)
