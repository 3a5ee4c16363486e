"""Cadres, the lessons they did, what officers asked them and what they answered

Revision: 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "cadres",
        sa.Column("id", _ID, nullable=False),
        sa.Column("contact_id", _ID, nullable=True),
        sa.Column("village", sa.String(length=16), nullable=False),
        sa.Column("post", sa.String(length=8), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("code_until_at", sa.BigInteger(), nullable=True),
        sa.Column("joined_at", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code_hash"),
        sa.UniqueConstraint("contact_id"),
    )
    op.create_index("ix_cadres_village", "cadres", ["village"])
    op.create_table(
        "cadre_lessons",
        sa.Column("cadre_id", _ID, nullable=False),
        sa.Column("lesson", sa.String(length=40), nullable=False),
        sa.Column("was_right", sa.Boolean(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("cadre_id", "lesson"),
    )
    op.create_table(
        "hearsay",
        sa.Column("id", _ID, nullable=False),
        sa.Column("officer_id", _ID, nullable=False),
        sa.Column("village", sa.String(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_hearsay_officer_id", "hearsay", ["officer_id"])
    op.create_table(
        "hearsay_answers",
        sa.Column("hearsay_id", _ID, nullable=False),
        sa.Column("cadre_id", _ID, nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("hearsay_id", "cadre_id"),
    )


def downgrade() -> None:
    for table in ("hearsay_answers", "hearsay", "cadre_lessons", "cadres"):
        op.drop_table(table)
