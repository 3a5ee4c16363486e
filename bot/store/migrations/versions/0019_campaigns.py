"""Campaigns, which of them a message belongs to, and templates as WhatsApp knows them

Revision: 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", _ID, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(length=24), nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("outbox", sa.Column("campaign_id", _ID, nullable=True))
    of_a_campaign = sa.text("campaign_id IS NOT NULL")
    op.create_index(
        "ix_outbox_campaign",
        "outbox",
        ["campaign_id", "state"],
        sqlite_where=of_a_campaign,
        postgresql_where=of_a_campaign,
    )
    op.create_table(
        "templates",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("content_sid", sa.String(length=34), nullable=False),
        sa.Column("approval", sa.String(length=24), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("checked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    op.drop_table("templates")
    op.drop_index("ix_outbox_campaign", "outbox")
    op.drop_column("outbox", "campaign_id")
    op.drop_table("campaigns")
