"""Items checked in processes beside this one, while this one looks at the bank as a whole."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from question_bank.checks.finding import Finding
from question_bank.checks.rule import Setting
from question_bank.model import Item

AT_ONCE = 16  # items handed to a process
FEWEST = 200  # items from which processes pay

Check = Callable[[Item, Setting], Iterator[Finding]]

_work: list[tuple[Check, Setting]] = []


@contextmanager
def item_findings(
    setting: Setting, check: Check, processes: int
) -> Iterator[Iterator[tuple[str, list[Finding]]]]:
    """The id and the findings of each item, in the order of the bank.

    Processes are forked, so that they have the bank already; where they cannot be (another
    system, other threads that may hold a lock) or would not pay, the items are checked here.
    """
    bank = setting.bank
    can_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    if processes < 2 or len(bank) < FEWEST or not can_fork:
        yield ((item.id, list(check(item, setting))) for item in bank)
        return
    _ = setting.common_words  # counted once, before the fork
    _work[:] = [(check, setting)]
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            yield pool.imap(_checked, list(bank.items), chunksize=AT_ONCE)
    finally:
        _work.clear()


def _checked(item_id: str) -> tuple[str, list[Finding]]:
    check, setting = _work[0]
    return item_id, list(check(setting.bank.items[item_id], setting))
