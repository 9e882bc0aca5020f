"""The rules of the bank: one module each; `RULES` and `SET_RULES` list them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from question_bank.bank import Bank
from question_bank.checks.combined import all_or_none, combined
from question_bank.checks.coverage import coverage
from question_bank.checks.duplicates import duplicate_options
from question_bank.checks.finding import Finding, finding, in_order
from question_bank.checks.key import key
from question_bank.checks.key_length import key_length
from question_bank.checks.key_position import key_position
from question_bank.checks.links import case_sets, links
from question_bank.checks.negation import negation
from question_bank.checks.parity import parity
from question_bank.checks.position import position
from question_bank.checks.provenance import country, freshness, outline, review, sources
from question_bank.checks.rationale import placeholder, rationale
from question_bank.checks.rule import ItemRule, SetRule, Setting
from question_bank.checks.stems import duplicate_stems
from question_bank.checks.true_false import true_false
from question_bank.checks.typography import typography
from question_bank.model import Item

RULES: tuple[ItemRule, ...] = (
    ItemRule("key", key),
    ItemRule("duplicate-options", duplicate_options),
    ItemRule("all-or-none", all_or_none),
    ItemRule("combined-options", combined),
    ItemRule("negation", negation),
    ItemRule("true-false", true_false),
    ItemRule("rationale", rationale),
    ItemRule("placeholder", placeholder),
    ItemRule("option-position", position),
    ItemRule("outline", outline),
    ItemRule("sources", sources),
    ItemRule("freshness", freshness),
    ItemRule("review", review),
    ItemRule("country", country),
    ItemRule("links", links),
    ItemRule("parity", parity),
    ItemRule("typography", typography),
)
SET_RULES: tuple[SetRule, ...] = (
    SetRule("case-sets", case_sets),
    SetRule("key-position", key_position),
    SetRule("key-length", key_length),
    SetRule("duplicate-stems", duplicate_stems),
    SetRule("coverage", coverage, needs_whole_bank=True),
)


def check_item(item: Item, setting: Setting) -> Iterator[Finding]:
    """What the rules about one item say of it."""
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
    """What all rules say of the bank; `whole=False` for roots that are only a part of one."""
    setting = Setting(bank=bank, today=today)
    findings: list[Finding] = []
    for item in bank:
        findings += check_item(item, setting)
        if on_item is not None:
            on_item(item.id)
    for rule in SET_RULES:
        if whole or not rule.needs_whole_bank:
            findings += [finding(rule.name, path, fault) for path, fault in rule.check(setting)]
    return in_order(findings)
