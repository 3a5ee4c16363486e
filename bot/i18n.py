"""Reply -> Outbound: text and choices in the reader's language, cut to what a channel carries.

Catalogs are gettext files, several to a language (`locales/<language>/LC_MESSAGES/*.po`), read once at start, and the
texts of lessons. A key is the message id. Languages without an entry fall back to Bahasa Indonesia. Where a language
says one thing differently from several, its entry has two forms: the first is for a `count` of 1.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from bot.domain import choosing
from bot.domain.channel import Limits
from bot.domain.messages import Choice, Label, Outbound, Param, Reply

FIRST_LANGUAGE = "id"
_ALSO = {
    "Hong Kong": "HK", "Hongkong": "HK", "Korea": "KR", "South Korea": "KR", "Korea Selatan": "KR", "Taiwan": "TW",
    "Macau": "MO", "Makau": "MO", "Macao": "MO", "Saudi": "SA", "Arab Saudi": "SA", "UEA": "AE", "UAE": "AE",
    "Uni Emirat Arab": "AE", "Turki": "TR", "Turkey": "TR", "Brunei": "BN", "Brunei Darussalam": "BN",
    "Jepang": "JP", "Malaysia": "MY", "Singapura": "SG", "Inggris": "GB", "United Kingdom": "GB", "Polandia": "PL",
}  # fmt: skip
_MSGID = re.compile(r'msgid (?:(".*")\s*$)?')
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")


class Catalogs:
    """All sentences, by language and key."""

    def __init__(
        self,
        sentences: Mapping[str, Mapping[str, str]],
        timezone: str = "Asia/Jakarta",
        languages: Sequence[str] = (),
        places: Mapping[tuple[str, str], str] | None = None,
        singulars: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.sentences = sentences
        self.singulars = singulars or {}  # in place of a sentence when its `count` is 1
        self.places = places or {}  # file and line by language and key, for those of the catalogs
        self.languages = tuple(languages or sentences)  # those one can talk in; lessons may be there in more
        self._zone = ZoneInfo(timezone)

    @classmethod
    def load(cls, folder: Path, timezone: str = "Asia/Jakarta") -> "Catalogs":
        """Read every catalog below `folder`. Raises ValueError for a key that two files of a language define."""
        sentences: dict[str, dict[str, str]] = {}
        singulars: dict[str, dict[str, str]] = {}
        places: dict[tuple[str, str], str] = {}
        for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
            mine = sentences.setdefault(path.parent.parent.name, {})
            file, language = f"locales/{path.relative_to(folder)}", path.parent.parent.name
            for entry in _entries(path, file):
                key, forms = _key(entry), _forms(entry)
                if key and forms[-1]:
                    place = f"{file}:{entry.lineno}"
                    if key in mine:
                        raise ValueError(f"{place}: {key}: is defined twice")
                    mine[key], places[language, key] = forms[-1], place
                    if len(forms) > 1:
                        singulars.setdefault(language, {})[key] = forms[0]
        return cls(sentences, timezone, places=places, singulars=singulars)

    def extended(self, added: Mapping[str, Mapping[str, str]]) -> "Catalogs":
        """With the sentences of content that people write elsewhere. Raises ValueError for a key that is taken."""
        for language, mine in added.items():
            for key in sorted(mine.keys() & self.sentences.get(language, {}).keys()):
                raise ValueError(f"{language}: {key} is defined twice")
        names = {**self.sentences, **added}
        merged = {name: {**self.sentences.get(name, {}), **added.get(name, {})} for name in names}
        return Catalogs(merged, str(self._zone), self.languages, self.places, self.singulars)

    def has(self, key: str) -> bool:
        return key in self.sentences[FIRST_LANGUAGE]

    def text(self, reply: Reply, language: str) -> str:
        """One sentence. Raises KeyError when no catalog has it."""
        sentence = (
            (reply.params.get("count") == 1 and self.singulars.get(language, {}).get(reply.key))
            or self.sentences.get(language, {}).get(reply.key)
            or self.sentences[FIRST_LANGUAGE][reply.key]
        )
        if not reply.params:
            return sentence
        return sentence.format_map(
            {name: self._param(value, language) for name, value in reply.params.items()}
        )

    def label(self, choice: Choice, language: str, most: int = 20) -> str:
        """What stands on a button, at most `most` characters."""
        text = self.text(choice.label, language)
        return text if len(text) <= most else text[: most - 1].rstrip() + "…"

    def render(self, replies: Iterable[Reply], language: str, mark: int, limits: Limits) -> list[Outbound]:
        """Messages for one turn: paragraphs joined, choices on the last, split where they are too long."""
        groups: list[list[Reply]] = []
        for reply in replies:
            if not groups or reply.is_apart or groups[-1][-1].is_apart:
                groups.append([])
            groups[-1].append(reply)
        return [out for group in groups for out in self._message(group, language, mark, limits)]

    def _message(self, group: Sequence[Reply], language: str, mark: int, limits: Limits) -> list[Outbound]:
        whole = "\n\n".join(self.text(reply, language) for reply in group)
        asks = next((reply for reply in reversed(group) if reply.choices), group[-1])
        labels = tuple(
            Label(choosing.payload(c, mark), self.label(c, language, limits.label)) for c in asks.choices
        )
        encloses = group[0].encloses and replace(group[0].encloses, language=language)
        room = min(limits.text, limits.caption) if encloses else limits.text
        parts = split(whole, max(room - sum(len(label.label) + 8 for label in labels), 200))
        *before, last = [Outbound(part, encloses=None if at else encloses) for at, part in enumerate(parts)]
        return [*before, replace(last, choices=labels, unnumbered=asks.counts)]

    def _param(self, value: Param, language: str) -> str:
        if isinstance(value, Reply):
            return self.text(value, language)
        if isinstance(value, tuple):
            lines = [self.text(reply, language) for reply in value]
            return (
                "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
                if len(lines) > 1
                else lines[0]
            )
        if isinstance(value, datetime):
            return self._moment(value, language)
        if isinstance(value, date):
            return format_date(value, "d MMMM y", locale=language)
        return _UNSEEN.sub("", str(value))

    def _moment(self, value: datetime, language: str) -> str:
        """By its own clock; UTC is nobody's and becomes the programme's."""
        local = value if value.utcoffset() else value.astimezone(self._zone)
        clock = format_time(local, "HH.mm" if language == FIRST_LANGUAGE else "HH:mm", locale=language)
        is_today = local.date() == datetime.now(local.tzinfo).date()
        return clock if is_today else f"{format_date(local, 'd MMM', locale=language)} {clock}"


def _key(entry: Message) -> str:
    return str(entry.id[0] if isinstance(entry.id, list | tuple) else entry.id)


def _forms(entry: Message) -> Sequence[str]:
    """What it says of one and of several, or for any number."""
    return [*map(str, entry.string)] if isinstance(entry.string, list | tuple) else [str(entry.string)]


def _entries(path: Path, file: str) -> Iterator[Message]:
    """Raises ValueError, naming the line, for what is no catalog, or a key that stands there twice.

    Babel itself takes the last of two, and guesses what a line without quotes means.
    """
    seen: set[str] = set()
    for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1):
        said = _MSGID.match(line)
        if said and not said[1]:
            raise ValueError(f"{file}:{number}: is no catalog: a key stands in quotes")
        if said and said[1] in seen:
            raise ValueError(f"{file}:{number}: {said[1]}: is defined twice")
        seen |= {said[1]} if said else set()
    try:
        with path.open("rb") as source:
            yield from read_po(source, abort_invalid=True)
    except PoFileError as error:
        raise ValueError(f"{file}:{error.lineno}: is no catalog: {error}") from error


@cache
def _country_codes() -> Mapping[str, str]:
    codes: dict[str, str] = {}
    for language in ("en", FIRST_LANGUAGE):
        names: Mapping[str, str] = Locale(language).territories
        codes |= {_flat(name): code for code, name in names.items() if len(code) == 2 and code.isalpha()}
    return codes | {_flat(name): code for name, code in _ALSO.items()}


def country_code(name: str) -> str:
    """ISO 3166 code of a country by its Indonesian or English name, or by the code itself; "" when unknown."""
    flat = _flat(name)
    if len(flat) == 2 and flat.upper() in Locale("en").territories:
        return flat.upper()
    return _country_codes().get(flat, "")


def country_name(code: str) -> str:
    """The Indonesian name of a country by its ISO 3166 code; "" for none."""
    names: Mapping[str, str] = Locale(FIRST_LANGUAGE).territories
    return names.get(code, "")


def _flat(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def split(text: str, most: int) -> list[str]:
    """Pieces of at most `most` characters, parted at a paragraph, a line, a sentence or a space if there is one."""
    pieces = []
    while len(text) > most:
        cut = max((text.rfind(mark, most // 2, most) + len(mark) for mark in ("\n\n", "\n", ". ", " ")
                   if text.rfind(mark, most // 2, most) > 0), default=most)  # fmt: skip
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text]
