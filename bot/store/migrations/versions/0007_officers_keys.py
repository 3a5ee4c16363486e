"""Officers' own keys, and reports sealed to them

Revision: 0007, after 0006. Reports filed before keep their old sealing until bot.services.custody moves them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "officer_keys",
        sa.Column("officer_id", _ID, autoincrement=False, nullable=False),
        sa.Column("public", sa.LargeBinary(32), nullable=False),
        sa.Column("locked", sa.LargeBinary(), nullable=False),
        sa.Column("escrow", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("officer_id"),
    )
    op.create_table(
        "recovery_key",
        sa.Column("id", _ID, nullable=False),
        sa.Column("public", sa.LargeBinary(32), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "report_keys",
        sa.Column("report_id", _ID, autoincrement=False, nullable=False),
        sa.Column("holder", _ID, autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", "holder"),
    )
    op.create_table(
        "links",
        sa.Column("hash", sa.LargeBinary(16), nullable=False),
        sa.Column("officer_id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_index("ix_links_expires_at", "links", ["expires_at"])
    with op.batch_alter_table("reports") as batch_op:
        batch_op.add_column(sa.Column("public", sa.LargeBinary(32), nullable=True))
        batch_op.add_column(sa.Column("facts", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("partner", sa.String(length=12), nullable=True))
    with op.batch_alter_table("attachments") as batch_op:
        batch_op.add_column(
            sa.Column("is_sealed_to_report", sa.Boolean(), server_default=sa.text("false"), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("attachments") as batch_op:
        batch_op.drop_column("is_sealed_to_report")
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_column("partner")
    with op.batch_alter_table("reports") as batch_op:
        batch_op.drop_column("facts")
        batch_op.drop_column("public")
    for table in ("links", "report_keys", "recovery_key", "officer_keys"):
        op.drop_table(table)
