"""The officers' console: one module for each page, HTML from `templates/`, everything behind the session."""

from aiohttp import web

from bot.paper.letters import FOLDER
from bot.web.console import (
    alerts,
    brokers,
    campaigns,
    cases,
    checks,
    contents,
    entering,
    health,
    lists,
    opportunities,
    risk_map,
    signals,
    staff,
    today,
    trail,
    villages,
    weekly,
)
from bot.web.console.frame import HOME, Frame, Group, Item, Room

MENU = (
    Group("daily", (Item("today", HOME), Item("cases", cases.CASES))),
    Group(
        "watch",
        (
            Item("signals", signals.SIGNALS),
            Item("brokers", brokers.BROKERS),
            Item("map", risk_map.MAP),
            Item("checks", checks.CHECKS, is_for_heads=True),
            Item("weekly", weekly.WEEKLY, is_for_heads=True),
        ),
    ),
    Group(
        "villages",
        (
            Item("villages", villages.VILLAGES, is_for_heads=True),
            Item("alerts", alerts.ALERTS),
            Item("campaigns", campaigns.CAMPAIGNS, is_for_heads=True),
            Item("contents", contents.CONTENTS, is_for_heads=True),
            Item("opportunities", opportunities.OPPORTUNITIES),
        ),
    ),
    Group(
        "office",
        (
            Item("staff", staff.STAFF, is_for_heads=True),
            Item("lists", lists.LISTS, is_for_heads=True),
            Item("health", health.HEALTH, is_for_heads=True),
            Item("trail", trail.TRAIL),
        ),
    ),
)
PAGES = (
    entering,
    today,
    cases,
    signals,
    brokers,
    risk_map,
    alerts,
    campaigns,
    villages,
    checks,
    lists,
    staff,
    opportunities,
    weekly,
    contents,
    health,
    trail,
)


def add(app: web.Application, room: Room, *, public_url: str) -> Frame:
    """Add the routes."""
    app.router.add_static("/huruf", FOLDER)  # pictures are measured in these letters
    frame = Frame(app, room, MENU, public_url=public_url)
    for page in PAGES:
        page.add(frame)
    return frame
