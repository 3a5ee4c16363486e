"""WhatsApp templates: what the provider says of them decides which may be used; who is in charge hears of a loss."""

from collections.abc import Iterable

from bot import telemetry
from bot.content.settings import TemplateEntry
from bot.domain.messages import Reply, Template
from bot.domain.templates import ENGLISH, Change, Known, best, changes
from bot.services import heads, rosters
from bot.services.desk import Desk
from bot.store import templates
from bot.store.db import Transaction

KIND = "template"
every, checked_at = templates.every, templates.checked_at


def take_in(tx: Transaction, desk: Desk, found: Iterable[Known]) -> list[Change]:
    """Keep what the provider says, tell of what changed; gives the changes among ours.

    When all have vanished at once that is a provider's fault: nothing is taken in.
    """
    now, before = best(list(found)), templates.every(tx)
    if before and not now:
        telemetry.log().error("templates_vanished", count=len(before))
        return []
    told = [change for change in changes(before, now) if change.name in _names(desk)]
    templates.replace(tx, now.values(), desk.now())
    refresh(tx, desk)
    for change in told:
        _tell(tx, desk, change)
    return told


def refresh(tx: Transaction, desk: Desk) -> None:
    """Use what is approved by now: the provider's word where we have it, the file's ids where not."""
    known = templates.every(tx)
    usable = {name: one.content_sid for name, one in known.items() if one.is_usable}
    lost = _names(desk) & (known.keys() - usable.keys())
    wanted = {**desk.content.templates.sids, **usable}
    desk.sids.clear()
    desk.sids.update({name: sid for name, sid in wanted.items() if name not in lost})


def standing_in(desk: Desk, purpose: str, language: str) -> Template | None:
    """The approved template for messages of a purpose, in the reader's language if there is one in it."""
    for entry in desk.content.templates.entries:
        if entry.purpose == purpose:
            name = entry.name + ENGLISH if language == "en" else entry.name
            name = name if name in desk.sids else entry.name
            if name in desk.sids:
                return Template(name, (desk.office,) if entry.names_office else ())
    return None


def texts(entry: TemplateEntry) -> dict[str, tuple[str, str]]:
    """What is handed in of one entry: by name the language and the text."""
    return {entry.name: ("id", entry.text_id), entry.name + ENGLISH: ("en", entry.text_en)}


def _names(desk: Desk) -> frozenset[str]:
    return frozenset(name for entry in desk.content.templates.entries for name in texts(entry))


def _tell(tx: Transaction, desk: Desk, change: Change) -> None:
    log = telemetry.log().error if change.is_loss else telemetry.log().info
    log("template_changed", code=f"{change.name}:{change.now}")
    if change.is_loss:
        told = Reply("push.template_lost", {"name": change.name})
        heads.tell_once_a_day(
            tx, desk, rosters.staff(tx, desk), KIND, f"{change.name}|{change.now}", None, (), lambda: told
        )
