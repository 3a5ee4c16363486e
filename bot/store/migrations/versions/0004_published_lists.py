"""Sanctions, job orders, and where lists come from

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), server_default="", nullable=False)


def upgrade() -> None:
    with op.batch_alter_table("registry_lists") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=12), server_default="p3mi", nullable=False))
        batch_op.add_column(_text("source", 240))
        batch_op.add_column(_text("fingerprint", 64))
        batch_op.add_column(sa.Column("lines", sa.Integer(), server_default="0", nullable=False))
    op.execute(
        "UPDATE registry_lists SET lines ="
        " (SELECT count(*) FROM companies WHERE companies.list_id = registry_lists.id)"
    )
    with op.batch_alter_table("companies") as batch_op:
        batch_op.add_column(sa.Column("aliases", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(_text("website", 120))
        batch_op.add_column(sa.Column("accounts", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "sanctions",
        sa.Column("id", ID, nullable=False),
        sa.Column("list_id", ID, nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        _text("licence", 60),
        _text("since", 10),
        _text("until", 10),
        _text("reference", 120),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sanctions_list_id", "sanctions", ["list_id"])
    op.create_table(
        "job_orders",
        sa.Column("id", ID, nullable=False),
        sa.Column("list_id", ID, nullable=False),
        sa.Column("company", sa.String(length=160), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        _text("job", 120),
        _text("number", 60),
        sa.Column("quota", sa.Integer(), server_default="0", nullable=False),
        _text("valid_until", 10),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_job_orders_list_id", "job_orders", ["list_id"])
    op.create_table(
        "registry_pulls",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        _text("etag", 200),
        _text("modified", 40),
        sa.Column("tried_at", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.String(length=400), nullable=False),
        sa.Column("is_good", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind"),
    )


def downgrade() -> None:
    op.drop_table("registry_pulls")
    op.drop_table("job_orders")
    op.drop_table("sanctions")
    with op.batch_alter_table("companies") as batch_op:
        for name in ("accounts", "website", "aliases"):
            batch_op.drop_column(name)
    with op.batch_alter_table("registry_lists") as batch_op:
        for name in ("lines", "fingerprint", "source", "kind"):
            batch_op.drop_column(name)
