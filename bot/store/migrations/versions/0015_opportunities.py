"""Opportunities, and what their subscribers want to hear of

Revision: 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "opportunities",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("interests", sa.String(240), nullable=False),
        sa.Column("offered_by", sa.String(120), nullable=False),
        sa.Column("ask_at", sa.String(240), nullable=False),
        sa.Column("fee", sa.String(160), nullable=False),
        sa.Column("source", sa.String(240), nullable=False),
        sa.Column("starts_on", sa.String(10), nullable=True),
        sa.Column("expires_on", sa.String(10), nullable=False),
        sa.Column("entered_by", sa.String(24), nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_opportunities_expires_on", "opportunities", ["expires_on"])
    op.create_table(
        "opportunity_wishes",
        sa.Column("contact_id", _ID, autoincrement=False, nullable=False),
        sa.Column("interest", sa.String(24), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("until_on", sa.String(10), nullable=True),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    op.create_index("ix_opportunity_wishes_until_on", "opportunity_wishes", ["until_on"])


def downgrade() -> None:
    op.drop_index("ix_opportunity_wishes_until_on", "opportunity_wishes")
    op.drop_table("opportunity_wishes")
    op.drop_index("ix_opportunities_expires_on", "opportunities")
    op.drop_table("opportunities")
