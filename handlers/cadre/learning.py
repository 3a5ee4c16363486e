"""The micro-lessons: one at a time, a question after each."""

from bot.domain.cadre import CadreView, MicroLesson
from bot.domain.commands import LearnedLesson
from bot.domain.conversation import Context, Turn
from bot.domain.messages import Choice, Inbound, Param, Reply
from handlers.cadre.draft import CadreDraft

NEXT, BACK = Choice("pelajaran_lanjut"), Choice("kader")
ANSWER = "jawab_"


def show_lessons(ctx: Context, cadre: CadreView) -> Turn:
    """How far they are, and the next one a tap away."""
    lessons = ctx.facts.cadre_lessons()
    if not lessons:
        return Turn.end(Reply("cadre.no_lessons", choices=(BACK,)))
    lines = tuple(
        Reply(
            "cadre.lesson_done" if lesson.id in cadre.done else "cadre.lesson_open",
            {"title": lesson.says("title")},
        )
        for lesson in lessons
    )
    done = sum(lesson.id in cadre.done for lesson in lessons)
    choices = (NEXT, BACK) if done < len(lessons) else (Choice("sertifikat_kader"), BACK)
    return Turn.end(Reply("cadre.lessons", {"done": done, "count": len(lessons), "lessons": lines}, choices))


def teach(ctx: Context, cadre: CadreView) -> Turn:
    """The first lesson not done yet, with its question."""
    lesson = _next(ctx, cadre.done)
    if lesson is None:
        return show_lessons(ctx, cadre)
    return Turn.rest(read_quiz, *shown(lesson), draft=CadreDraft(lesson=lesson.id))


def shown(lesson: MicroLesson) -> tuple[Reply, Reply]:
    """The lesson, and its question."""
    answers = tuple(
        Choice(f"{ANSWER}{number}", key=lesson.says(f"answer{number}").key)
        for number in range(1, lesson.answers + 1)
    )
    told: dict[str, Param] = {
        "number": lesson.number,
        "title": lesson.says("title"),
        "body": lesson.says("body"),
    }
    quiz = Reply("cadre.quiz", {"question": lesson.says("question")}, answers)
    return Reply("cadre.lesson", told), quiz


def read_quiz(ctx: Context, msg: Inbound) -> Turn:
    """Right or not, the reason is told and the lesson is done."""
    draft: CadreDraft = ctx.draft
    cadre = ctx.facts.cadre()
    lesson = next((each for each in ctx.facts.cadre_lessons() if each.id == draft.lesson), None)
    if cadre is None or lesson is None:
        return Turn.end(Reply("cadre.no_lessons", choices=(BACK,)))
    is_right = msg.choice == f"{ANSWER}{lesson.right}"
    told = {"answer": lesson.says(f"answer{lesson.right}"), "because": lesson.says("because")}
    said = Reply("cadre.right" if is_right else "cadre.wrong", told)
    command = LearnedLesson(lesson.id, is_right)
    if _next(ctx, (*cadre.done, lesson.id)) is None:
        choices = (Choice("sertifikat_kader"), BACK)
        return Turn.end(said, Reply("cadre.all_done", choices=choices), commands=[command])
    return Turn.end(said, Reply("cadre.go_on", choices=(NEXT, BACK)), commands=[command])


def _next(ctx: Context, done: tuple[str, ...]) -> MicroLesson | None:
    return next((lesson for lesson in ctx.facts.cadre_lessons() if lesson.id not in done), None)
