"""The commands `bank` and `form`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn, cast, get_args

import typer
from rich.console import Console

from question_bank import load
from question_bank.blueprint import Mode
from question_bank.checks.finding import LEVELS, Level
from question_bank.exchange_cli import export_items, import_items
from question_bank.forms_cli import assemble_forms, replace_item, retire_form, revise_item
from question_bank.readings_cli import readings_app
from question_bank.told import told_bank
from question_bank.tracing_cli import traces_app

bank_app = typer.Typer(no_args_is_help=True, help="Check, format, start, count and exchange items.")
bank_app.add_typer(readings_app, name="readings")
bank_app.add_typer(traces_app, name="traces")
form_app = typer.Typer(no_args_is_help=True, help="Draw and assemble exam forms.")
bank_app.command("export")(export_items)
bank_app.command("import")(import_items)
bank_app.command("revise")(revise_item)
bank_app.command("replace")(replace_item)
form_app.command("assemble")(assemble_forms)
form_app.command("retire")(retire_form)

Roots = Annotated[
    list[Path] | None,
    typer.Option("--root", help="Bank root; repeat it. Default: the package and PARCOURS_BANK."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON for other programs.")]
Check = Annotated[bool, typer.Option("--check", help="Change nothing; fail when it would.")]


@bank_app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Show only these files.")] = None,
    *,
    root: Roots = None,
    part: Annotated[bool, typer.Option("--part", help="The roots are a part of a bank.")] = False,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", help="Show only this rule; repeat it.")
    ] = None,
    level: Annotated[
        str | None, typer.Option(help="Show this level and worse: error, warning or info.")
    ] = None,
    waived: Annotated[bool, typer.Option("--waived", help="Show what is waived, and why.")] = False,
    as_json: AsJson = False,
) -> None:
    """Report everything that is wrong with the items; fail on errors."""
    from question_bank import check_report

    try:
        wanted = check_report.asked(paths or (), rule or (), _level(level))
    except ValueError as error:
        _fail(str(error), code=2)
    bank, report = check_report.checked(root, whole=not part, progress=not as_json)
    report = check_report.chosen(report, wanted)
    if as_json:
        _write_json(check_report.as_json(bank, report))
    else:
        check_report.show_report(report, wanted, f"{len(bank)} items", Console(), waived=waived)
    if check_report.error_count(report):
        raise typer.Exit(1)


@bank_app.command()
def rules() -> None:
    """Write the table of rules (docs/linter.md)."""
    from question_bank.rule_table import rule_table

    typer.echo(rule_table(), nl=False)


@bank_app.command()
def fmt(
    paths: Annotated[list[Path] | None, typer.Argument(help="Only these files.")] = None,
    *,
    root: Roots = None,
    check: Check = False,
) -> None:
    """Write items in canonical form; broken files stay as they are."""
    from question_bank.fmt import format_files

    files = paths or [p for r in root or load.default_roots() for p in load.bank_files(r)]
    changed = refused = 0
    for result in format_files(files, check=check):
        for found in result.findings:
            refused += 1
            typer.echo(str(found), err=True)
        if result.text is not None and not result.is_canonical:
            changed += 1
            typer.echo(f"{'would change' if check else 'changed'} {result.path}")
    typer.echo(f"{len(files)} files, {changed} {'to change' if check else 'changed'}", err=True)
    if refused or (check and changed):
        raise typer.Exit(1)


@bank_app.command()
def new(
    domain: str,
    topic: str,
    item_id: Annotated[str, typer.Argument(metavar="ID")],
    *,
    exam: str = "ccm",
    root: Annotated[Path, typer.Option(help="Bank root to write to.")] = load.ITEMS,
) -> None:
    """Start an item: a draft with every key, its texts still to be written."""
    from question_bank.new import NotNew, start_item

    bank, _ = load.load_bank([*load.default_roots(), *([] if root == load.ITEMS else [root])])
    today = datetime.now().astimezone().date()
    try:
        path = start_item(
            bank, root, exam=exam, domain=domain, topic=topic, item_id=item_id, today=today
        )
    except NotNew as error:
        _fail(str(error))
    typer.echo(str(path))


@bank_app.command()
def stats(*, root: Roots = None, as_json: AsJson = False) -> None:
    """Count the live items and compare them with the limits of the authoring guide."""
    from question_bank.stats import bank_statistics
    from question_bank.stats_report import show

    bank = told_bank(root)
    found = bank_statistics(bank)
    if as_json:
        _write_json({"exams": [statistics.as_json() for statistics in found]})
        return
    for statistics in found:
        show(statistics, Console())


@bank_app.command()
def schema(*, check: Check = False) -> None:
    """Write the JSON schema of items, from the model."""
    from question_bank import schema as schema_file

    if not check:
        schema_file.write_schema()
        typer.echo(str(schema_file.FILE))
    elif not schema_file.is_current():
        _fail(f"{schema_file.FILE} is not what the model says; run `parcours bank schema`")


@form_app.callback()
def _form() -> None:
    """Draw and assemble exam forms."""


@form_app.command()
def draw(
    *,
    blueprint: Annotated[str, typer.Option(help="Blueprint id.")] = "ccm-2025-08",
    mode: Annotated[str, typer.Option(help="full, half or domain.")] = "full",
    domain: Annotated[str | None, typer.Option(help="The domain, in domain mode.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed draws the same form.")],
    seen: Annotated[
        Path | None, typer.Option(help="File of item ids already seen: JSON list or one a line.")
    ] = None,
    root: Roots = None,
    as_json: AsJson = False,
) -> None:
    """Draw a form of live items that meets the blueprint."""
    from question_bank.draw import draw_form
    from question_bank.form import FormImpossible

    bank = told_bank(root)
    try:
        form = draw_form(
            bank, bank.blueprint(blueprint), _mode(mode), domain, seed=seed, seen=_ids(seen)
        )
    except FormImpossible as error:
        _fail(str(error))
    except (KeyError, ValueError) as error:
        _fail(str(error.args[0]), code=2)
    if as_json:
        _write_json(form.as_json())
        return
    for number, entry in enumerate(form.entries, start=1):
        typer.echo(f"{number:3} {entry.item}{'' if entry.scored else ' (pretest)'}")
    typer.echo(
        f"{len(form.entries)} questions, {len(form.scored)} scored; mean expected difficulty "
        f"{form.mean_difficulty:.3f} (authors' guess), {form.total_seconds / 60:.0f} min expected, "
        f"{form.seen_share:.0%} seen before"
    )


def _ids(path: Path | None) -> frozenset[str]:
    if path is None:
        return frozenset()
    text = path.read_text(encoding="utf-8")
    if text.lstrip().startswith("["):
        return frozenset(str(found) for found in json.loads(text))
    return frozenset(text.split())


def _mode(name: str) -> Mode:
    for mode in get_args(Mode):
        if mode == name:
            return cast(Mode, mode)
    raise ValueError(f"{name!r} is not a mode: {', '.join(get_args(Mode))}")


def _level(name: str | None) -> Level | None:
    for level in LEVELS:
        if name in (None, level):
            return None if name is None else level
    raise ValueError(f"{name!r} is not a level: {', '.join(LEVELS)}")


def _write_json(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _fail(message: str, code: int = 1) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)


def main() -> None:
    """Run the commands without the rest of the product."""
    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
    app.add_typer(bank_app, name="bank")
    app.add_typer(form_app, name="form")
    app(prog_name="python -m question_bank.cli")


if __name__ == "__main__":
    main()
