"""The commands `bank readings`: sheets for blind readers, the ledger, and what follows from it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from question_bank import load
from question_bank.bank import Bank
from question_bank.model import LOCALES, Item, Locale
from question_bank.told import told_bank

if TYPE_CHECKING:
    from question_bank.readings.reading import Kind

readings_app = typer.Typer(no_args_is_help=True, help="Blind readings of items, and their ledger.")

Roots = Annotated[list[Path] | None, typer.Option("--root", help="Bank root; repeat it.")]


@readings_app.command()
def sheet(
    out: Annotated[Path, typer.Argument(help="Where to write, without a suffix.")],
    paths: Annotated[list[Path] | None, typer.Argument(help="Only these item files.")] = None,
    *,
    kind: Annotated[str, typer.Option(help="blind, or options (options alone).")] = "blind",
    lang: Annotated[str, typer.Option(help="en or fr.")] = "en",
    exam: Annotated[str | None, typer.Option(help="Only this exam.")] = None,
    domain: Annotated[str | None, typer.Option(help="Only this domain.")] = None,
    unread: Annotated[bool, typer.Option(help="Only what no reader has agreed on yet.")] = False,
    seed: Annotated[int, typer.Option(min=0, help="Another seed mixes otherwise.")] = 0,
    root: Roots = None,
) -> None:
    """Write a sheet for a reader (OUT.md) and what it holds (OUT.json, not for the reader)."""
    from question_bank.readings.sheet import make_sheet

    asked, locale = _kind(kind), _locale(lang)
    bank = told_bank(root)
    chosen = _selected(bank, exam, domain, paths)
    if unread:
        chosen = [item for item in chosen if _is_wanting(bank, item, asked, locale)]
    if not chosen:
        raise typer.BadParameter("no item answers to this selection")
    made, text = make_sheet(bank, chosen, asked, locale, seed)
    out.with_suffix(".json").write_text(made.model_dump_json(), encoding="utf-8")
    out.with_suffix(".md").write_text(text, encoding="utf-8")
    typer.echo(f"{len(made.lines)} questions in {out.with_suffix('.md')}")


@readings_app.command()
def record(
    sheet_file: Annotated[Path, typer.Argument(help="The JSON file of the sheet.")],
    answers: Annotated[Path, typer.Argument(help="The reader's answers, JSON.")],
    *,
    reader: Annotated[str, typer.Option(help="A name for the reader, a pseudonym will do.")],
    root: Annotated[Path, typer.Option(help="Bank root whose ledger gets the lines.")] = load.ITEMS,
) -> None:
    """Add a reader's answers to the ledger, and show every dispute."""
    from question_bank.readings.ledger import READINGS
    from question_bank.readings.record import NotAnswers, readings_of
    from question_bank.readings.sheet import Sheet

    made = Sheet.model_validate_json(sheet_file.read_text(encoding="utf-8"))
    today = datetime.now().astimezone().date()
    try:
        found = readings_of(made, answers.read_text(encoding="utf-8"), reader=reader, on=today)
    except NotAnswers as error:
        typer.echo(f"{answers}: {error}. Nothing was recorded.", err=True)
        raise typer.Exit(1) from None
    exam_of = {line.item: line.exam for line in made.lines}
    for exam in sorted(set(exam_of.values())):
        of_exam = [reading for reading in found if exam_of[reading.item] == exam]
        READINGS.append(root, exam, today, of_exam)
    right = sum(reading.found_key for reading in found)
    typer.echo(f"{len(found)} of {len(made.lines)} answered, {right} times the key")
    for reading in found:
        if made.kind == "options" and reading.found_key:
            typer.echo(f"guessed  {reading.item}")
        elif made.kind == "blind" and not reading.agrees:
            second = f", second {reading.second}" if reading.second else ""
            typer.echo(
                f"disputed {reading.item} ({reading.lang}): answer {reading.answer}{second}, "
                f"key {reading.key}. {reading.note}"
            )


@readings_app.command()
def settle(
    paths: Annotated[list[Path] | None, typer.Argument(help="Only these item files.")] = None,
    *,
    root: Roots = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Make live and `checked` what readers agreed on in both languages; the rest goes back."""
    from question_bank.readings.settle import settled, write_change

    bank = told_bank(root)
    only = {item.id for item in _selected(bank, None, None, paths)}
    count = 0
    for change in settled(bank):
        if change.before.id not in only:
            continue
        count += 1
        before, after = change.before, change.after
        typer.echo(
            f"{after.id}: {before.status}, {before.review} -> {after.status}, {after.review}"
        )
        if not dry_run:
            write_change(bank, change)
    typer.echo(f"{count} items {'to change' if dry_run else 'changed'}", err=True)


@readings_app.command()
def report(*, root: Roots = None) -> None:
    """Count the keys found, first and latest, and what became of disputes."""
    from question_bank.readings.standing import tallies

    bank = told_bank(root)
    table = Table("Exam", "Reading", "Language", "Items", "First", "Latest", "Disputes")
    for (exam, kind, lang), tally in tallies(bank).items():
        fates = ", ".join(f"{n} {fate}" for fate, n in sorted(tally.disputes.items()))
        first, latest = f"{tally.first} key", f"{tally.latest} key"
        table.add_row(exam, kind, lang, str(tally.items), first, latest, fates or "-")
    Console().print(table)


def _selected(
    bank: Bank, exam: str | None, domain: str | None, paths: list[Path] | None
) -> list[Item]:
    files = {path.resolve() for path in paths or ()}
    return [
        item
        for item in bank.select(exam=exam, domain=domain)
        if item.status != "retired" and (not files or bank.origins[item.id].path.resolve() in files)
    ]


def _is_wanting(bank: Bank, item: Item, kind: Kind, lang: Locale) -> bool:
    from question_bank.readings.standing import standing

    found = standing(bank, item)
    if kind == "options":
        return found.is_guessed is not False
    return found.blind[lang] != "agreed"


def _kind(name: str) -> Kind:
    from question_bank.readings.reading import KINDS

    if name not in KINDS:
        raise typer.BadParameter(f"{name!r} is not a kind of reading: {', '.join(KINDS)}")
    return name


def _locale(name: str) -> Locale:
    if name not in LOCALES:
        raise typer.BadParameter(f"{name!r} is not a language: {', '.join(LOCALES)}")
    return name
