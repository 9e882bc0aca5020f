"""Leave to break a rule: what it takes out of the findings, and when it is itself a fault."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from question_bank.bank import Bank
from question_bank.checks.finding import Fault, Finding, finding
from question_bank.model import Item, Waiver

RULE = "waivers"


@dataclass(frozen=True)
class Waived:
    """A finding that somebody has allowed, and why."""

    finding: Finding
    reason: str
    by: str

    def as_json(self) -> dict[str, str]:
        """The finding for other programs, with who allowed it and why."""
        return {**self.finding.as_json(), "reason": self.reason, "by": self.by}


def waive(
    findings: Iterable[Finding],
    bank: Bank,
    *,
    waivable: Collection[str],
    fixed: Collection[str],
    ran: Collection[str],
) -> tuple[list[Finding], list[Waived]]:
    """The findings that stand, those waived by their item, and the faults of the waivers.

    `waivable` and `fixed` are the names of the rules that may and may not be waived; `ran` are
    those that were asked, since a rule that was not asked has nothing to waive.
    """
    leave = {
        (bank.path_of(item.id), waiver.rule): waiver
        for item in bank
        for waiver in item.waivers
        if waiver.rule in waivable
    }
    standing: list[Finding] = []
    waived: list[Waived] = []
    for found in findings:
        waiver = leave.get((found.path, found.rule))
        if waiver is None:
            standing.append(found)
        else:
            waived.append(Waived(found, waiver.reason, waiver.by))
    used = {(one.finding.path, one.finding.rule) for one in waived}
    for item in bank:
        path = bank.path_of(item.id)
        for fault in _faults(item, path, used, waivable=waivable, fixed=fixed, ran=ran):
            standing.append(finding(RULE, path, fault))
    return standing, waived


def _faults(
    item: Item,
    path: str,
    used: Collection[tuple[str, str]],
    *,
    waivable: Collection[str],
    fixed: Collection[str],
    ran: Collection[str],
) -> Iterator[Fault]:
    seen = set()
    for index, waiver in enumerate(item.waivers):
        place = f"waivers[{index}]"
        if waiver.rule in seen:
            yield Fault(place, f"{waiver.rule!r} is waived twice", "Keep one.", "warning")
        elif waiver.rule in fixed:
            message = f"{waiver.rule!r} cannot be waived"
            yield Fault(place, message, "Mend the item, and remove the waiver.")
        elif waiver.rule not in waivable:
            yield _unknown(place, waiver, waivable)
        elif waiver.rule in ran and (path, waiver.rule) not in used:
            message = f"{waiver.rule!r} finds nothing here any more"
            yield Fault(place, message, "Remove the waiver.", "warning")
        seen.add(waiver.rule)


def _unknown(place: str, waiver: Waiver, waivable: Collection[str]) -> Fault:
    near = difflib.get_close_matches(waiver.rule, sorted(waivable), n=1)
    fix = f"Write {near[0]!r}?" if near else "`bank rules` lists the names."
    return Fault(place, f"there is no rule {waiver.rule!r}", fix)
