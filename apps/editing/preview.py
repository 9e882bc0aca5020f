"""A draft as a candidate will see it, and what the report tells afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from apps.editing.records import Preview
from question_bank.bank import Bank
from question_bank.french import mended
from question_bank.model import Choice, Item, Text
from question_bank.new import skeleton
from question_bank.shape import unwrapped
from question_bank.shuffle import option_order

LETTERS = "abcde"
MISSING = "…"


def preview(bank: Bank, draft: Preview, today: date) -> dict[str, Any]:
    """The question with its options shuffled, and the key and reasons of each option.

    What is not written yet shows as an ellipsis, so that a draft can be seen at any time.
    """
    item = _completed(draft.item, today)
    order = option_order(item, draft.seed)
    choices = {choice.id: choice for choice in item.choices}
    shown = [(letter, choices[name]) for letter, name in zip(LETTERS, order, strict=False)]
    options = [{"letter": letter, "text": one.text.model_dump()} for letter, one in shown]
    case = draft.case.get("text") if draft.case is not None else None
    known = bank.cases.get(str(draft.item.get("case") or ""))
    scenario = _text(case) if case is not None else known.text if known is not None else None
    return {
        "question": {
            "n": 1,
            "stem": item.stem.model_dump(),
            "case": scenario.model_dump() if scenario is not None else None,
            "options": options,
        },
        "reveal": [
            {
                "letter": letter.upper(),
                "text": one.text.model_dump(),
                "why": one.why.model_dump(),
                "key": one.id in item.correct,
            }
            for letter, one in shown
        ],
    }


def _completed(data: dict[str, Any], today: date) -> Item:
    given = data.get("choices")
    choices = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    correct = data.get("correct")
    key = correct[0] if isinstance(correct, list) and correct else ""
    named = [
        (f"option-{number}", one, one.get("id") == key and bool(key))
        for number, one in enumerate(choices[: len(LETTERS)])
    ]
    draft = skeleton("preview", domain="any", topic="any", today=today)
    return draft.model_copy(
        update={
            "id": str(data.get("id") or "preview"),
            "stem": _text(data.get("stem")),
            "choices": tuple(
                Choice(id=name, text=_text(one.get("text")), why=_text(one.get("why")))
                for name, one, _ in named
            ),
            "correct": tuple(name for name, _, is_key in named if is_key),
        }
    )


def _text(data: Any) -> Text:
    found = data if isinstance(data, dict) else {}
    english, french = (str(unwrapped(str(found.get(lang) or ""))) for lang in ("en", "fr"))
    return Text(en=english or MISSING, fr=mended(french) or MISSING)
