"""Small mistakes: every way in which a module is made wrong at one place.

Each sets one field of one node of its syntax tree. Left as they are: docstrings, annotations, decorators, imports, the
words of exceptions, and what goes into the log.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

SHOWN_CHARACTERS = 14  # a shorter piece of code says nothing: what stands around it is shown, too
AROUND, MOST_SHOWN = 24, 90  # characters of a long one
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min", "and_": "or_", "or_": "and_"}
METHODS = {"is_": "is_not", "is_not": "is_", "in_": "not_in", "not_in": "in_"}
LINKS = ("order_by", "limit", "distinct")  # of a chain: `rows.limit(most)` does without
CONDITIONS = ("where", "and_", "or_")  # do with one argument less
UNTOUCHED = ("annotation", "returns", "decorator_list", "type_params")
DROPPED = "left out"


@dataclass(frozen=True, slots=True)
class Change:
    """One mistake: where it stands, what it is, and the text of the module that has it."""

    line: int
    inside: str  # the function, class or constant
    what: str  # "before -> after"
    source: str

    @property
    def brief(self) -> str:
        """What it is, and of a long piece of code only the part that differs with something around it."""
        before, _, after = self.what.partition(" -> ")
        starts = _alike(before, after)
        ends = _alike(before[starts:][::-1], after[starts:][::-1])
        return " -> ".join(_cut(text, starts - AROUND, len(text) - ends + AROUND) for text in (before, after))


@dataclass(frozen=True, slots=True)
class Place:
    """A node and those around it, outermost first."""

    node: ast.AST
    around: tuple[ast.AST, ...]

    @property
    def line(self) -> int:
        return getattr(self.node, "lineno", 0) or self.shown.lineno

    @property
    def inside(self) -> str:
        return ".".join(name for node in (*self.around, self.node) if (name := _name(node)))

    @property
    def shown(self) -> ast.expr | ast.stmt:
        """The smallest piece around it that says something."""
        pieces = [node for node in (*self.around, self.node) if isinstance(node, ast.expr | ast.stmt)]
        return next(
            node
            for node in reversed(pieces)
            if isinstance(node, ast.stmt) or len(_first_line(node)) >= SHOWN_CHARACTERS
        )


Edit = tuple[ast.AST, str, Any]  # this node's field is given this value


def _alike(one: str, other: str) -> int:
    """With how many same characters two texts begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(start, 0), min(end, len(text), max(start, 0) + MOST_SHOWN)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def changes(source: str) -> list[Change]:
    """Every mistake, each once, in the order of the lines."""
    tree = ast.parse(source)
    seen, found = {ast.unparse(tree)}, []
    for place in list(_places(tree, ())):
        for owner, field, value in _edits(place):
            is_gone = isinstance(place.node, ast.stmt) and owner is not place.node
            is_replaced = owner is place.around[-1] and not is_gone
            shown = Place(owner, place.around[:-1]).shown if is_replaced else place.shown
            before, old = _first_line(place.node if is_gone else shown), getattr(owner, field)
            setattr(owner, field, value)
            text, after = ast.unparse(tree), DROPPED if is_gone else _first_line(shown)
            setattr(owner, field, old)
            if text not in seen:
                seen.add(text)
                found.append(Change(place.line, place.inside, f"{before} -> {after}", text))
    return sorted(found, key=lambda change: change.line)


def _places(node: ast.AST, around: tuple[ast.AST, ...]) -> Iterator[Place]:
    is_said = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if is_said or isinstance(node, ast.Import | ast.ImportFrom) or _is_log(node):
        return
    if around:
        yield Place(node, around)
    for name, value in ast.iter_fields(node):
        if name not in UNTOUCHED and not isinstance(node, ast.Raise):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _places(child, (*around, node))


def _name(node: ast.AST) -> str:
    """Of what others can refer to: a function, a class, a constant."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) if name.strip("_").isupper():
            return name
        case ast.AnnAssign(target=ast.Name(id=name)) if name.strip("_").isupper():
            return name
    return ""


def _is_log(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and ast.unparse(node).startswith("telemetry.")


def _edits(place: Place) -> Iterator[Edit]:
    node = place.node
    match node:
        case ast.Compare(ops=[op]):
            for other in COMPARISONS[type(op)]:
                yield node, "ops", [other()]
        case ast.Compare(ops=ops):
            for number, op in enumerate(ops):
                for comparison in COMPARISONS[type(op)]:
                    yield node, "ops", [*ops[:number], comparison(), *ops[number + 1 :]]
        case ast.BoolOp(op=op):
            yield node, "op", ast.Or() if isinstance(op, ast.And) else ast.And()
        case ast.UnaryOp(operand=operand):
            yield _instead(place, operand)
        case ast.BinOp(op=op) if type(op) in ARITHMETIC:
            yield node, "op", ARITHMETIC[type(op)]()
        case ast.Constant(value=value):
            for another in _other_values(value):
                yield node, "value", another
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) if not _has_own_edit(test):
            yield node, "test", _negated(test)
        case ast.comprehension(ifs=ifs):
            for number, test in enumerate(ifs):
                yield node, "ifs", [*ifs[:number], *ifs[number + 1 :]]
                if not _has_own_edit(test):
                    yield node, "ifs", [*ifs[:number], _negated(test), *ifs[number + 1 :]]
        case ast.Return(value=ast.expr(), lineno=_):
            yield node, "value", ast.Constant(None)
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield _instead(place, ast.Pass())
        case ast.Name(id=name) if name in NAMES:
            yield node, "id", NAMES[name]
        case ast.Attribute(attr=name) if name in METHODS:
            yield node, "attr", METHODS[name]
        case ast.Call():
            yield from _calls(place, node)


def _calls(place: Place, node: ast.Call) -> Iterator[Edit]:
    for keyword in node.keywords:
        if keyword.arg is not None:
            yield node, "keywords", [other for other in node.keywords if other is not keyword]
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in CONDITIONS and len(node.args) > 1:
        for number in range(len(node.args)):
            yield node, "args", [*node.args[:number], *node.args[number + 1 :]]
    if name in LINKS and isinstance(node.func, ast.Attribute):
        yield _instead(place, node.func.value)


def _instead(place: Place, new: ast.AST) -> Edit:
    """Something else where this node stands."""
    owner = place.around[-1]
    for field, value in ast.iter_fields(owner):
        if value is place.node:
            return owner, field, new
        if isinstance(value, list) and any(item is place.node for item in value):
            return owner, field, [new if item is place.node else item for item in value]
    raise LookupError(field)


def _other_values(value: object) -> tuple[object, ...]:
    match value:
        case bool():
            return (not value,)
        case int():
            return value + 1, value - 1
        case float():
            return value + 1, value / 2
        case str():
            return (value + "?",)
        case bytes():
            return (value + b"?",)
    return ()


def _has_own_edit(test: ast.expr) -> bool:
    """What is turned round by an edit of its own already."""
    return isinstance(test, ast.UnaryOp) or (isinstance(test, ast.Compare) and len(test.ops) == 1)


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _first_line(node: ast.AST) -> str:
    return ast.unparse(node).split("\n", 1)[0]
