"""What the rules say of an item or of a bank."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from question_bank.bank import Bank
from question_bank.checks.finding import Finding, finding, in_order
from question_bank.checks.processes import item_findings
from question_bank.checks.registry import RULES, SET_RULES
from question_bank.checks.rule import ItemRule, SetRule, Setting
from question_bank.checks.waivers import RULE as WAIVERS
from question_bank.checks.waivers import Waived, waive
from question_bank.model import Item

ALL_RULES: tuple[ItemRule | SetRule, ...] = (*RULES, *SET_RULES)
# Rules of form: found while files are read, before there is an item to waive anything.
FORM_RULES = ("bank-root", "file-name", "schema", "unique-id", "yaml", "yaml-duplicate-key")


@dataclass(frozen=True)
class Report:
    """What the rules say of a bank: the findings that stand, and those somebody allowed."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]


def check_item(item: Item, setting: Setting) -> Iterator[Finding]:
    """What the rules about one item say of it, waivers left aside."""
    path = setting.bank.path_of(item.id)
    for rule in RULES:
        for fault in rule.check(item, setting):
            yield finding(rule.name, path, fault)


def check_bank(
    bank: Bank,
    today: date,
    *,
    whole: bool = True,
    on_item: Callable[[str], None] | None = None,
) -> tuple[Finding, ...]:
    """The findings that stand; `whole=False` for roots that are only a part of a bank."""
    return report_on(bank, today, whole=whole, on_item=on_item).findings


def report_on(
    bank: Bank,
    today: date,
    *,
    whole: bool = True,
    on_item: Callable[[str], None] | None = None,
    processes: int = 1,
) -> Report:
    """What all rules say of the bank, with what is waived apart."""
    setting = Setting(bank=bank, today=today)
    findings: list[Finding] = []
    set_rules = [rule for rule in SET_RULES if whole or not rule.needs_whole_bank]
    with item_findings(setting, check_item, processes) as of_items:
        for rule in set_rules:
            findings += [finding(rule.name, path, fault) for path, fault in rule.check(setting)]
        for item_id, found in of_items:
            findings += found
            if on_item is not None:
                on_item(item_id)
    standing, waived = waive(
        findings,
        bank,
        waivable={rule.name for rule in ALL_RULES if rule.can_be_waived},
        fixed={*FORM_RULES, WAIVERS, *_fixed_names()},
        ran={*(rule.name for rule in RULES), *(rule.name for rule in set_rules)},
    )
    return Report(in_order(standing), _in_order(waived))


def rule_names() -> tuple[str, ...]:
    """Every name a finding may bear."""
    return (*(rule.name for rule in ALL_RULES), *FORM_RULES, WAIVERS)


def _fixed_names() -> frozenset[str]:
    return frozenset(rule.name for rule in ALL_RULES if not rule.can_be_waived)


def _in_order(waived: Sequence[Waived]) -> tuple[Waived, ...]:
    return tuple(sorted(waived, key=lambda one: (one.finding.path, one.finding.rule)))
