"""The commands `bank traces`: what nobody has looked up yet, the ledger, and its counts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from question_bank import load
from question_bank.told import told_bank

traces_app = typer.Typer(no_args_is_help=True, help="Where figures and references come from.")

Roots = Annotated[list[Path] | None, typer.Option("--root", help="Bank root; repeat it.")]


@traces_app.command(name="list")
def untraced(
    *,
    domain: Annotated[str | None, typer.Option(help="Only this domain.")] = None,
    root: Roots = None,
) -> None:
    """Print the files of live items whose present figures and sources nobody has looked up."""
    from question_bank.tracing.standing import present_trace

    bank = told_bank(root)
    for item in bank.select(domain=domain, status="live"):
        if present_trace(bank, item) is None:
            typer.echo(bank.path_of(item.id))


@traces_app.command()
def record(
    found: Annotated[Path, typer.Argument(help="What was found, JSON by item id.")],
    *,
    by: Annotated[str, typer.Option(help="A name for the reader, a pseudonym will do.")],
    root: Annotated[Path, typer.Option(help="Bank root whose ledger gets the rows.")] = load.ITEMS,
) -> None:
    """Add to the ledger how many statements of each item were seen, and where."""
    from question_bank.tracing.ledger import TRACES
    from question_bank.tracing.record import NotTraces, traces_of

    bank = told_bank([root])
    today = datetime.now().astimezone().date()
    try:
        traces = traces_of(bank, found.read_text(encoding="utf-8"), by=by, on=today)
    except NotTraces as error:
        typer.echo(f"{found}: {error}. Nothing was recorded.", err=True)
        raise typer.Exit(1) from None
    for exam in sorted({bank.exam_of(trace.item) for trace in traces}):
        of_exam = [trace for trace in traces if bank.exam_of(trace.item) == exam]
        TRACES.append(root, exam, today, of_exam)
    unseen = sum(trace.unseen for trace in traces)
    statements = sum(trace.statements for trace in traces)
    typer.echo(f"{len(traces)} items, {statements} statements, {unseen} not seen")


@traces_app.command()
def report(*, root: Roots = None) -> None:
    """Count, by exam and domain, what was seen in official texts, elsewhere, or not."""
    from question_bank.tracing.standing import sweep

    bank = told_bank(root)
    table = Table("Exam", "Domain", "Items", "Traced", "Official", "Secondary", "Not seen")
    live = bank.select(status="live")
    for exam, domain in sorted({(bank.exam_of(item.id), item.domain) for item in live}):
        counted = sweep(bank, bank.select(exam=exam, domain=domain, status="live"))
        cells = (counted.items, counted.traced, counted.official, counted.secondary)
        table.add_row(exam, domain, *map(str, cells), str(counted.unseen))
    Console().print(table)
