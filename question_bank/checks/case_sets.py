"""Items that share a scenario."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting

CASE_SIZE = range(3, 6)  # items that share one scenario


def case_sets(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """A scenario has three to five live items, none the enemy of another."""
    bank = setting.bank
    for case_id, origin in sorted(bank.case_origins.items()):
        members = bank.select(case=case_id, status="live")
        if len(members) not in CASE_SIZE:
            message = f"{len(members)} live items share this scenario"
            fault = Fault("", message, "Write three to five, or merge it into a stem.", "warning")
            yield str(origin.path), fault
        ids = {member.id for member in members}
        for member in members:
            foes = sorted(bank.enemies.get(member.id, frozenset()) & ids)
            if foes:
                message = f"shares the scenario {case_id!r} with its enemy {foes[0]!r}"
                yield (
                    bank.path_of(member.id),
                    Fault("enemies", message, "A set is drawn whole: remove one of the two."),
                )
