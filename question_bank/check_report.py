"""The findings of a check, for people and for machines."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from question_bank.bank import Bank
from question_bank.checks.finding import LEVELS, Finding, Level, in_order
from question_bank.checks.run import Report, report_on, rule_names
from question_bank.load import load_bank

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


@dataclass(frozen=True)
class Asked:
    """Which findings somebody wants to see: of which files, rules and levels."""

    paths: tuple[Path, ...] = ()
    rules: frozenset[str] = frozenset()
    level: Level | None = None  # this one and worse; None leaves notes to the counts

    def wants(self, found: Finding) -> bool:
        """Whether the finding belongs to what was asked."""
        of_rule = not self.rules or found.rule in self.rules
        of_level = self.level is None or LEVELS.index(found.level) <= LEVELS.index(self.level)
        return of_rule and of_level and (not self.paths or is_under(found, self.paths))

    def tells(self, found: Finding) -> bool:
        """Whether the finding is told in full, or only counted."""
        return found.level != "info" or self.level == "info"


class NoSuchRule(ValueError):
    """A name that no rule bears."""


def asked(paths: Sequence[Path], rules: Collection[str], level: Level | None) -> Asked:
    """What to show; NoSuchRule names the rules where one is misspelled."""
    known = rule_names()
    for rule in rules:
        if rule not in known:
            raise NoSuchRule(f"{rule!r} is not a rule: {', '.join(sorted(known))}")
    return Asked(tuple(paths), frozenset(rules), level)


def checked(roots: Sequence[Path] | None, *, whole: bool, progress: bool) -> tuple[Bank, Report]:
    """The bank and every finding about it, with a progress bar where someone looks."""
    today = datetime.now().astimezone().date()
    console = Console(stderr=True)
    # The bar has no thread of its own, which would keep the check from forking.
    bar = Progress(console=console, transient=True, auto_refresh=False, disable=not progress)
    with _uncollected(), bar:
        bank, faults = load_bank(roots)
        task = bar.add_task("Checking", total=len(bank))

        def one_more(_: str) -> None:
            bar.advance(task)
            bar.refresh()

        processes = os.cpu_count() or 1
        report = report_on(bank, today, whole=whole, on_item=one_more, processes=processes)
    return bank, Report(in_order([*faults, *report.findings]), report.waived)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: a bank and its findings stay, and searching them is slow."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def chosen(report: Report, wanted: Asked) -> Report:
    """The part of the report that was asked for."""
    return Report(
        tuple(found for found in report.findings if wanted.wants(found)),
        tuple(one for one in report.waived if wanted.wants(one.finding)),
    )


def as_json(bank: Bank, report: Report) -> dict[str, Any]:
    """The report for other programs: what stands, and what is waived, with the reason."""
    return {
        "items": len(bank),
        "errors": error_count(report),
        "findings": [found.as_json() for found in report.findings],
        "waived": [one.as_json() for one in report.waived],
    }


def error_count(report: Report) -> int:
    """How many errors stand."""
    return sum(found.level == "error" for found in report.findings)


def show(findings: Sequence[Finding], what: str, console: Console) -> None:
    """Write findings file by file; notes are counted."""
    show_report(Report(tuple(findings), ()), Asked(), what, console)


def show_report(
    report: Report, wanted: Asked, what: str, console: Console, *, waived: bool = False
) -> None:
    """Write findings file by file; notes and waived findings are counted, or told if asked."""
    told = [found for found in report.findings if wanted.tells(found)]
    for path, group in groupby(told, key=lambda found: found.path):
        _file(path, console)
        for found in group:
            _line(found, console)
    if waived:
        for path, allowed in groupby(report.waived, key=lambda one: one.finding.path):
            _file(path, console)
            for one in allowed:
                _line(one.finding, console, allowed=f"{one.reason} ({one.by})")
    console.print(f"{what}: {_summary(report)}", highlight=False)


def _file(path: str, console: Console) -> None:
    console.print(f"[bold]{escape(path or 'As a whole')}[/bold]", soft_wrap=True)


def _line(found: Finding, console: Console, *, allowed: str | None = None) -> None:
    colour = _COLOURS[found.level] if allowed is None else "dim"
    place = f"{escape(found.place)}: " if found.place else ""
    end = escape(found.fix) if allowed is None else f"Waived: {escape(allowed)}"
    level = found.level if allowed is None else f"waived {found.level}"
    console.print(
        f"  [{colour}]{level}[/{colour}] {place}{escape(found.message)} "
        f"[dim]({found.rule})[/dim] {end}",
        soft_wrap=True,
        highlight=False,
    )


def _summary(report: Report) -> str:
    """How many errors and warnings stand, what is noted, and what is waived."""
    counts = Counter(found.level for found in report.findings)
    noted = Counter(found.rule for found in report.findings if found.level == "info")
    parts = [", ".join(f"{counts[level]} {level}s" for level in LEVELS[:2])]
    parts += [f"{rule}: {count} noted" for rule, count in sorted(noted.items())]
    if report.waived:
        parts.append(f"{len(report.waived)} waived")
    return " · ".join(parts)


def only_under(findings: Sequence[Finding], paths: Sequence[Path]) -> tuple[Finding, ...]:
    """The findings about files of these paths."""
    return tuple(found for found in findings if is_under(found, paths))


def is_under(found: Finding, paths: Sequence[Path]) -> bool:
    """Whether the finding is about a file of these paths."""
    if not found.path:
        return False
    path = Path(found.path).resolve()
    return any(path.is_relative_to(under.resolve()) for under in paths)
