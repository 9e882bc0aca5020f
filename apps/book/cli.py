"""The command `parcours curriculum book`."""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

NEEDED = ("sphinx", "myst_nb", "furo")


def book(
    out: Annotated[Path, typer.Option(help="Folder to write; `fr`, `en` and `index.html`.")] = Path(
        "build/book"
    ),
    root: Annotated[Path | None, typer.Option(help="Another curriculum.")] = None,
    *,
    part: Annotated[
        bool, typer.Option("--part", help="Leave out what cannot be read, instead of refusing.")
    ] = False,
) -> None:
    """Build the reading edition: both languages of every lesson, as pages that need no server."""
    err = Console(stderr=True)
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        err.print(
            f"parcours: {', '.join(missing)} not installed; run pip install 'parcours\\[book]'",
            style="red",
        )
        raise typer.Exit(2)
    from apps.book.build import NotOurs, build_book
    from curriculum.load import load_catalog
    from question_bank.load import load_bank

    began = time.monotonic()
    catalog, findings = load_catalog(root)
    errors = [str(found) for found in findings if found.level == "error"]
    if errors and not part:
        for found in errors:
            err.print(escape(found), highlight=False, soft_wrap=True)
        err.print(f"{len(errors)} to mend first, or leave them out with --part", style="red")
        raise typer.Exit(1)
    try:
        flaws = build_book(catalog, load_bank()[0], out)
    except NotOurs as refusal:
        err.print(f"parcours: {escape(str(refusal))}", style="red", highlight=False)
        raise typer.Exit(2) from None
    for flaw in flaws:
        err.print(escape(str(flaw)), highlight=False, soft_wrap=True)
    if flaws:
        err.print(f"{len(flaws)} to mend; {escape(str(out))} stays as it was", style="red")
        raise typer.Exit(1)
    seconds = time.monotonic() - began
    Console().print(f"{out / 'index.html'}  ({seconds:.0f} s)", highlight=False, soft_wrap=True)
