"""The commands `curriculum`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from curriculum.load import default_root, load_catalog
from question_bank.checks.finding import in_order
from question_bank.load import load_bank

curriculum_app = typer.Typer(no_args_is_help=True, help="Check, format, start and count lessons.")

Root = Annotated[Path | None, typer.Option("--root", help="Folder of the curriculum.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON for other programs.")]
Check = Annotated[bool, typer.Option("--check", help="Change nothing; fail when it would.")]


@curriculum_app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Show only these files.")] = None,
    *,
    root: Root = None,
    as_json: AsJson = False,
) -> None:
    """Report everything that is wrong with lessons and cases; fail on errors."""
    from curriculum.checks import check_curriculum
    from question_bank.check_report import only_under, show

    where = root or default_root()
    catalog, faults = load_catalog(where)
    bank, _ = load_bank()  # its own faults are told by `bank check`
    today = datetime.now().astimezone().date()
    findings = in_order([*faults, *check_curriculum(where, catalog, bank, today)])
    if paths:
        findings = only_under(findings, paths)
    errors = sum(found.level == "error" for found in findings)
    if as_json:
        data = {"errors": errors, "findings": [found.as_json() for found in findings]}
        _write_json({"lessons": len(catalog.lessons), "cases": len(catalog.cases), **data})
    else:
        counts = (len(catalog.modules), len(catalog.lessons), len(catalog.cases))
        what = "{} modules, {} lessons, {} cases".format(*counts)
        show(findings, what, Console())
    if errors:
        raise typer.Exit(1)


@curriculum_app.command()
def fmt(*, root: Root = None, check: Check = False) -> None:
    """Write notebooks and cases in canonical form, with the facts as they stand."""
    from curriculum.fmt import format_cases, format_lessons

    catalog, faults = load_catalog(root or default_root())
    changed = format_lessons(catalog.lessons, catalog.facts, check=check)
    cases, commented = format_cases(catalog.cases.values(), check=check)
    changed += cases
    for path in changed:
        typer.echo(f"{'would change' if check else 'changed'} {path}")
    left = [fault for fault in faults if fault.rule == "notebook"]
    for fault in left:
        typer.echo(f"left alone {fault}", err=True)
    for path in commented:
        typer.echo(f"left alone {path}: move its comments to the top", err=True)
    if left or commented or (check and changed):
        raise typer.Exit(1)


@curriculum_app.command()
def new(module: str, slug: str, *, root: Root = None) -> None:
    """Start a lesson: every part is there, its texts still to be written."""
    from curriculum.new import NotNew, start_lesson

    try:
        for path in start_lesson(root or default_root(), module, slug):
            typer.echo(str(path))
    except NotNew as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


@curriculum_app.command()
def stats(*, root: Root = None, as_json: AsJson = False) -> None:
    """Count modules, lessons, words, minutes, topics and activities."""
    from curriculum.stats import curriculum_statistics

    catalog, _ = load_catalog(root or default_root())
    bank, _ = load_bank()
    data = curriculum_statistics(catalog, bank).as_json()
    if as_json:
        _write_json(data)
        return
    table = Table(
        "lesson", "lang", "words", "min", "sections", "activities", "figures", "questions"
    )
    for one in data["by_lesson"]:
        done = f"{one['sections_with_activity']}/{one['sections']}"
        counts = (one["words"], one["minutes"], done, one["activities"])
        rest = (one["figures"], one["questions"])
        table.add_row(one["lesson"], one["lang"], *map(str, counts), *map(str, rest))
    console = Console()
    console.print(table)
    console.print(
        f"{data['modules']} modules, {data['lessons']} lessons, {data['notebooks']} notebooks, "
        f"{data['words']} words; {data['cases']} cases, {data['cases_live']} of them live; "
        f"topics taught {data['topics_taught']} of {data['topics']}; "
        f"claims shown {data['claims_shown']} of {data['claims']}; "
        f"facts {data['facts']}, {data['facts_unconfirmed']} to be checked",
        highlight=False,
        soft_wrap=True,
    )


@curriculum_app.command()
def fact(fact_id: str, *, root: Root = None) -> None:
    """Show a fact and list the lessons and items that depend on it."""
    from curriculum.touched import touched_by

    catalog, _ = load_catalog(root or default_root())
    bank, _ = load_bank()
    found = catalog.facts.get(fact_id)
    if found is None:
        typer.echo(f"no fact {fact_id!r} in facts.yaml", err=True)
        raise typer.Exit(1)
    typer.echo(f"{found.title.en}: {found.value.en} ({found.confidence}, checked {found.as_of})")
    for place in touched_by(fact_id, catalog, bank):
        typer.echo(place)


def _write_json(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
