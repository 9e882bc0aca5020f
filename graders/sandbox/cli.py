"""The command that says how code of students is kept apart here."""

from __future__ import annotations

import typer
from rich.console import Console

from graders.sandbox.choice import TooWeak, least, strongest


def sandbox() -> None:
    """Say how this machine keeps students' code apart; fail where that is not enough."""
    how = strongest()
    out = Console()
    out.print(how.sentence, highlight=False, markup=False)
    try:
        enough = how.level.rank <= least().rank
    except TooWeak as refusal:
        out.print(str(refusal), highlight=False, markup=False)
        enough = False
    if not enough:
        raise typer.Exit(1)
