"""An item made of a question: what it says, what is guessed, and what is still to be written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from question_bank.canonical import written
from question_bank.checks.finding import Fault
from question_bank.exchange.naming import is_slug
from question_bank.exchange.question import Question, Words
from question_bank.model import Item, Text
from question_bank.new import TODO
from question_bank.shape import place_of, shaped
from question_bank.yaml_file import parse_yaml

COUNTRY = "(États-Unis) "
GUESSES: Mapping[str, Any] = {  # what a stranger's file does not say; an author reads them over
    "use": "practice",
    "level": "apply",
    "leadin": "best-action",
    "step": "plan",
    "setting": ("community",),
    "population": ("adult",),
    "difficulty": 0.68,
    "seconds": 60,
}


def is_ours(question: Question) -> bool:
    """Whether the question was exported from a bank such as this one."""
    return "revision" in question.labels and is_slug(question.id)


def stem_of(question: Question) -> Words:
    """The stem, after the scenario where that is no scenario of ours."""
    if question.labels.get("case"):
        return question.stem
    return {
        locale: "\n\n".join(part for part in (question.scenario.get(locale), text) if part)
        for locale, text in question.stem.items()
    }


def both(words: Words, country: str = "") -> Text:
    """The words in both languages, those that are missing still to be written."""
    return Text(en=words.get("en") or TODO.en, fr=words.get("fr") or f"{country}{TODO.fr}")


def made(fields: dict[str, Any], place: str) -> tuple[Item | None, list[Fault]]:
    """The item as its file will be read; metadata that does not fit is left to an author."""
    faults: list[Fault] = []
    for _ in range(2):
        try:
            item = Item.model_validate(fields)
        except ValidationError as error:
            for details in error.errors(include_url=False):
                name, given = str(details["loc"][0]), details["input"]
                where = place_of(details["loc"])
                message = f"{where} {given!r} was not taken: {details['msg']}"
                faults.append(Fault(place, message, "Set it in the draft.", "warning"))
                fields = _without(fields, name)
            continue
        text = written(item)
        data, broken = parse_yaml(text, Path(place))
        again, misfits = shaped(Item, data, Path(place))
        if again is not None:
            return again, faults
        message = "; ".join(found.message for found in (*broken, *misfits))
        return None, [Fault(place, f"cannot be written: {message}", "Mend its text.")]
    return None, [Fault(one.place, one.message, "Mend it in the file.") for one in faults]


def _without(fields: dict[str, Any], name: str) -> dict[str, Any]:
    """The fields with a guess, or nothing, in place of one."""
    kept = {key: value for key, value in fields.items() if key != name}
    return {**kept, name: GUESSES[name]} if name in GUESSES else kept
