"""The findings of a check, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from question_bank.bank import Bank
from question_bank.checks import check_bank
from question_bank.checks.finding import LEVELS, Finding, in_order
from question_bank.load import load_bank

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def checked(
    roots: Sequence[Path] | None, *, whole: bool, progress: bool
) -> tuple[Bank, tuple[Finding, ...]]:
    """The bank and every finding about it, with a progress bar where someone looks."""
    bank, faults = load_bank(roots)
    today = datetime.now().astimezone().date()
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not progress) as bar:
        task = bar.add_task("Checking", total=len(bank))
        findings = check_bank(bank, today, whole=whole, on_item=lambda _: bar.advance(task))
    return bank, in_order([*faults, *findings])


def show(findings: Sequence[Finding], what: str, console: Console) -> None:
    """Write findings file by file; what is merely noted is only counted."""
    told = [found for found in findings if found.level != "info"]
    for path, group in groupby(told, key=lambda found: found.path):
        console.print(f"[bold]{escape(path or 'As a whole')}[/bold]", soft_wrap=True)
        for found in group:
            colour = _COLOURS[found.level]
            place = f"{escape(found.place)}: " if found.place else ""
            console.print(
                f"  [{colour}]{found.level}[/{colour}] {place}{escape(found.message)} "
                f"[dim]({found.rule})[/dim] {escape(found.fix)}",
                soft_wrap=True,
                highlight=False,
            )
    counts = Counter(found.level for found in findings)
    noted = Counter(found.rule for found in findings if found.level == "info")
    notes = "".join(f" · {rule}: {count} noted" for rule, count in sorted(noted.items()))
    summary = ", ".join(f"{counts[level]} {level}s" for level in LEVELS[:2])
    console.print(f"{what}: {summary}{notes}", highlight=False)


def only_under(findings: Sequence[Finding], paths: Sequence[Path]) -> tuple[Finding, ...]:
    """The findings about files of these paths."""
    chosen = [path.resolve() for path in paths]
    return tuple(
        found
        for found in findings
        if found.path and any(Path(found.path).resolve().is_relative_to(path) for path in chosen)
    )
