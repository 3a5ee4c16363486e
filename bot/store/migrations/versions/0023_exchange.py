"""What partner agencies may have, what went to them and came from them

Revision: 0023, after 0022.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _terms() -> list[sa.Column[str]]:
    return [
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("legal_basis", sa.String(length=200), nullable=False),
        sa.Column("consent", sa.String(length=12), nullable=False),
    ]


def upgrade() -> None:
    with op.batch_alter_table("cases") as cases:
        cases.add_column(sa.Column("sent_by", sa.String(length=12)))
    op.create_table(
        "api_keys",
        sa.Column("id", _ID, nullable=False),
        sa.Column("prefix", sa.String(length=8), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("partner", sa.String(length=12), nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        *_terms(),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger()),
        sa.Column("revoked_at", sa.BigInteger()),
        sa.Column("used_on", sa.String(length=10)),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("prefix"),
    )
    op.create_table(
        "case_grants",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("partner", sa.String(length=12), nullable=False),
        *_terms(),
        sa.Column("granted_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_grants_case_id", "case_grants", ["case_id"])
    op.create_table(
        "transfers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("partner", sa.String(length=12), nullable=False),
        sa.Column("key_id", _ID),
        *_terms(),
        sa.Column("fields", sa.String(length=400), nullable=False),
        sa.Column("records", sa.BigInteger(), nullable=False),
        sa.Column("case_ids", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_transfers_partner", "transfers", ["partner"])
    op.create_index("ix_transfers_at", "transfers", ["at"])
    op.create_table(
        "api_answers",
        sa.Column("key_id", _ID, nullable=False),
        sa.Column("token", sa.LargeBinary(length=16), nullable=False),
        sa.Column("request", sa.LargeBinary(length=16), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", "token"),
    )
    op.create_index("ix_api_answers_at", "api_answers", ["at"])
    op.create_table(
        "case_receipts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("partner", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("reference", sa.LargeBinary()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_receipts_case", "case_receipts", ["case_id", "partner"])
    op.create_table(
        "agency_referrals",
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("partner", sa.String(length=12), nullable=False),
        sa.Column("key_id", _ID, nullable=False),
        sa.Column("reference", sa.LargeBinary()),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index("ix_agency_referrals_partner", "agency_referrals", ["partner"])


def downgrade() -> None:
    for table in ("agency_referrals", "case_receipts", "api_answers", "transfers", "case_grants", "api_keys"):
        op.drop_table(table)
    with op.batch_alter_table("cases") as cases:
        cases.drop_column("sent_by")
