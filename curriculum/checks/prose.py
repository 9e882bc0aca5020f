"""The prose of a lesson that stands in data files, each piece with its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from curriculum.catalog import Lesson
from question_bank.model import Record
from question_bank.shape import place_of


def data_texts(lesson: Lesson) -> Iterator[tuple[Path, str, str]]:
    """File, place and wording of the lesson's activities, figures and objectives."""
    for place, text in all_texts(lesson.sheet):
        yield lesson.data, place, text
    for number, objective in enumerate(lesson.entry.objectives):
        for place, text in all_texts(objective.text):
            where = f"lessons[{lesson.n - 1}].objectives[{number}].text.{place}"
            yield lesson.folder / "module.yaml", where, text


def all_texts(record: Record) -> Iterator[tuple[str, str]]:
    """Place and value of every string of a record."""
    yield from _strings(record.model_dump(mode="json", by_alias=True), ())


def _strings(data: Any, location: tuple[int | str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield place_of(location), data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _strings(value, (*location, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _strings(value, (*location, index))
