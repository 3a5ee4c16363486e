"""Offices that exchange bundles by hand: our own keys, and theirs."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from bot.store.schema.base import Id, Moment, metadata

own_identity = Table(  # one row
    "own_identity",
    metadata,
    Column("id", Id, primary_key=True),
    Column("secret", LargeBinary, nullable=False),  # sealed: for signing and for opening
    Column("made_at", Moment, nullable=False),
)

peers = Table(
    "peers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", LargeBinary, nullable=False),  # sealed
    Column("partner", String(12), nullable=False),
    Column("signing", LargeBinary(32), nullable=False, unique=True),  # public, as is the next
    Column("opening", LargeBinary(32), nullable=False),
    Column("sent", Integer, nullable=False, server_default="0"),  # number of the last bundle to them
    Column("got", Integer, nullable=False, server_default="0"),  # and from them
    Column("added_at", Moment, nullable=False),
)
