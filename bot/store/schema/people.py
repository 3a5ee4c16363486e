"""Contacts, what is open with them, what they subscribe to, what is sent."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.schema.base import Id, Moment, metadata, some_rows

contacts = Table(
    "contacts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("address_hash", LargeBinary(16), nullable=False),
    Column("address", LargeBinary),  # sealed; gone after HAPUS
    Column("language", String(8), nullable=False, server_default="id"),
    Column("has_chosen_language", Boolean, nullable=False, server_default=text("false")),
    Column("village", String(16)),
    Column("stopped_at", Moment),
    Column("erased_at", Moment),
    Column("last_inbound_at", Moment),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("channel", "address_hash", name="uq_contacts_address"),
)
some_rows(  # who left and may still have to be told so
    "ix_contacts_farewell", contacts.c.id, where="erased_at IS NOT NULL AND address IS NOT NULL"
)

budgets = Table(  # what identities have spent of what they may do in some hours; no row number, no contact
    "budgets",
    metadata,
    Column("who", LargeBinary(16), primary_key=True),  # keyed hash of the thing and the address
    Column("count", Integer, nullable=False),
    Column("since_at", Moment, nullable=False, index=True),
    sqlite_with_rowid=False,
)

sessions = Table(
    "sessions",
    metadata,
    Column("contact_id", Id, primary_key=True, autoincrement=False),
    Column("state", LargeBinary, nullable=False),  # sealed
    Column("expires_at", Moment, nullable=False, index=True),
)

inbox = Table(
    "inbox",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("account", String(64), primary_key=True),
    Column("provider_id", String(80), primary_key=True),
    Column("received_at", Moment, nullable=False, index=True),
)

parked = Table(
    "parked",
    metadata,
    Column("id", Id, primary_key=True),
    Column("reason", String(8), nullable=False),  # album: waits for its other pictures; failed: our mistake
    Column("album", LargeBinary(16)),
    Column("message", LargeBinary, nullable=False),  # sealed
    Column("incident", String(8)),
    Column("release_at", Moment, index=True),
    Column("parked_at", Moment, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("lane", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("body", LargeBinary),  # sealed; emptied once settled
    Column("part", Integer, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("purpose", String(16), nullable=False, server_default="reply"),
    Column("once_key", String(96)),  # at most one row ever: campaign, run and recipient
    Column("provider_id", String(80)),
    Column("code", String(40)),
    Column("not_before_at", Moment),
    Column("claimed_by", String(40)),
    Column("created_at", Moment, nullable=False),
    Column("settled_at", Moment),
    Column("campaign_id", Id),
    UniqueConstraint("once_key", name="uq_outbox_once"),
)
some_rows("ix_outbox_queued", outbox.c.channel, outbox.c.lane, outbox.c.id, where="state = 'queued'")
some_rows("ix_outbox_claimed", outbox.c.claimed_by, where="state = 'claimed'")
some_rows("ix_outbox_campaign", outbox.c.campaign_id, outbox.c.state, where="campaign_id IS NOT NULL")
Index("ix_outbox_provider", outbox.c.provider_id)
Index("ix_outbox_contact", outbox.c.contact_id, outbox.c.state)
some_rows(  # messages of urgent local alerts
    "ix_outbox_warning", outbox.c.contact_id, where="purpose IN ('warning', 'warning_over')"
)

some_rows("ix_outbox_held", outbox.c.created_at, where="state = 'held'")
some_rows("ix_outbox_settled", outbox.c.settled_at, where="settled_at IS NOT NULL AND once_key IS NULL")
some_rows(
    "ix_outbox_settled_once", outbox.c.settled_at, where="settled_at IS NOT NULL AND once_key IS NOT NULL"
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("contact_id", Id, primary_key=True, autoincrement=False),
    Column("topic", String(24), primary_key=True),
    Column("village", String(16), nullable=False, server_default=""),
    Column("opted_in_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("every_weeks", Integer, nullable=False, server_default="1"),
    Column("paused_until", Moment),
)
some_rows("ix_subscriptions_ended", subscriptions.c.ended_at, where="ended_at IS NOT NULL")

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", Id, primary_key=True),
    Column("state", String(8), nullable=False),
    Column("plan", Text, nullable=False),  # JSON
    Column("entered_by", String(24), nullable=False),  # "command", an officer's number
    Column("entered_at", Moment, nullable=False),
)

templates = Table(  # as WhatsApp knew them when we asked last
    "templates",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("content_sid", String(34), nullable=False),
    Column("approval", String(24), nullable=False),
    Column("category", String(24), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("checked_at", Moment, nullable=False),
)
