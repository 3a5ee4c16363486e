"""Officers: invite a cadre, ask the cadres of a village whether they heard of something, see the answers."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain import places
from bot.domain.cadre import Heard, Hearsay, Post
from bot.domain.casework import Place, lies_in
from bot.domain.commands import AskHearsay, InviteCadre
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Choice, Inbound, Reply
from handlers.cadre.draft import CadreDraft

SHORTEST_FACT, LONGEST_FACT = 10, 300  # characters
BACK = Choice("kader")
POSTS = {f"jadi_{post.value}": post for post in Post}
SEND, REWRITE = Choice("kirim_tanya"), Choice("tulis_ulang_tanya")


def ask_whom(ctx: Context) -> Turn:
    return Turn.ask(read_village, Reply("cadre.ask_village"), draft=CadreDraft(action="tanya_kader"))


def invite_whom(ctx: Context) -> Turn:
    return Turn.ask(read_village, Reply("cadre.ask_village"), draft=CadreDraft(action="undang_kader"))


def show_answers(ctx: Context) -> Turn:
    """The latest questions; counts from the quorum on."""
    asked = ctx.facts.hearsay_results()
    if not asked:
        return Turn.end(Reply("cadre.nothing_asked", choices=(Choice("tanya_kader"), BACK)))
    lines = tuple(Reply("cadre.result", {"village": each.village, "text": each.text, "counts": _counts(each)})
                  for each in asked)  # fmt: skip
    return Turn.end(Reply("cadre.results", {"lines": lines}, (Choice("tanya_kader"), BACK)))


def _counts(asked: Hearsay) -> Reply:
    if not asked.counts:
        return Reply("cadre.before_quorum")
    yes, no, unsure = (asked.counts.get(heard, 0) for heard in (Heard.YES, Heard.NO, Heard.UNSURE))
    return Reply("cadre.counts", {"yes": yes, "no": no, "unsure": unsure})


def read_village(ctx: Context, msg: Inbound) -> Turn:
    """A village of the officer's area, by name."""
    draft: CadreDraft = ctx.draft
    chosen = ctx.facts.place((msg.choice or "")[2:]) if msg.choice else None
    found = (chosen,) if chosen else tuple(p for p in ctx.facts.places(msg.text) if _is_mine(ctx, p))
    if len(found) > 1:
        return Turn.ask(read_village, places.which(found), draft=draft)
    if not found or not _is_mine(ctx, found[0]):
        return Turn.ask(read_village, Reply("cadre.not_your_village"), draft=draft)
    draft = replace(draft, village=found[0].code)
    if draft.action == "undang_kader":
        choices = tuple(Choice(post) for post in POSTS)
        return Turn.ask(read_post, Reply("cadre.ask_post", {"village": found[0].name}, choices), draft=draft)
    return Turn.ask(read_fact, Reply("cadre.ask_fact", {"village": found[0].name}), draft=draft)


def read_post(ctx: Context, msg: Inbound) -> Turn:
    """The code, to be handed over; it says nothing of who gets it."""
    draft: CadreDraft = ctx.draft
    post, village = POSTS.get(msg.choice or ""), ctx.facts.place(draft.village)
    if post is None or village is None:
        choices = tuple(Choice(post) for post in POSTS)
        return Turn.ask(read_post, Reply("cadre.pick_post", choices=choices), draft=draft)
    code = ctx.fresh_code()
    told = Reply("cadre.invited", {"village": village.name, "code": code}, (Choice("undang_kader"), BACK))
    return Turn.end(told, commands=[InviteCadre(code, village.code, post)])


def read_fact(ctx: Context, msg: Inbound) -> Turn:
    """One sentence about what is said in the village; shown once more before it goes out."""
    draft: CadreDraft = ctx.draft
    text = " ".join(msg.text.split())
    if not SHORTEST_FACT <= len(text) <= LONGEST_FACT:
        return Turn.ask(read_fact, Reply("cadre.fact_length"), draft=draft)
    village = ctx.facts.place(draft.village)
    told = {"text": text, "village": village.name if village else draft.village}
    asked = Reply("cadre.confirm_fact", told, (SEND, REWRITE))
    return Turn.ask(confirm_fact, asked, draft=replace(draft, text=text))


def confirm_fact(ctx: Context, msg: Inbound) -> Turn:
    draft: CadreDraft = ctx.draft
    if msg.choice == SEND.id:
        told = Reply("cadre.fact_sent", choices=(Choice("jawaban_kader"), BACK))
        return Turn.end(told, commands=[AskHearsay(draft.village, draft.text)])
    if msg.choice == REWRITE.id:
        return Turn.ask(read_fact, Reply("cadre.rewrite_fact"), draft=draft)
    return read_fact(ctx, msg)


def _is_mine(ctx: Context, village: Place) -> bool:
    officer = ctx.person.officer
    return officer is not None and lies_in(village.code, officer.area)


ACTIONS: Mapping[str, Callable[[Context], Turn]] = {
    "undang_kader": invite_whom,
    "tanya_kader": ask_whom,
    "jawaban_kader": show_answers,
}
