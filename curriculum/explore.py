"""What an exploration shows: the table of every combination of choices, in one language."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal

from curriculum.activities import Explore
from curriculum.computations import COMPUTATIONS, read_table
from curriculum.render.page import FOLDER
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
    columns = [_column(result[name], decimals, lang) for name in result.columns]
    labels = [words.text(lang, str(label)) for label in result.index]
    rows = [list(row) for row in zip(labels, *columns, strict=True)]
    return {"heads": ["", *(words.text(lang, str(name)) for name in result.columns)], "rows": rows}


def _column(values: pd.Series[float], decimals: int, lang: Locale) -> list[str]:
    """Figures under each other: as many decimals in all, none where all are whole."""
    is_whole = all(float(value).is_integer() for value in values.dropna())
    pattern = "#,##0" if is_whole else "#,##0." + "0" * decimals
    return [
        "" if math.isnan(value) else str(format_decimal(value, format=pattern, locale=lang))
        for value in values
    ]
