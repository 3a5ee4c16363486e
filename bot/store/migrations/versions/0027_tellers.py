"""Sightings tell apart the people who told them

What was told before counts as told by two, as it did until now: it is forgotten after the weeks that belong together.

Revision: 0027, after 0026.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

BY_TWO = 0b11


def upgrade() -> None:
    op.add_column("sightings", sa.Column("tellers", sa.Integer(), nullable=False, server_default="0"))
    sightings = sa.table("sightings", sa.column("tellers"))
    op.execute(sightings.update().values(tellers=BY_TWO))


def downgrade() -> None:
    op.drop_column("sightings", "tellers")
