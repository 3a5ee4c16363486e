"""`benteng content preview ID`: how a lesson, a rule or a sentence reads, in every language or one."""

from collections.abc import Iterator

from bot.content import Content
from bot.i18n import Catalogs


def preview(content: Content, catalogs: Catalogs, ident: str, language: str | None = None) -> Iterator[str]:
    """Lines to print; nothing for an id that stands for nothing."""
    for code in [language] if language else catalogs.languages:
        told = [text for key in _keys(content, ident) if (text := _text(catalogs, key, code))]
        if told:
            yield f"-- {code}"
            yield "\n\n".join(told)
            yield ""


def _keys(content: Content, ident: str) -> tuple[str, ...]:
    if any(lesson.id == ident for lesson in content.lessons):
        return f"lesson.{ident}.title", f"lesson.{ident}.body"
    if any(rule.id == ident for rule in content.rulebook.rules):
        return f"rule.{ident}", f"ground.{ident}"
    return (ident,)


def _text(catalogs: Catalogs, key: str, language: str) -> str:
    """The sentence as it stands, parameters in braces; "" when the language has none."""
    return catalogs.sentences.get(language, {}).get(key, "")
