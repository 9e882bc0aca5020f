"""Computations that readers explore: real data in, a table out, by pandas.

A computation is a function of a table and of the reader's choices. Every combination of choices is
computed when the public half of a lesson is made, so that the reading edition explores too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.computations import caseload, readmissions

if TYPE_CHECKING:
    import pandas as pd

Choices = Mapping[str, str]


@dataclass(frozen=True)
class Computation:
    """What may be chosen, what the table must hold, and the function.

    `run` takes the table and one choice of each control; its result has one row a line to
    show, labels in the index and in the columns as messages of the interface.
    """

    controls: Mapping[str, tuple[str, ...]]
    columns: tuple[str, ...]
    run: Callable[[pd.DataFrame, Choices], pd.DataFrame]

    def combinations(self) -> Iterator[dict[str, str]]:
        """Every combination of choices, in the order of the controls."""
        for chosen in product(*self.controls.values()):
            yield dict(zip(self.controls, chosen, strict=True))


COMPUTATIONS: dict[str, Computation] = {
    "readmissions": Computation(readmissions.CONTROLS, readmissions.COLUMNS, readmissions.compare),
    "caseload": Computation(caseload.CONTROLS, caseload.COLUMNS, caseload.weigh),
}


class BadTable(ValueError):
    """The data of a computation cannot be used; the message says what is missing."""


def read_table(path: Path, computation: Computation) -> pd.DataFrame:
    """The table of a CSV file; BadTable when it lacks a column or holds no row."""
    import pandas as pd

    try:
        table = pd.read_csv(path)
    except (OSError, ValueError) as error:
        raise BadTable(f"{path.name} cannot be read: {error}") from error
    missing = [column for column in computation.columns if column not in table]
    if missing or table.empty:
        what = f"lacks the column {', '.join(missing)}" if missing else "holds no row"
        raise BadTable(f"{path.name} {what}; it needs {', '.join(computation.columns)}")
    return table
