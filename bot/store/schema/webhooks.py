"""Where partner agencies want to hear that something changed, and what waits to be told. Never what changed."""

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Table

from bot.store.schema.base import Id, Moment, metadata

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key_id", Id, nullable=False, index=True),  # whose: it hears of what that key may see
    Column("url", LargeBinary, nullable=False),  # sealed
    Column("secret", LargeBinary, nullable=False),  # sealed
    Column("former", LargeBinary),  # sealed: the secret before, for a while
    Column("former_until_at", Moment),
    Column("is_active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ok_at", Moment),
    Column("failed_at", Moment),
    Column("failures", Integer, nullable=False, server_default="0"),  # in a row
    Column("code", String(24), nullable=False, server_default=""),  # of the last try
)

webhook_messages = Table(
    "webhook_messages",
    metadata,
    Column("id", Id, primary_key=True),
    Column("webhook_id", Id, nullable=False),
    Column("event", String(24), nullable=False),
    Column("case_id", Id),
    Column("at", Moment, nullable=False),
    Column("state", String(8), nullable=False),  # waiting, done, dead
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("due_at", Moment, index=True),  # none once it is settled
    Column("settled_at", Moment, index=True),
)
