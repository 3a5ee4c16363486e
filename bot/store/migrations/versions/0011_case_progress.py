"""How far a case is, cases merged into others, officers' notes, how a reporter wants to be written to

Revision: 0011, after 0010. Messages of officers sent before were all questions; links all led to a report.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "notes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("officer_id", _ID, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_notes_case_id", "notes", ["case_id"])
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(
            sa.Column("progress", sa.String(length=16), server_default="diajukan", nullable=False)
        )
        batch_op.add_column(sa.Column("merged_into", _ID, nullable=True))
        batch_op.create_index("ix_cases_merged_into", ["merged_into"])
    with op.batch_alter_table("reports") as batch_op:
        for name in ("is_discreet", "is_muted"):
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), server_default=sa.text("false"), nullable=False)
            )
    with op.batch_alter_table("relay") as batch_op:
        batch_op.add_column(
            sa.Column("is_question", sa.Boolean(), server_default=sa.text("true"), nullable=False)
        )
    with op.batch_alter_table("links") as batch_op:
        batch_op.add_column(sa.Column("page", sa.String(length=8), server_default="buka", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("links") as batch_op:
        batch_op.drop_column("page")
    with op.batch_alter_table("relay") as batch_op:
        batch_op.drop_column("is_question")
    with op.batch_alter_table("reports") as batch_op:
        batch_op.drop_column("is_muted")
        batch_op.drop_column("is_discreet")
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_index("ix_cases_merged_into")
        batch_op.drop_column("merged_into")
        batch_op.drop_column("progress")
    op.drop_table("notes")
