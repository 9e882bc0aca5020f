"""The statistics of a bank, for people."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from question_bank.stats import Statistics


def show(statistics: Statistics, console: Console) -> None:
    """Write the tables of one exam."""
    statuses = ", ".join(f"{count} {name}" for name, count in statistics.by_status.items())
    console.print(f"[bold]{statistics.exam}[/bold]: {statuses}")
    console.print(_counts(statistics))
    console.print(_spreads(statistics))
    console.print(_lengths(statistics))
    console.print(_limits(statistics))


def _counts(statistics: Statistics) -> Table:
    table = Table("Field", "Items", title="Live items")
    for name, counts in statistics.counts.items():
        table.add_row(name, ", ".join(f"{value} {count}" for value, count in counts.items()))
    return table


def _spreads(statistics: Statistics) -> Table:
    table = Table("Measure", "least", "median", "mean", "most", title="Length and difficulty")
    for name, spread in statistics.spreads.items():
        figures = (spread.least, spread.median, spread.mean, spread.most)
        table.add_row(name, *(f"{figure:.4g}" for figure in figures))
    return table


def _lengths(statistics: Statistics) -> Table:
    table = Table("Key alone is", "longest", "shortest", title=f"Of {statistics.live} items")
    for name, longest in statistics.key_longest.items():
        table.add_row(name, str(longest), str(statistics.key_shortest[name]))
    return table


def _limits(statistics: Statistics) -> Table:
    table = Table("Limit", "share", "bounds", "items", "holds", title="Authoring guide")
    for limit in statistics.limits:
        table.add_row(
            limit.name,
            f"{limit.share:.0%}",
            f"{limit.low:.0%} to {limit.high:.0%}",
            f"{limit.count} of {limit.out_of}",
            "yes" if limit.holds else "[red]no[/red]",
        )
    return table
