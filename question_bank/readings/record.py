"""Answers to a sheet, turned into lines of the ledger."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from question_bank.readings.reading import Reading
from question_bank.readings.sheet import Line, Sheet


class NotAnswers(ValueError):
    """Answers that cannot be taken; the message says which and why."""


def readings_of(sheet: Sheet, answers: str, *, reader: str, on: date) -> tuple[Reading, ...]:
    """The readings that a JSON text of answers holds; questions left out are left out.

    The text is `{"1": {"answer": "b", "second": null, "why": ""}, …}`, numbers and letters
    as on the sheet. NotAnswers names everything that is wrong.
    """
    try:
        data = json.loads(answers)
    except json.JSONDecodeError as error:
        raise NotAnswers(f"the answers are not JSON: {error}") from None
    if not isinstance(data, dict):
        raise NotAnswers("the answers are not an object of numbers")
    faults: list[str] = []
    found: list[Reading] = []
    for number, given in data.items():
        line = _line(sheet, number)
        if line is None or not isinstance(given, dict):
            faults.append(f"{number!r} is not a question of the sheet, or has no answer")
            continue
        answer = line.letters.get(_letter(given.get("answer")))
        second = line.letters.get(_letter(given.get("second")))
        if answer is None:
            faults.append(f"{number}: {given.get('answer')!r} is not a letter of the question")
            continue
        if second is None and given.get("second"):
            faults.append(f"{number}: {given['second']!r} is not a letter of the question")
            continue
        found.append(
            Reading(
                item=line.item,
                kind=sheet.kind,
                lang=sheet.lang,
                reader=reader,
                on=on,
                text=line.text,
                key=line.key,
                answer=answer,
                second=second if second != answer else None,
                note=" ".join(str(given.get("why") or "").split()),
            )
        )
    if faults:
        raise NotAnswers("; ".join(faults))
    return tuple(found)


def _line(sheet: Sheet, number: str) -> Line | None:
    if not number.isdecimal() or not 1 <= int(number) <= len(sheet.lines):
        return None
    return sheet.lines[int(number) - 1]


def _letter(given: Any) -> str:
    return given.strip().lower() if isinstance(given, str) else ""
