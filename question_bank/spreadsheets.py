"""Sheets that open in a spreadsheet as they are, and in which no cell is run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

Value = str | int | float | None

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(cell: str) -> str:
    """The cell as text that no spreadsheet runs; `unsafe` takes it back."""
    return f"'{cell}" if _runs(cell.lstrip("'")) else cell


def unsafe(cell: str) -> str:
    """The text that `safe` was given."""
    return cell[1:] if cell.startswith("'") and _runs(cell.lstrip("'")) else cell


def _runs(cell: str) -> bool:
    return cell.startswith(_STARTS_A_FORMULA) or cell.lstrip().startswith(_STARTS_A_FORMULA)


def csv_text(
    rows: Iterable[Sequence[Value]],
    *,
    delimiter: str = ",",
    comma: bool = False,
    plain: frozenset[str] = frozenset(),
) -> str:
    """Rows as CSV: every text made safe but those in `plain`, numbers as numbers.

    `comma` writes them with a decimal comma.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell if cell in plain else _written(cell, comma=comma) for cell in row])
    return stream.getvalue()


def _written(cell: Value, *, comma: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe(cell)
    text = f"{cell:.6g}" if isinstance(cell, float) else str(cell)
    return text.replace(".", ",") if comma else text
