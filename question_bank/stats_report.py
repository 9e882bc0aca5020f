"""The statistics of a bank, for people."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from question_bank.holdings import Holding
from question_bank.stats import Statistics


def show(statistics: Statistics, console: Console) -> None:
    """Write the tables of one exam."""
    statuses = ", ".join(f"{count} {name}" for name, count in statistics.by_status.items())
    console.print(f"[bold]{statistics.exam}[/bold]: {statuses}")
    console.print(_domains(statistics))
    console.print(_shares(statistics))
    console.print(_thin(statistics))
    console.print(_counts(statistics))
    console.print(_spreads(statistics))
    console.print(_lengths(statistics))
    console.print(_limits(statistics))


def _domains(statistics: Statistics) -> Table:
    table = Table("Domain", "Topic", "live", "drafts", "target", title="Against the targets")
    for domain in statistics.holdings.domains:
        table.add_row(f"[bold]{domain.id}[/bold]", "", *_figures(domain))
        for topic in domain.topics:
            table.add_row("", topic.id, *_figures(topic))
    return table


def _figures(holding: Holding) -> tuple[str, str, str]:
    live = f"[red]{holding.live}[/red]" if holding.missing else str(holding.live)
    return live, str(holding.drafts), str(holding.target or "")


def _shares(statistics: Statistics) -> Table:
    found = statistics.holdings
    table = Table("What", "items", "of", title="Completeness")
    for locale, count in found.languages.items():
        table.add_row(f"text complete, {locale}", str(count), str(found.unretired))
    table.add_row("mock items in case sets", str(found.in_case_sets), str(found.live_mock))
    for low, count in found.difficulty.items():
        table.add_row(f"expected difficulty from {low}", str(count), str(statistics.live))
    return table


def _thin(statistics: Statistics) -> Table:
    table = Table("What", "Where", "items", "wanted", title="Thin")
    for thin in statistics.holdings.thin:
        table.add_row(thin.kind, thin.name, str(thin.count), thin.wanted)
    return table


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
