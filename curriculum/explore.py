"""What an exploration shows: the table of every combination of choices, in one language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.activities import Explore
from curriculum.computations import COMPUTATIONS, read_table
from curriculum.render.page import FOLDER, number
from question_bank.catalogue import catalogue
from question_bank.model import Locale

if TYPE_CHECKING:
    import pandas as pd


def explored(activity: Explore, folder: Path, lang: Locale) -> list[dict[str, Any]]:
    """For each combination: `choices`, `heads` and `rows` as text; BadTable when data are bad."""
    computation = COMPUTATIONS[activity.computation]
    table = read_table(folder / activity.data, computation)
    return [
        {"choices": choices} | _shown(computation.run(table, choices), activity.decimals, lang)
        for choices in computation.combinations()
    ]


def _shown(result: pd.DataFrame, decimals: int, lang: Locale) -> dict[str, Any]:
    words = catalogue(FOLDER)
    rows = [
        [words.text(lang, str(label)), *(_figure(value, decimals, lang) for value in values)]
        for label, values in zip(result.index, result.to_numpy().tolist(), strict=True)
    ]
    return {"heads": ["", *(words.text(lang, str(name)) for name in result.columns)], "rows": rows}


def _figure(value: float, decimals: int, lang: Locale) -> str:
    return "" if value != value else number(round(value, decimals), lang)  # noqa: PLR0124 - NaN
