"""What a change of its text means for an item: its revision, and who has read it."""

from __future__ import annotations

from typing import Any

from question_bank.model import Item

# What a learner reads or an exam depends on; tags, guesses and months are no part of it.
_WORDING = ("stem", "choices", "correct", "sources", "case")


def amended(
    before: Item, after: Item, *, scenario_changed: bool = False, is_frozen: bool = False
) -> Item:
    """The item as it is to be kept in place of the one before.

    A live item whose wording changes gets the next revision, and so does any whose present
    revision `is_frozen`: a published form or the archive holds it. An item whose question changes
    (stem, options, key, scenario) has been read by nobody: its review starts again.
    """
    if reads_differently(before, after) or scenario_changed:
        after = after.model_copy(update={"review": "draft"})
    is_reworded = scenario_changed or _wording(before) != _wording(after)
    if is_reworded and (before.status == "live" or is_frozen):
        return after.model_copy(update={"revision": before.revision + 1})
    return after.model_copy(update={"revision": before.revision})


def reads_differently(before: Item, after: Item) -> bool:
    """Whether those who answered the one have not read the other."""
    return _question(before) != _question(after)


def _wording(item: Item) -> dict[str, Any]:
    return item.model_dump(include=set(_WORDING))


def _question(item: Item) -> tuple[Any, ...]:
    options = {choice.id: choice.text for choice in item.choices}
    return item.stem, options, frozenset(item.correct), item.case
