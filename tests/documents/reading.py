"""What a document names: headings, links, commands, and the code it shows. Plain Markdown, read line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
AREAS = ("*.md", "docs/**/*.md", "bench/*.md", "deploy/*.md", "tests/eval/*.md", "bot/**/*.md")

_FENCE = re.compile(r"^ {0,3}```")
_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_NAMED = re.compile(r"!?\[([^\]]+)\]\([^)]*\)")
_STARTS = re.compile(r"#|- |\d+\. ")
_MARKS = re.compile(r"<\S+>|\[ \]|[*#|]|^- |^\d+\. |^-+$")
_HEADING = re.compile(r"^(#+) +(.+?)\s*$")
_COMMENT = re.compile(r"\s+#.*$")


@dataclass(frozen=True)
class Document:
    """One file. `blocks` are lines of code blocks with `\\` at their end joined, `spans` the code within sentences."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        return tuple(_joined(line for is_code, line in _lines(self.text) if is_code))

    @cached_property
    def prose(self) -> str:
        return "\n".join(line for is_code, line in _lines(self.text) if not is_code)

    @cached_property
    def spans(self) -> tuple[str, ...]:
        return tuple(" ".join(span.split()) for span in _SPAN.findall(self.prose))

    @cached_property
    def links(self) -> tuple[str, ...]:
        return tuple(_LINK.findall(self.prose))

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """What is said, each heading, item and cell by itself: without code, signs and addresses."""
        found = [""]
        for line in self.prose.splitlines():
            if line.startswith("|"):
                found += line.strip("|").split("|")
            elif not line or _STARTS.match(line):
                found.append(line)
            else:
                found[-1] += f" {line.strip()}"
        return tuple(_MARKS.sub(" ", _SPAN.sub("x", _NAMED.sub(r"\1", one))).strip() for one in found)

    @cached_property
    def headings(self) -> tuple[tuple[int, str], ...]:
        found = (_HEADING.match(line) for line in self.prose.splitlines())
        return tuple((len(one[1]), one[2]) for one in found if one)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Where a link into this document can lead, as GitHub makes them of headings."""
        return frozenset(
            re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for _, title in self.headings
        )

    def commands(self, program: str) -> list[tuple[str, bool]]:
        """Every call of a program as written, and whether it stands in a code block, where it has to be whole."""
        whole = [(line, True) for line in self.blocks if _calls(line, program)]
        return whole + [(span, False) for span in self.spans if _calls(span, program)]


def documents() -> tuple[Document, ...]:
    """Everything people read."""
    paths = sorted({path for area in AREAS for path in ROOT.glob(area)})
    return tuple(map(read, paths))


def read(path: Path) -> Document:
    return Document(path, path.read_text(encoding="utf-8"))


def _calls(code: str, program: str) -> bool:
    return re.match(rf"(?:\.venv/bin/|[A-Z_]+=\S+ )*{program}(?:$| )", code) is not None


def _lines(text: str) -> Iterator[tuple[bool, str]]:
    """Each line, and whether it is code: between fences, or four blanks in after an empty line."""
    fenced, indented, last = False, False, ""
    for line in text.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if not line.strip():
            last = ""
            yield False, ""
            continue
        indented = line.startswith("    ") and (indented or not last)
        yield fenced or indented, line
        last = line


def _joined(lines: Iterator[str]) -> Iterator[str]:
    whole = ""
    for line in lines:
        whole = f"{whole} {_COMMENT.sub('', line).strip()}".strip()
        if whole.endswith("\\"):
            whole = whole[:-1].strip()
        else:
            yield whole
            whole = ""
