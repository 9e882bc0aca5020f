"""The command that scores past attempts anew after an item was found to be wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from apps.settings import Settings

if TYPE_CHECKING:
    from apps.attempts.rescored import Found, Moved, Rescoring, Side
    from apps.storage.database import Database
    from graders.exam.records import Correction

REASON = 500  # characters that the log keeps


def rescore(
    item_id: Annotated[str, typer.Argument(metavar="ITEM")],
    *,
    revision: Annotated[
        int | None, typer.Option(min=1, help="Only attempts that sat this revision.")
    ] = None,
    credit: Annotated[
        str | None, typer.Option(metavar="everyone", help="Give everyone the point.")
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Leave the question out of the score.")] = (
        False
    ),
    reason: Annotated[str, typer.Option(help="Kept in the log of each attempt.")] = "",
    apply: Annotated[bool, typer.Option("--apply", help="Write it; otherwise only look.")] = False,
    root: Annotated[
        list[Path] | None, typer.Option("--root", help="Bank root; as in `bank check`.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Score past attempts by the key that the item has today, or as it is asked.

    Without --credit or --drop, an earlier credit or drop is taken back.
    """
    wanted = _wanted(item_id, revision, credit, reason, root, drop=drop)
    found, written = _run(wanted, apply=apply)
    if as_json:
        said = {
            "item": item_id,
            "how": wanted.how,
            "applied": apply,
            "attempts": [moved.as_json() for moved in (written if apply else found.moved)],
            "unchanged": found.unchanged,
            "under_way": found.under_way,
            "other_options": found.other_options,
            "nothing_left": found.nothing_left,
        }
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        _show(found, written if apply else found.moved, wanted, applied=apply)
    if found.other_options or found.nothing_left:
        raise typer.Exit(1)


def _run(wanted: Rescoring, *, apply: bool) -> tuple[Found, list[Moved]]:
    """What was found, and what was written: each attempt in a transaction of its own."""
    from apps.attempts import rescoring
    from apps.attempts.service import utc_now_ms
    from apps.storage.database import Database
    from apps.storage.schema import migrate

    settings = Settings.from_environment()
    settings.make_private()
    database = Database(settings.database_url, readers=1)
    try:
        migrate(database.engine, settings.backups)
        found = database.read(lambda c: rescoring.look(c, wanted, cut=settings.cut)).result()
        if not apply:
            return found, []
        written = [
            moved
            for one in found.moved
            if (moved := _write(database, one, wanted, settings.cut, utc_now_ms())) is not None
        ]
        return found, written
    finally:
        database.close()


def _write(database: Database, one: Moved, wanted: Rescoring, cut: float, now: int) -> Moved | None:
    from apps.attempts import rescoring

    return database.write(
        lambda c: rescoring.rescore(c, one.attempt, one.position, wanted, cut=cut, now=now)
    ).result()


def _wanted(
    item_id: str,
    revision: int | None,
    credit: str | None,
    reason: str,
    root: list[Path] | None,
    *,
    drop: bool,
) -> Rescoring:
    from apps.attempts.rescored import Rescoring
    from question_bank.load import load_bank

    if credit not in (None, "everyone"):
        _fail(f"--credit {credit}: the point is given to everyone or to nobody")
    if credit is not None and drop:
        _fail("--credit and --drop exclude each other")
    if len(reason) > REASON:
        _fail(f"the reason has {len(reason)} characters; {REASON} are kept")
    how: Correction = "drop" if drop else "key" if credit is None else "credit"
    bank, _ = load_bank(root)
    item = bank.items.get(item_id)
    if how == "key" and item is None:
        _fail(f"no item {item_id!r} in the bank; --credit everyone or --drop need none")
    return Rescoring(
        item_id=item_id,
        how=how,
        item=item,
        revision=revision,
        reason=reason,
    )


def _show(found: Found, moved: list[Moved], wanted: Rescoring, *, applied: bool) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(width=max(Console().width, 120))
    table = Table("attempt", "user", "n", "rev.", "answer", "key", "outcome", "total", "cut")
    for one in moved:
        before, after = one.before, one.after
        table.add_row(
            one.attempt[:8],
            escape(f"{one.name} ({one.user})"),
            f"{one.position}{' pretest' if one.pretest else ''}",
            str(one.revision),
            one.answer or "–",
            _step(_key(before), _key(after)),
            _step(before.outcome, after.outcome),
            _step(f"{before.correct}/{before.scored}", f"{after.correct}/{after.scored}"),
            _step(
                "reached" if before.passes else "missed", "reached" if after.passes else "missed"
            ),
        )
    if moved:
        console.print(table, highlight=False)
    scores = sum(one.score_moves for one in moved)
    cuts = sum(one.before.passes != one.after.passes for one in moved)
    verb = "rescored" if applied else "would be rescored"
    lines = [
        f"{len(moved)} attempt(s) {verb}: {scores} totals move, {cuts} cross the training cut; "
        f"{found.unchanged} count so already"
    ]
    if found.under_way:
        lines.append(f"{found.under_way} are under way: run this again when they have ended")
    if found.other_options:
        lines.append(
            f"{len(found.other_options)} sat other options than {wanted.item_id} has today: that "
            "is another question, not a corrected key; use --credit everyone or --drop"
        )
    if found.nothing_left:
        lines.append(f"{len(found.nothing_left)} have no other scored question: not dropped there")
    if not applied and moved:
        lines.append("Nothing was written; --apply writes.")
    for line in lines:
        console.print(escape(line), highlight=False, soft_wrap=True)


def _key(side: Side) -> str:
    said = {None: side.key, "key": side.key, "credit": "everyone", "drop": "dropped"}
    return said[side.correction]


def _step(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)
