"""Pictures are read

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BANDS = tuple(f"band{number}" for number in range(8))


def upgrade() -> None:
    op.create_table(
        "readings",
        sa.Column("id", ID, nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_readings_contact_id", "readings", ["contact_id"])
    op.create_table(
        "pictures",
        sa.Column("id", ID, nullable=False),
        sa.Column("content", sa.LargeBinary(length=16), nullable=False),
        sa.Column("flyer", ID, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in BANDS),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("seen", sa.Integer(), server_default="1", nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("content"),
    )
    for name in ("flyer", *BANDS, "read_at"):
        op.create_index(f"ix_pictures_{name}", "pictures", [name])
    with op.batch_alter_table("attachments") as batch_op:
        batch_op.add_column(sa.Column("problem", sa.String(length=16), server_default="", nullable=False))
        batch_op.add_column(sa.Column("reading_id", ID, nullable=True))
        batch_op.create_index("ix_attachments_reading_id", ["reading_id"])


def downgrade() -> None:
    with op.batch_alter_table("attachments") as batch_op:
        batch_op.drop_index("ix_attachments_reading_id")
        batch_op.drop_column("reading_id")
        batch_op.drop_column("problem")
    op.drop_table("pictures")
    op.drop_table("readings")
