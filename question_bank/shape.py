"""From raw data to records, every misfit told as a finding."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from question_bank.checks.finding import Finding

R = TypeVar("R", bound=BaseModel)

# Only the blanks of the keyboard: no-break spaces are part of French prose.
_BLANKS = re.compile(r"[ \t\r\n]+")
_PARAGRAPHS = re.compile(r"[ \t\r]*\n(?:[ \t\r]*\n)+[ \t\r]*")

_SAID = {
    "missing": ("is missing", "Add the key."),
    "string_type": ("is {kind}, not text", "Write text here."),
    "string_too_short": ("is empty", "Write the text, or remove the key if it may be absent."),
    "tuple_type": ("is {kind}, not a list", "Write a list: [one, two]."),
    "model_type": ("is {kind}, not a mapping", "Write keys and values, as en: and fr:."),
    "dict_type": ("is {kind}, not a mapping", "Write keys and values, as en: and fr:."),
}


def unwrapped(data: Any) -> Any:
    """The same data with the line breaks of wrapped prose read as spaces.

    An empty line stays what it is, the end of a paragraph.
    """
    if isinstance(data, str):
        paragraphs = _PARAGRAPHS.split(data.strip(" \t\r\n"))
        return "\n\n".join(_BLANKS.sub(" ", paragraph) for paragraph in paragraphs)
    if isinstance(data, dict):
        return {key: unwrapped(value) for key, value in data.items()}
    if isinstance(data, list):
        return [unwrapped(value) for value in data]
    return data


def shaped(
    record: type[R], data: Any, path: Path, *, wrapped: bool = True
) -> tuple[R | None, tuple[Finding, ...]]:
    """The record the data describes, or None and one finding for each misfit.

    Where prose is not `wrapped`, a line break is one: letters and code have lines.
    """
    if not isinstance(data, dict):
        message = "is empty" if data is None else f"is a {type(data).__name__}, not a mapping"
        fix = f"Start with the keys of {record.__name__.lower()}: {', '.join(_required(record))}."
        return None, (_misfit(path, "", message, fix),)
    try:
        return record.model_validate(unwrapped(data) if wrapped else data), ()
    except ValidationError as error:
        return None, tuple(
            _misfit(path, place_of(details["loc"]), *_said(details, record))
            for details in error.errors(include_url=False)
        )


def place_of(location: tuple[int | str, ...]) -> str:
    """Where in the file: `choices[2].why.fr`."""
    place = ""
    for step in location:
        place += f"[{step}]" if isinstance(step, int) else f".{step}" if place else step
    return place


def _misfit(path: Path, place: str, message: str, fix: str) -> Finding:
    return Finding(
        rule="schema", level="error", path=str(path), place=place, message=message, fix=fix
    )


def _said(details: ErrorDetails, record: type[BaseModel]) -> tuple[str, str]:
    """The message and the mend of one pydantic error, in an author's words."""
    kind, given = details["type"], details["input"]
    if kind == "extra_forbidden":
        return "is not a known key", _unknown_key(str(details["loc"][-1]), record)
    if kind == "literal_error":
        expected = details.get("ctx", {})["expected"]
        return f"{given!r} is not one of {expected}", "Choose one of these words."
    if kind == "string_type" and isinstance(given, bool | int | float):
        return f"YAML reads this as {given!r}, not as text", "Put it between quotes."
    if kind == "string_pattern_mismatch":
        return _pattern(details)
    if kind in _SAID:
        message, fix = _SAID[kind]
        return message.format(kind=_kind(given)), fix
    return f"{details['msg']} (found {given!r})", "Mend the value."


def _pattern(details: ErrorDetails) -> tuple[str, str]:
    given, pattern = details["input"], str(details.get("ctx", {}).get("pattern", ""))
    if pattern.startswith("^[a-z0-9]"):
        fix = "Use small letters without accents, digits and single hyphens: missed-diuretic."
    elif pattern.startswith("^20"):
        fix = "Write a month as 2026-11."
    else:
        fix = "Write an address that starts with https:// and holds no space."
    return f"{given!r} is not written as it should be", fix


def _unknown_key(key: str, record: type[BaseModel]) -> str:
    known = [*record.model_fields, "en", "fr", "text", "why", "title", "where", "url"]
    near = difflib.get_close_matches(key, known, n=1)
    return f"Remove it, or write `{near[0]}`." if near else "Remove it."


def _required(record: type[BaseModel]) -> list[str]:
    return [name for name, field in record.model_fields.items() if field.is_required()]


def _kind(value: Any) -> str:
    names = {dict: "a mapping", list: "a list", str: "text", bool: "yes/no", type(None): "empty"}
    return names.get(type(value), f"a {type(value).__name__}")
