"""What goes in and out of a case that is worked in the browser."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import Field, JsonValue, field_validator

from apps.attempts.records import Count, Message
from question_bank.model import Locale, Slug

LARGEST = 100_000  # bytes of one answer as JSON
DEEPEST = 8


class Given(Message):
    """One answer as the form keeps it; `seq` grows with the server's time, so the later wins."""

    seq: Count
    value: JsonValue

    @field_validator("value")
    @classmethod
    def _can_be_kept(cls, value: JsonValue) -> JsonValue:
        if _depth(value) > DEEPEST:
            raise ValueError("is nested too deeply")
        try:
            text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        except ValueError:
            raise ValueError("is not JSON: it holds NaN or an infinity") from None
        if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
            raise ValueError(f"is larger than {LARGEST} bytes")
        clean: JsonValue = _clean(value)
        return clean


class Answers(Message):
    """Answers by task, with the language of the form and the revision it shows."""

    lang: Locale
    revision: Annotated[int, Field(ge=1, le=10_000)]
    answers: Annotated[dict[Slug, Given], Field(max_length=40)]


def _depth(value: JsonValue) -> int:
    """How deeply the value is nested; stops counting soon after too deep."""
    level: list[Any] = [value]
    for depth in range(DEEPEST + 1):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return depth
    return DEEPEST + 1


def _clean(value: Any) -> Any:
    """The value without NUL and lone surrogates, which databases refuse."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_clean(name): _clean(one) for name, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list) else value
