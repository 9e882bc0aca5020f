"""The commands of parallel forms: assemble, retire, and what revises or replaces an item."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from question_bank import load
from question_bank.told import told_bank

if TYPE_CHECKING:
    from question_bank.bank import Bank
    from question_bank.blueprint import Blueprint, Mode
    from question_bank.forms.frozen import PublishedForm
    from question_bank.forms.parallel import Assembly

Roots = Annotated[
    list[Path] | None,
    typer.Option("--root", help="Bank root; repeat it. Default: the package and PARCOURS_BANK."),
]


def assemble_forms(
    *,
    blueprint: Annotated[str, typer.Option(help="Blueprint id.")] = "ccm-2025-08",
    forms: Annotated[int, typer.Option(min=0, help="How many disjoint forms.")] = 4,
    mode: Annotated[str, typer.Option(help="full or half.")] = "full",
    practice: Annotated[
        str | None, typer.Option(metavar="N:K", help="Also N practice sets of K questions.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same forms.")] = 0,
    reuse: Annotated[
        bool, typer.Option("--reuse", help="Also take items that stand in published forms.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(file_okay=False, help="Write the forms there, to look at.")
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Write them into the bank, for ever.")
    ] = False,
    to: Annotated[Path, typer.Option(help="Bank root to publish in.")] = load.ITEMS,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
    root: Roots = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for other programs.")] = False,
) -> None:
    """Assemble disjoint forms that are as alike as the bank allows, and say what binds."""
    from question_bank.form import FormImpossible
    from question_bank.forms.publish import NotPublished

    bank = told_bank(root)
    today = datetime.now().astimezone().date()
    try:
        outline = bank.blueprint(blueprint)
        found = list(_assemblies(bank, outline, forms, mode, practice, seed, reuse=reuse))
        frozen = _frozen(bank, outline, found, today)
        files = _write(frozen, outline, None if dry_run else out, to if publish else None, dry_run)
    except (FormImpossible, NotPublished) as error:
        _fail(str(error))
    except (KeyError, ValueError) as error:
        _fail(str(error.args[0]), code=2)
    if as_json:
        said = {"assemblies": [one.as_json() for one in found], "files": [str(f) for f in files]}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    _show(found, frozen)
    for path in files:
        typer.echo(str(path))
    if not files:
        typer.echo("Nothing was written; --out DIR or --publish writes.", err=True)


def retire_form(
    form_id: Annotated[str, typer.Argument(metavar="FORM")], *, root: Roots = None
) -> None:
    """Take a published form out of use; attempts at it stay, and its file too."""
    from question_bank.canonical import written
    from question_bank.fmt import replace_text

    bank = told_bank(root)
    if form_id not in bank.forms:
        known = ", ".join(sorted(bank.forms)) or "none"
        _fail(f"no form {form_id!r}; there are {known}", code=2)
    path = bank.frozen_origins[form_id].path
    replace_text(path, written(bank.forms[form_id].model_copy(update={"status": "retired"})))
    typer.echo(f"retired {path}")


def revise_item(
    item_id: Annotated[str, typer.Argument(metavar="ITEM")], *, root: Roots = None
) -> None:
    """Archive the text of an item and raise its revision; then change the text.

    For changes that keep the meaning: wording, rationale, source, a corrected key.
    """
    from question_bank.forms.revisions import NotRevised, revise

    bank = told_bank(root)
    try:
        path, revision = revise(bank, item_id)
    except NotRevised as error:
        _fail(str(error))
    typer.echo(str(path))
    typer.echo(f"{bank.path_of(item_id)} is now revision {revision}: change its text")


def replace_item(
    item_id: Annotated[str, typer.Argument(metavar="ITEM")],
    new_id: Annotated[str, typer.Argument(metavar="NEW-ID")],
    *,
    live: Annotated[
        bool, typer.Option("--live", help="Take NEW-ID live, and retire ITEM.")
    ] = False,
    root: Roots = None,
) -> None:
    """Start a draft that is to replace an item whose meaning changes; --live finishes it."""
    from question_bank.forms.revisions import NotRevised, finish_replacement, start_replacement

    bank = told_bank(root)
    try:
        if live:
            finish_replacement(bank, item_id, new_id)
            typer.echo(f"{new_id} is live, {item_id} is retired")
            return
        today = datetime.now().astimezone().date()
        typer.echo(str(start_replacement(bank, item_id, new_id, today=today)))
    except NotRevised as error:
        _fail(str(error))


def _assemblies(
    bank: Bank,
    outline: Blueprint,
    forms: int,
    mode: str,
    practice: str | None,
    seed: int,
    *,
    reuse: bool,
) -> Iterator[Assembly]:
    from question_bank.forms.parallel import assemble, assemble_practice
    from question_bank.forms.publish import items_in_force

    taken = frozenset() if reuse else items_in_force(bank.forms.values())
    sets, size = _sets(practice)
    if forms:
        if mode not in ("full", "half"):
            raise ValueError(f"{mode!r} is neither full nor half")
        exam: Mode = "half" if mode == "half" else "full"
        yield assemble(bank, outline, forms, mode=exam, seed=seed, taken=taken)
    if sets:
        yield assemble_practice(bank, outline, sets, size, seed=seed, taken=taken)
    if not forms and not sets:
        raise ValueError("nothing was asked for: give --forms, --practice, or both")


def _sets(practice: str | None) -> tuple[int, int]:
    if practice is None:
        return 0, 0
    sets, _, size = practice.partition(":")
    if not (sets.isdigit() and size.isdigit() and int(sets) and int(size)):
        raise ValueError(f"{practice!r}: write 3:50 for three sets of fifty questions")
    return int(sets), int(size)


def _frozen(
    bank: Bank, outline: Blueprint, found: list[Assembly], today: date
) -> list[PublishedForm]:
    from question_bank.forms.publish import frozen

    return [form for one in found for form in frozen(bank, outline, one, today=today)]


def _write(
    forms: list[PublishedForm],
    outline: Blueprint,
    out: Path | None,
    root: Path | None,
    dry_run: bool,
) -> list[Path]:
    from question_bank.forms.publish import forms_folder, publish

    folders = [] if out is None else [out]
    if root is not None and not dry_run:
        folders.append(forms_folder(root, outline.exam))
    return [path for folder in folders for path in publish(forms, folder)]


def _show(found: list[Assembly], frozen: list[PublishedForm]) -> None:
    """Each form in a line, then what binds."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(width=max(Console().width, 100))
    names = iter(frozen)
    for one in found:
        forms = Table("form", "questions", "scored", "drafts", "difficulty", "minutes")
        for form in one.forms:
            cells = [len(form.items), len(form.scored), form.drafts]
            reached = [f"{form.difficulty:.4f}", f"{form.seconds / 60:.1f}"]
            forms.add_row(next(names).id, *map(str, cells), *reached)
        console.print(escape(one.name), forms, highlight=False)
        binding = Table("constraint", "widest", "bound", "left", "")
        for family in one.families:
            left = "[bold]binds[/bold]" if family.binds else f"{family.slack:g}"
            note = "; ".join((family.note, *family.beyond)).strip("; ")
            figures = (f"{family.widest:g}", f"{family.bound:g}", left)
            binding.add_row(family.name, *figures, escape(note))
        console.print(binding, highlight=False)


def _fail(message: str, code: int = 1) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
