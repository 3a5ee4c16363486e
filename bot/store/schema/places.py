"""Outlines of regions, and what the risk map has told of them."""

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Table

from bot.store.schema.base import metadata

boundaries = Table(
    "boundaries",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("outline", LargeBinary, nullable=False),  # bot.domain.regions.packed
)

map_figures = Table(  # told once for each period and never changed: bot.domain.small_counts says why
    "map_figures",
    metadata,
    Column("period", String(10), primary_key=True),  # its first day
    Column("subject", String(10), primary_key=True),
    Column("place", String(16), primary_key=True),  # "" is everywhere
    Column("total", Integer, nullable=False),
    Column("marked", Integer, nullable=False),
    Column("others", Integer, nullable=False),
    Column("is_whole", Boolean, nullable=False),
    Column("is_divided", Boolean, nullable=False),
)

flag_figures = Table(  # the same of red flags: bot.services.settling
    "flag_figures",
    metadata,
    Column("period", String(10), primary_key=True),
    Column("place", String(16), primary_key=True),  # a kabupaten
    Column("rule", String(40), primary_key=True),
    Column("count", Integer, nullable=False),
)
