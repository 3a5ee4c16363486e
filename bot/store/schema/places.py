"""Outlines of regions, and what the risk map has told of them."""

from sqlalchemy import Column, LargeBinary, String, Table

from bot.store.schema.base import metadata

boundaries = Table(
    "boundaries",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("outline", LargeBinary, nullable=False),  # bot.domain.regions.packed
)
