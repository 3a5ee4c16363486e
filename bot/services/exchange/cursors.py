"""Where a list goes on: sealed, so that nobody reads or makes one, and good for one key, one query and one day."""

import base64
import binascii
from datetime import timedelta

from bot.domain.exchange.problems import Problem
from bot.domain.exchange.records import PageQuery
from bot.domain.exchange.terms import Caller
from bot.services.desk import CURSOR, Desk
from bot.vault import Unopenable

GOOD_FOR = timedelta(days=1)


def after(desk: Desk, caller: Caller, name: str, query: PageQuery) -> int:
    """The last number the page before told of; 0 for the first page. Raises Problem."""
    if query.cursor is None:
        return 0
    padded = query.cursor + "=" * (-len(query.cursor) % 4)
    try:
        told = desk.vault.open_json(base64.urlsafe_b64decode(padded), CURSOR)
    except (Unopenable, binascii.Error) as error:
        raise Problem("invalid_cursor") from error
    is_old = desk.now().timestamp() - told["at"] > GOOD_FOR.total_seconds()
    if is_old or told["for"] != _for(caller, name, query):
        raise Problem("invalid_cursor")
    return int(told["last"])


def following(desk: Desk, caller: Caller, name: str, query: PageQuery, last: int | None) -> str | None:
    """The cursor for what follows; None when nothing does."""
    if last is None:
        return None
    told = {"last": last, "at": int(desk.now().timestamp()), "for": _for(caller, name, query)}
    return base64.urlsafe_b64encode(desk.vault.seal_json(told, CURSOR)).decode().rstrip("=")


def _for(caller: Caller, name: str, query: PageQuery) -> list[object]:
    return [caller.key, name, query.model_dump(mode="json", exclude={"cursor", "limit"})]
