"""The officers' console: one module for each page, HTML from `templates/`, everything behind the session."""

from aiohttp import web

from bot.web.console import cases, checks, entering, lists, signals, staff, today
from bot.web.console.frame import HOME, Frame, Item, Room

MENU = (
    Item("today", HOME),
    Item("cases", cases.CASES),
    Item("signals", signals.SIGNALS),
    Item("checks", checks.CHECKS, is_for_heads=True),
    Item("lists", lists.LISTS, is_for_heads=True),
    Item("staff", staff.STAFF, is_for_heads=True),
)
PAGES = (
    entering,
    today,
    cases,
    signals,
    checks,
    lists,
    staff,
)


def add(app: web.Application, room: Room, *, public_url: str) -> Frame:
    """Add the routes."""
    frame = Frame(app, room, MENU, public_url=public_url)
    for page in PAGES:
        page.add(frame)
    return frame
