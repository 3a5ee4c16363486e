"""Urgent local alerts and how far each got."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from bot.store.schema.base import Id, Moment, metadata

public_alerts = Table(
    "public_alerts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("identifier", String(40), nullable=False, unique=True),
    Column("purpose", String(8), nullable=False),  # Alert, Update, Cancel
    Column("replaces_id", Id),
    Column("area", String(16), nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed: headline, event, instruction, by language
    Column("urgency", String(12), nullable=False),
    Column("severity", String(12), nullable=False),
    Column("certainty", String(12), nullable=False),
    Column("state", String(12), nullable=False, index=True),
    Column("author_id", Id, nullable=False),
    Column("author_contact_id", Id, nullable=False),  # the author stays the author under another role
    Column("approver_id", Id),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("expires_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("run", String(8), nullable=False, server_default=""),  # probe, watch, open, stopped, done
    Column("reached", Id, nullable=False, server_default="0"),  # the last contact looked at
    Column("queued", Integer, nullable=False, server_default="0"),
    Column(
        "probe_from", Id, nullable=False, server_default="0"
    ),  # the contact after which the first messages begin
    Column("probe_queued", Integer, nullable=False, server_default="0"),  # messages before those
    Column("watch_until_at", Moment),
)
