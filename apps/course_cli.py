"""The commands `parcours course`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from graders.sandbox.cli import sandbox

course_app = typer.Typer(no_args_is_help=True, help="The nbgrader course of the cases.")
course_app.command("sandbox")(sandbox)


@course_app.command()
def build(
    out: Annotated[Path, typer.Option(help="Folder of the course: empty, or built before.")],
    case: Annotated[list[str] | None, typer.Option(help="Only this case; may be repeated.")] = None,
    module: Annotated[
        list[str] | None, typer.Option(help="Only the live cases of this module; may be repeated.")
    ] = None,
    course_id: Annotated[str, typer.Option("--course", help="nbgrader's id of the course.")] = (
        "parcours"
    ),
    exchange: Annotated[
        Path | None, typer.Option(help="Folder through which assignments go out and come back.")
    ] = None,
    root: Annotated[Path | None, typer.Option(help="Another curriculum.")] = None,
) -> None:
    """Write an nbgrader course with the cases; built again, it renews their source only."""
    from curriculum.load import load_catalog
    from graders.course.build import NoSuchCase, NotACourse, build_course, chosen_cases

    err = Console(stderr=True)
    named = os.environ.get("PARCOURS_CURRICULUM")
    curriculum = root or (Path(named) if named else None)
    catalog, _ = load_catalog(curriculum)
    try:
        found = chosen_cases(catalog, case or (), module or ())
        built = build_course(
            catalog, found, out, course_id=course_id, exchange=exchange, curriculum=curriculum
        )
    except (NoSuchCase, NotACourse) as refusal:
        err.print(f"parcours: {escape(str(refusal))}", style="red", highlight=False)
        raise typer.Exit(2) from None
    for path in built.missing:
        err.print(f"no table {escape(str(path))}", style="red", highlight=False, soft_wrap=True)
    for name in built.assignments:
        typer.echo(name)
    if not built.assignments:
        err.print("parcours: no live case; name one with --case", style="red", highlight=False)
    if built.missing or not built.assignments:
        raise typer.Exit(1)
