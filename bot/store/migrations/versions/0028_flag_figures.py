"""What was told of red flags: once for four weeks and each kabupaten

Revision: 0028, after 0027.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "flag_figures",
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("period", "place", "rule"),
    )


def downgrade() -> None:
    op.drop_table("flag_figures")
