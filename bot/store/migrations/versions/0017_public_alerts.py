"""Urgent local alerts

Revision: 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_OURS = sa.text("purpose IN ('warning', 'warning_over')")
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "public_alerts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("identifier", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.String(length=8), nullable=False),
        sa.Column("replaces_id", _ID, nullable=True),
        sa.Column("area", sa.String(length=16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("urgency", sa.String(length=12), nullable=False),
        sa.Column("severity", sa.String(length=12), nullable=False),
        sa.Column("certainty", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("author_id", _ID, nullable=False),
        sa.Column("author_contact_id", _ID, nullable=False),
        sa.Column("approver_id", _ID, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("run", sa.String(length=8), server_default="", nullable=False),
        sa.Column("reached", _ID, server_default="0", nullable=False),
        sa.Column("queued", sa.Integer(), server_default="0", nullable=False),
        sa.Column("probe_from", _ID, server_default="0", nullable=False),
        sa.Column("probe_queued", sa.Integer(), server_default="0", nullable=False),
        sa.Column("watch_until_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("identifier"),
    )
    op.create_index("ix_public_alerts_state", "public_alerts", ["state"])
    op.create_index("ix_outbox_warning", "outbox", ["contact_id"], sqlite_where=_OURS, postgresql_where=_OURS)


def downgrade() -> None:
    op.drop_index("ix_outbox_warning", "outbox")
    op.drop_table("public_alerts")
