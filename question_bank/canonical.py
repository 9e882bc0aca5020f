"""The one way in which an item or a case is written down."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from question_bank.french import mended
from question_bank.model import Record

WIDTH = 100

_ONE_LINE = frozenset({"id", "url", "case", "replaces", "module", "as_of", "domain", "topic"})
_LABELS = frozenset({"title", "where"})
_STARTS_PLAIN = re.compile(r"^[^\W_][^\n]*$")


def written(record: Record) -> str:
    """The record as canonical YAML: keys in the order of the model, prose in wrapped blocks."""
    return "".join(f"{line}\n" for line in _mapping(_content(record), 0))


def _content(record: Record) -> dict[str, Any]:
    """The data of the record, without absent keys, its French mended."""
    data: dict[str, Any] = french_mended(record.model_dump(mode="json", exclude_none=True))
    for part in (data, data.get("item")):  # a revision holds its item
        if isinstance(part, dict) and not part.get("waivers"):
            part.pop("waivers", None)
    return data


def french_mended(value: Any) -> Any:
    """The same data with the French typography of every `fr` as it should be."""
    if isinstance(value, dict):
        return {
            key: mended(found) if key == "fr" and isinstance(found, str) else french_mended(found)
            for key, found in value.items()
        }
    if isinstance(value, list):
        return [french_mended(found) for found in value]
    return value


def _mapping(data: Mapping[str, Any], depth: int) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry(key, value, depth)


def _entry(key: str, value: Any, depth: int) -> Iterator[str]:
    margin = "  " * depth
    if isinstance(value, dict):
        yield f"{margin}{key}:"
        yield from _mapping(value, depth + 1)
    elif isinstance(value, list):
        yield from _list(key, value, depth)
    elif isinstance(value, str):
        yield from _text(key, value, margin)
    else:
        yield f"{margin}{key}: {_number(key, value)}"


def _list(key: str, values: list[Any], depth: int) -> Iterator[str]:
    margin = "  " * depth
    if all(isinstance(value, str) for value in values):
        words = [value if _is_plain(value) else _quoted(value) for value in values]
        line = f"{margin}{key}: [{', '.join(words)}]"
        if len(line) <= WIDTH or not values:
            yield line
            return
        yield f"{margin}{key}:"
        yield from (f"{margin}- {word}" for word in words)
        return
    yield f"{margin}{key}:"
    for value in values:
        first, *others = _mapping(value, depth + 1)
        yield f"{margin}- {first.lstrip()}"
        yield from others


def _text(key: str, text: str, margin: str) -> Iterator[str]:
    line = f"{margin}{key}: {text}"
    if _is_plain(text) and (len(line) <= WIDTH or key in _ONE_LINE):
        yield line
        return
    quoted = f"{margin}{key}: {_quoted(text)}"
    if key in _ONE_LINE or (key in _LABELS and len(quoted) <= WIDTH):
        yield quoted
        return
    yield f"{margin}{key}: |-"
    inner = margin + "  "
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ""
        yield from textwrap.wrap(
            paragraph,
            width=WIDTH,
            initial_indent=inner,
            subsequent_indent=inner,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    """Whether YAML reads the text without quotes as that same text."""
    if not _STARTS_PLAIN.match(text):
        return False
    try:
        return bool(yaml.load(f"k: {text}", Loader=yaml.CSafeLoader) == {"k": text})
    except yaml.YAMLError:
        return False


def _number(key: str, value: Any) -> str:
    if key == "difficulty" and round(value, 2) == value:
        return f"{value:.2f}"
    return str(value)
