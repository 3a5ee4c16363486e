"""When a report was last opened, from when its time counts, whether officers were told, when it was emptied

Revision: 0009, after 0008. Looks of before are taken from the audit trail, additions from the threads.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

COLUMNS = ("seen_at", "kept_from_at", "told_at", "emptied_at")
LOOKED = (
    "UPDATE reports SET seen_at = (SELECT MAX(audit.at) FROM audit JOIN cases ON cases.id = audit.case_id"
    " WHERE cases.report_id = reports.id AND audit.action = 'looked')"
)
ADDED = (
    "UPDATE reports SET kept_from_at = (SELECT MAX(relay.sent_at) FROM relay JOIN cases ON cases.id = relay.case_id"
    " WHERE cases.report_id = reports.id)"
)


def upgrade() -> None:
    with op.batch_alter_table("reports") as batch_op:
        for column in COLUMNS:
            batch_op.add_column(sa.Column(column, sa.BigInteger(), nullable=True))
    op.execute(LOOKED)
    op.execute(ADDED)


def downgrade() -> None:
    with op.batch_alter_table("reports") as batch_op:
        for column in reversed(COLUMNS):
            batch_op.drop_column(column)
