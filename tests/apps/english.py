"""What the code says of items in English, read from its source: every template of a finding.

A template has `{}` where the code puts a value. Constants, f-strings, either side of a choice,
names, tables and what helpers return are followed; what cannot be followed is a value.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parents[2]
VALUE = "{}"
_ADJACENT = re.compile(r"(?:\{\})+")
DEEP = 12  # steps from a finding to where its words stand
AT = {"Fault": {"message": 1, "fix": 2}, "Finding": {"message": 4, "fix": 5}}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Found = str | tuple["Found", ...]


class Said(NamedTuple):
    """A template, and the line of the code that says it."""

    where: str
    text: str


@dataclass(frozen=True)
class Module:
    """The source of one module, with its functions and the names that it gives values to."""

    path: Path
    tree: ast.Module

    @property
    def functions(self) -> dict[str, Function]:
        """Its functions by name, methods among them."""
        return {one.name: one for one in ast.walk(self.tree) if isinstance(one, Function)}

    def around(self, node: ast.AST) -> Function | None:
        """The innermost function that holds a node."""
        holding = [one for one in self.functions.values() if any(x is node for x in ast.walk(one))]
        return min(holding, key=lambda one: len(list(ast.walk(one))), default=None)


@cache
def module(path: Path) -> Module:
    """The module of a file."""
    return Module(path, ast.parse(path.read_text(encoding="utf-8")))


def findings_said(paths: Sequence[Path]) -> Iterator[Said]:
    """Every message and every fix that `Fault` or `Finding` is called with in these files."""
    for path in paths:
        source = module(path)
        for call in _calls(source, *AT):
            for name, at in AT[_name(call.func)].items():
                node = _argument(call, name, at)
                if node is not None:
                    yield from _told(source, node, paths)


def raised(path: Path, error: str, at: int, *within: str) -> Iterator[Said]:
    """Every text that an exception is raised with in a module, or in these functions of it."""
    source = module(path)
    for call in _calls(source, error):
        function = source.around(call)
        if within and (function is None or function.name not in within):
            continue
        if len(call.args) > at:
            yield from _told(source, call.args[at], [path])


def _told(source: Module, node: ast.expr, paths: Sequence[Path]) -> Iterator[Said]:
    where = (
        f"{source.path.as_posix().removeprefix(f'{PROJECT}/')}:{node.lineno}: {ast.unparse(node)}"
    )
    for text in Reader(tuple(module(path) for path in paths)).read(source, node):
        if isinstance(text, str):
            yield Said(where, _ADJACENT.sub(VALUE, text))


@dataclass
class Reader:
    """Follows an expression to the words that it may stand for."""

    modules: tuple[Module, ...]
    steps: int = field(default=0)

    def read(self, source: Module, node: ast.expr) -> list[Found]:
        """What the expression may be, each once."""
        if self.steps > DEEP:
            return [VALUE]
        self.steps += 1
        try:
            found = list(dict.fromkeys(self._read(source, node)))
            return found if found or _is_none(node) else [VALUE]
        finally:
            self.steps -= 1

    def _read(self, source: Module, node: ast.expr) -> Iterator[Found]:
        match node:
            case ast.Constant(value=str(value)):
                yield value
            case ast.Constant(value=None):
                return
            case ast.JoinedStr(values=values):
                yield from self._joined(source, values)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                yield from self._joined(source, [left, right])
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(value=spec)])):
                yield f"{VALUE}%" if str(spec).endswith("%") else VALUE
            case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                yield from self.read(source, value)
            case ast.Tuple(elts=elements):
                yield from product(*(self.read(source, one) for one in elements))
            case _:
                yield from self._followed(source, node)

    def _followed(self, source: Module, node: ast.expr) -> Iterator[Found]:
        """What stands elsewhere: behind a choice, a name, a table or a call."""
        match node:
            case ast.IfExp(body=one, orelse=other):
                yield from (*self.read(source, one), *self.read(source, other))
            case ast.BoolOp(values=values):
                for value in values:
                    yield from self.read(source, value)
            case ast.Subscript(value=ast.Name(id=name)):
                yield from self._values_of(source, name)
            case ast.Name(id=name):
                yield from self._named(source, node, name)
            case ast.Call():
                yield from self._called(source, node)
            case _:
                yield VALUE

    def _joined(self, source: Module, parts: Sequence[ast.expr]) -> Iterator[Found]:
        for found in product(*(self.read(source, part) for part in parts)):
            if all(one == VALUE for one in found):
                yield VALUE  # the sum of two numbers is one value
            else:
                yield "".join(one if isinstance(one, str) else VALUE for one in found)

    def _called(self, source: Module, call: ast.Call) -> Iterator[Found]:
        if isinstance(call.func, ast.Attribute) and call.func.attr == "format":
            names = {one.arg: VALUE for one in call.keywords if one.arg}
            for text in self.read(source, call.func.value):
                yield text.format(**names) if isinstance(text, str) else VALUE
            return
        function = source.functions.get(_name(call.func))
        for node in ast.walk(function) if function is not None else ():
            if isinstance(node, ast.Return | ast.Yield) and node.value is not None:
                yield from self.read(source, node.value)

    def _named(self, source: Module, node: ast.expr, name: str) -> Iterator[Found]:
        """What a name stands for: given in the function, by its callers, or in the module."""
        function = source.around(node)
        if function is not None:
            given = list(self._given(source, function, name))
            if given:
                yield from given
                return
            arguments = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
            if name in arguments:
                yield from self._of_callers(function, name, arguments.index(name))
                return
        yield from self._given(source, source.tree, name)

    def _given(self, source: Module, within: ast.AST, name: str) -> Iterator[Found]:
        """What a name is given, one assignment after another; `+=` goes on from the latest."""
        nodes = within.body if isinstance(within, ast.Module) else ast.walk(within)
        found: list[list[Found]] = []
        for node in sorted(nodes, key=lambda one: getattr(one, "lineno", 0)):
            match node:
                case (
                    ast.Assign(targets=[target], value=value)
                    | ast.AnnAssign(target=target, value=ast.expr() as value)
                ):
                    found.append(self._bound(target, name, partial(self.read, source, value)))
                case ast.For(target=target, iter=values):
                    found.append(self._bound(target, name, partial(self._each, source, values)))
                case ast.AugAssign(target=ast.Name(id=own), value=value) if own == name and found:
                    added = product(found.pop(), self.read(source, value))
                    found.append([f"{one}{more}" for one, more in added])
            found = [one for one in found if one]
        for one in found:
            yield from one

    def _bound(
        self, target: ast.expr, name: str, values: Callable[[], Iterable[Found]]
    ) -> list[Found]:
        """The part of a value that a name takes."""
        match target:
            case ast.Name(id=own) if own == name:
                return list(values())
            case ast.Tuple(elts=elements):
                named = [getattr(one, "id", None) for one in elements]
                if name in named:
                    at = named.index(name)
                    return [one[at] if isinstance(one, tuple) else VALUE for one in values()]
        return []

    def _each(self, source: Module, values: ast.expr) -> Iterator[Found]:
        """The elements of what a loop goes over."""
        if isinstance(values, ast.IfExp):
            yield from self._each(source, values.body)
        elif isinstance(values, ast.Name):
            for node in ast.walk(source.around(values) or source.tree):
                if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                    if isinstance(target, ast.Name) and target.id == values.id:
                        yield from self._each(source, node.value)
        elif isinstance(values, ast.Tuple | ast.List):
            for one in values.elts:
                yield from self.read(source, one)
        elif isinstance(values, ast.Call) and _name(values.func) == "fromkeys":
            yield from self._each(source, values.args[0])
        elif isinstance(values, ast.ListComp | ast.Call):  # made of what generators say
            for part in ast.walk(values):
                if isinstance(part, ast.Call):
                    yield from self._called(source, part)

    def _of_callers(self, function: Function, name: str, at: int) -> Iterator[Found]:
        for other in self.modules:
            for call in _calls(other, function.name):
                node = _argument(call, name, at)
                if node is not None:
                    yield from self.read(other, node)
                elif call.args and isinstance(call.args[-1], ast.Starred):
                    for value in self.read(other, call.args[-1].value):
                        first = len(call.args) - 1
                        if isinstance(value, tuple) and 0 <= at - first < len(value):
                            yield value[at - first]

    def _values_of(self, source: Module, name: str) -> Iterator[Found]:
        """The values of a table of the module."""
        for node in source.tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=own)], value=ast.Dict(values=values)):
                    if own == name:
                        for value in values:
                            yield from self.read(source, value)


def _is_none(node: ast.expr) -> bool:
    """Whether nothing is said."""
    return isinstance(node, ast.Constant) and node.value is None


def _calls(source: Module, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _name(node.func) in names:
            yield node


def _argument(call: ast.Call, name: str, at: int) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    if len(call.args) > at and not any(isinstance(one, ast.Starred) for one in call.args[: at + 1]):
        return call.args[at]
    return None


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))
