"""What a reader found, turned into rows of the ledger."""

from __future__ import annotations

import json
from datetime import date

from pydantic import ValidationError

from question_bank.bank import Bank
from question_bank.tracing.standing import fingerprint
from question_bank.tracing.trace import Trace


class NotTraces(ValueError):
    """Findings that cannot be taken; the message says which and why."""


def traces_of(bank: Bank, found: str, *, by: str, on: date) -> tuple[Trace, ...]:
    """The traces that a JSON text holds, of items as they are written now.

    The text is `{"item-id": {"official": 2, "secondary": 1, "unseen": 0, "note": ""}, …}`.
    NotTraces names everything that is wrong.
    """
    try:
        data = json.loads(found)
    except json.JSONDecodeError as error:
        raise NotTraces(f"the findings are not JSON: {error}") from None
    if not isinstance(data, dict):
        raise NotTraces("the findings are not an object of item ids")
    faults: list[str] = []
    traces: list[Trace] = []
    for item_id, given in data.items():
        item = bank.items.get(item_id)
        if item is None or not isinstance(given, dict):
            faults.append(f"{item_id!r} is not an item of the bank, or has no findings")
            continue
        row = {**given, "item": item_id, "by": by, "on": on, "text": fingerprint(item)}
        try:
            trace = Trace.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            faults.append(f"{item_id}: {'.'.join(map(str, first['loc']))}: {first['msg']}")
            continue
        if trace.unseen and not trace.note.strip():
            faults.append(f"{item_id}: say in `note` what was not seen, and where to look")
        traces.append(trace.model_copy(update={"note": " ".join(trace.note.split())}))
    if faults:
        raise NotTraces("; ".join(faults))
    return tuple(traces)
