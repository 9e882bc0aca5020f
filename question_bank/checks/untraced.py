"""Whether somebody looked for the source of what `checked` items state."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.tracing.standing import present_trace

_FIX = "Look its statements up (`bank traces list`), and `bank traces record` what you saw."


def untraced(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """The ledger of traces holds each checked item with its present figures and sources."""
    bank = setting.bank
    for item in bank.checked():
        trace = present_trace(bank, item)
        if trace is None:
            was = (
                "have changed since they were traced" if item.id in bank.traces else "are untraced"
            )
            fault = Fault("sources", f"its figures and sources {was}", _FIX, "warning")
            yield bank.path_of(item.id), fault
        elif trace.unseen:
            message = f"{trace.unseen} of {trace.statements} statements not seen: {trace.note}"
            yield bank.path_of(item.id), Fault("sources", message, _FIX, "info")
