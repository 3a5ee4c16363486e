"""PERINGATAN. Villagers read what is in force for their village; officers write alerts, let out others', end them.

start (by the word or a button) -> read_area -> read_words, part by part -> read_pace -> read_hours -> confirm
"""

from collections.abc import Callable, Mapping

from bot.domain import few
from bot.domain.commands import ApproveAlert, ReadAlerts, RefuseAlert, ResumeAlert
from bot.domain.conversation import Context, Conversation, Turn
from bot.domain.messages import Choice, Inbound, Reply
from bot.domain.public_alert import AlertState, AlertView, Purpose, message, preview
from handlers.public_alert.composing import (
    BACK,
    ask_area,
    confirm,
    read_area,
    read_hours,
    read_pace,
    read_words,
    replacing,
)
from handlers.public_alert.draft import AlertDraft

NEW, SEE = Choice("peringatan_baru"), "lihat_peringatan"
APPROVE, REFUSE = "setujui_peringatan", "tolak_peringatan"
UPDATE, CANCEL, RESUME = "perbarui_peringatan", "batalkan_peringatan", "lanjutkan_peringatan"


def start(ctx: Context, msg: Inbound) -> Turn:
    """Do what the word or the button says."""
    if ctx.person.officer is None:
        return read_here(ctx)
    action = msg.choice or BACK.id
    if action == NEW.id:
        return ask_area(ctx)
    if action not in ACTIONS:
        return menu(ctx)
    view = ctx.facts.alert(msg.topic or "")
    if view is None:
        return Turn.end(Reply("warning.gone", choices=(BACK,)))
    return ACTIONS[action](ctx, view)


def read_here(ctx: Context) -> Turn:
    """What the person's village is warned of now."""
    village = ctx.person.village
    views = ctx.facts.alerts_here(village.code) if village else ()
    if not views:
        key = "warning.none_here" if village else "warning.no_village"
        return Turn.end(Reply(key, choices=(Choice("cek"), Choice("lapor"), Choice("info"))))
    told = [reply for view in views for reply in message(view, ctx.office, ctx.person.language)]
    return Turn.end(*told, commands=[ReadAlerts()])


def menu(ctx: Context) -> Turn:
    """What waits and what is out, each a tap away."""
    views = ctx.facts.open_alerts()
    if not views:
        return Turn.end(Reply("warning.menu_empty", choices=(NEW, Choice("menu"))))
    lines = tuple(
        Reply(
            "warning.line", {"number": view.number, "headline": view.words.headline, "state": standing(view)}
        )
        for view in views
    )
    choices = tuple(
        Choice(SEE, "choice.warning", {"number": view.number}, topic=view.number) for view in views
    )
    return Turn.end(Reply("warning.menu", {"lines": lines}, (NEW, *choices)))


def standing(view: AlertView) -> Reply:
    if view.is_stopped and view.state is AlertState.PUBLISHED:
        return Reply("warning.state_stopped", {"people": few.people(view.queued)})
    return Reply(f"warning.state.{view.state}", {"people": few.people(view.queued)})


def show(ctx: Context, view: AlertView) -> Turn:
    """The words, how it stands, and what this officer can do with it."""
    stands = Reply("warning.stands", {"state": standing(view)}, (*doors(view), BACK))
    return Turn.end(*preview(view, ctx.office), stands)


def doors(view: AlertView) -> tuple[Choice, ...]:
    if view.state is AlertState.WAITING and not view.is_mine:
        ids: tuple[str, ...] = (APPROVE, REFUSE)
    elif view.state is AlertState.PUBLISHED and view.purpose is not Purpose.CANCEL:
        ids = (*((RESUME,) if view.is_stopped else ()), UPDATE, CANCEL)
    else:
        ids = ()
    return tuple(Choice(id_, topic=view.number) for id_ in ids)


def approve(ctx: Context, view: AlertView) -> Turn:
    """Never by the author; whoever comes second is told so."""
    why = ctx.facts.may_approve(view.number)
    if why is not None:
        return Turn.end(Reply(f"warning.no.{why}", choices=(BACK,)))
    told = Reply("warning.approved", {"headline": view.words.headline}, (BACK,))
    return Turn.end(told, commands=[ApproveAlert(view.number)])


def refuse(ctx: Context, view: AlertView) -> Turn:
    why = ctx.facts.may_refuse(view.number)
    if why is not None:
        return Turn.end(Reply(f"warning.no.{why}", choices=(BACK,)))
    return Turn.end(Reply("warning.refused", choices=(BACK,)), commands=[RefuseAlert(view.number)])


def update(ctx: Context, view: AlertView) -> Turn:
    return replacing(ctx, view, Purpose.UPDATE) if _is_out(view) else _over(view)


def cancel(ctx: Context, view: AlertView) -> Turn:
    return replacing(ctx, view, Purpose.CANCEL) if _is_out(view) else _over(view)


def resume(ctx: Context, view: AlertView) -> Turn:
    if not (_is_out(view) and view.is_stopped):
        return _over(view)
    return Turn.end(Reply("warning.resumed", choices=(BACK,)), commands=[ResumeAlert(view.number)])


def _is_out(view: AlertView) -> bool:
    return view.state is AlertState.PUBLISHED and view.purpose is not Purpose.CANCEL


def _over(view: AlertView) -> Turn:
    """An old button: how the alert stands by now."""
    return Turn.end(Reply("warning.changed", {"state": standing(view)}, (BACK,)))


ACTIONS: Mapping[str, Callable[[Context, AlertView], Turn]] = {
    SEE: show,
    APPROVE: approve,
    REFUSE: refuse,
    UPDATE: update,
    CANCEL: cancel,
    RESUME: resume,
}

CONVERSATION = Conversation(
    name="public_alert",
    start=start,
    words=(BACK.id, NEW.id, *ACTIONS),
    steps=(read_area, read_words, read_pace, read_hours, confirm),
    draft=AlertDraft,
)
