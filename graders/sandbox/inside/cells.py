"""Runs cells in order in one name space, and exports numbers from it."""

from __future__ import annotations

import builtins
import math
import sys
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from numbers import Real
from typing import Any

Failure = dict[str, Any]  # kind, detail, cell, line: the fields of outcome.Failure

_NUMBERS = "iuf"  # kinds of numpy; a time's item() may be a plain int, too, of nanoseconds
_LONGEST = 300  # characters of a message


def run(
    cells: Sequence[str], started: Callable[[int], None]
) -> tuple[Mapping[str, Any], Failure | None]:
    """The names that the cells leave, and why they stopped early; they stop at the first error.

    `started` hears the number of each cell, from 1, before it runs.
    """
    main = types.ModuleType("__main__")
    main.__dict__["__builtins__"] = builtins
    main.__dict__["display"] = lambda *_, **__: None  # as in a notebook, with nobody to look
    sys.modules["__main__"] = main
    for number, source in enumerate(cells, 1):
        try:
            started(number)
            exec(compile(source, _name(number), "exec", dont_inherit=True), main.__dict__)  # noqa: S102
        except BaseException as error:
            return main.__dict__, _told(error, number)
    return main.__dict__, None


def exported(
    found: Mapping[str, Any], names: Iterable[str]
) -> tuple[dict[str, float], Failure | None]:
    """The names that are finite numbers, and what is wrong with the first that is not."""
    values: dict[str, float] = {}
    wrong: Failure | None = None
    for name in names:
        try:
            if name not in found:
                raise ValueError(f"{name} is not set")
            values[name] = _number(name, found[name])
        except BaseException as error:
            wrong = wrong or {"kind": "value", "detail": _words(error)}
    return values, wrong


def _number(name: str, value: Any) -> float:
    kind = type(value).__name__
    if getattr(value, "shape", None) == ():  # numpy's scalars and arrays without dimensions
        value = value.item() if value.dtype.kind in _NUMBERS else None
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise ValueError(f"{name} is not one number but of type {kind}")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{name} is {number}, not a finite number")
    return number


def _told(error: BaseException, cell: int) -> Failure:
    if isinstance(error, SyntaxError) and error.filename == _name(cell):
        detail = f"{type(error).__name__}: {error.msg}"
        return {"kind": "raised", "detail": detail[:_LONGEST], "cell": cell, "line": error.lineno}
    where = error.__traceback__
    line = None
    while where is not None:
        file = where.tb_frame.f_code.co_filename
        if file.startswith("<cell "):
            cell, line = int(file[6:-1]), where.tb_lineno
        where = where.tb_next
    kind = "memory" if isinstance(error, MemoryError) else "raised"
    told = f"{type(error).__name__}: {_words(error)}" if _words(error) else type(error).__name__
    return {"kind": kind, "detail": told[:_LONGEST], "cell": cell, "line": line}


def _words(error: BaseException) -> str:
    try:
        return str(error)[:_LONGEST]
    except BaseException:
        return ""


def _name(cell: int) -> str:
    return f"<cell {cell}>"
