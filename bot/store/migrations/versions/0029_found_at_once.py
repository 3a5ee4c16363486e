"""What the clock looks for every minute is found without reading a table that grows

Revision: 0029, after 0028.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

PARTS = (
    ("ix_contacts_farewell", "contacts", "id", "erased_at IS NOT NULL AND address IS NOT NULL"),
    ("ix_outbox_held", "outbox", "created_at", "state = 'held'"),
    ("ix_outbox_settled", "outbox", "settled_at", "settled_at IS NOT NULL AND once_key IS NULL"),
    ("ix_outbox_settled_once", "outbox", "settled_at", "settled_at IS NOT NULL AND once_key IS NOT NULL"),
    ("ix_subscriptions_ended", "subscriptions", "ended_at", "ended_at IS NOT NULL"),
    ("ix_cases_training", "cases", "training_id", "training_id IS NOT NULL"),
    ("ix_reports_unsealed", "reports", "id", "public IS NULL AND body IS NOT NULL"),
)


def upgrade() -> None:
    for name, table, column, where in PARTS:
        rows = sa.text(where)
        op.create_index(name, table, [column], sqlite_where=rows, postgresql_where=rows)


def downgrade() -> None:
    for name, table, _, _ in PARTS:
        op.drop_index(name, table)
