"""What partner agencies may have, what went to them and came from them. No reporter, no word of a report."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Text

from bot.store.schema.base import Id, Moment, metadata

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("prefix", String(8), nullable=False, unique=True),  # by which it is found and recognised
    Column("hash", LargeBinary(16), nullable=False),  # keyed
    Column("name", LargeBinary, nullable=False),  # sealed
    Column("partner", String(12), nullable=False),
    Column("scopes", String(200), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("legal_basis", String(200), nullable=False),
    Column("consent", String(12), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("revoked_at", Moment),
    Column("used_on", String(10)),
)

case_grants = Table(  # cases a partner may have besides those referred to it
    "case_grants",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, nullable=False, index=True),
    Column("partner", String(12), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("legal_basis", String(200), nullable=False),
    Column("consent", String(12), nullable=False),
    Column("granted_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

transfers = Table(  # everything that went to a partner or came from one, without its content
    "transfers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("direction", String(3), nullable=False),  # "out", "in"
    Column("what", String(16), nullable=False),
    Column("way", String(8), nullable=False),  # "api", "file", "bundle"
    Column("partner", String(12), nullable=False, index=True),
    Column("key_id", Id),
    Column("purpose", String(16), nullable=False),
    Column("legal_basis", String(200), nullable=False),
    Column("consent", String(12), nullable=False),
    Column("fields", String(400), nullable=False),
    Column("records", BigInteger, nullable=False),
    Column("case_ids", Text, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

api_answers = Table(  # so that a call that is repeated is answered alike and done once
    "api_answers",
    metadata,
    Column("key_id", Id, primary_key=True, autoincrement=False),
    Column("token", LargeBinary(16), primary_key=True),  # keyed hash of the caller's Idempotency-Key
    Column("request", LargeBinary(16), nullable=False),  # keyed hash of route and body
    Column("status", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),  # sealed
    Column("at", Moment, nullable=False, index=True),
)

case_receipts = Table(  # a partner's word on a case it got
    "case_receipts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, nullable=False),
    Column("partner", String(12), nullable=False),
    Column("status", String(12), nullable=False),
    Column("reference", LargeBinary),  # sealed: the number it has there
    Column("at", Moment, nullable=False),
)
Index("ix_case_receipts_case", case_receipts.c.case_id, case_receipts.c.partner)

agency_referrals = Table(  # cases that partners put to us
    "agency_referrals",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("partner", String(12), nullable=False, index=True),
    Column("key_id", Id, nullable=False),
    Column("reference", LargeBinary),  # sealed
    Column("received_at", Moment, nullable=False),
)
