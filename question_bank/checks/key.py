"""The key and the options it is chosen from."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import Item

OPTIONS = {"ccm": 4}  # exams whose number of options is fixed


def key(item: Item, setting: Setting) -> Iterator[Fault]:
    """Exactly one key, among as many options as the exam has, each with its own id."""
    ids = [choice.id for choice in item.choices]
    for choice_id in sorted({found for found in ids if ids.count(found) > 1}):
        message = f"the choice id {choice_id!r} is used {ids.count(choice_id)} times"
        yield Fault("choices", message, "Give each choice its own id.")
    if len(item.correct) != 1:
        message = f"there are {len(item.correct)} keys"
        yield Fault("correct", message, "Name exactly one choice.")
    for choice_id in item.correct:
        if choice_id not in ids:
            message = f"{choice_id!r} is not a choice; they are {', '.join(ids)}"
            yield Fault("correct", message, "Name one of the choices.")
    wanted = OPTIONS.get(setting.bank.exam_of(item.id))
    if wanted is not None and len(ids) != wanted:
        message = f"there are {len(ids)} options; this exam has {wanted}"
        yield Fault("choices", message, f"Write {wanted} options.")
    elif not 3 <= len(ids) <= 5:
        message = f"there are {len(ids)} options"
        yield Fault("choices", message, "Write three to five options.")
