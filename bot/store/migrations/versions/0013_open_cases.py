"""Open cases are found without the closed ones: by what is due, by their officer

Revision: 0013, after 0012.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_cases_accept_by_at", "cases")
    op.drop_index("ix_cases_act_by_at", "cases")
    op.create_index("ix_cases_state_accept", "cases", ["state", "accept_by_at"])
    op.create_index("ix_cases_state_act", "cases", ["state", "act_by_at"])
    op.create_index("ix_cases_owner", "cases", ["owner_id"])


def downgrade() -> None:
    for name in ("ix_cases_owner", "ix_cases_state_act", "ix_cases_state_accept"):
        op.drop_index(name, "cases")
    op.create_index("ix_cases_act_by_at", "cases", ["act_by_at"])
    op.create_index("ix_cases_accept_by_at", "cases", ["accept_by_at"])
