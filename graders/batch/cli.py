"""The command `parcours grade`."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from graders.batch.records import Record, Request
    from graders.batch.report import Report

out = Console()
err = Console(stderr=True)
INTERRUPTED = 130
OWN_KERNELS = "own"


def grade(
    context: typer.Context,
    assignment: Annotated[str, typer.Argument(help="The assignment's name.")],
    course: Annotated[Path, typer.Option("--course", help="Folder of the nbgrader course.")],
    student: Annotated[
        list[str] | None, typer.Option(help="Only these students; may be repeated, * stands.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that grade; one a core by default.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler, such as tcp://host:8786.")
    ] = None,
    time_limit: Annotated[
        float, typer.Option(min=1, help="Seconds after which a submission is given up.")
    ] = 600.0,
    kernel: Annotated[
        str, typer.Option(help="Kernel for notebooks that ask for python3; `own` for theirs.")
    ] = "parcours-grading",
    *,
    force: Annotated[bool, typer.Option("--force", help="Grade what is graded already.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for other programs.")] = False,
) -> None:
    """Grade an assignment of an nbgrader course, as `nbgrader autograde` does, on all cores.

    A run that is stopped goes on where it was when the same command is given again.
    """
    from graders.batch.records import Refused, Request
    from graders.batch.run import course_root

    if isinstance(context.obj, int):
        os.umask(context.obj)  # files of a course are shared as its owner shares files
    try:
        request = Request(
            course=course_root(course),
            assignment=assignment,
            students=tuple(student or ["*"]),
            force=force,
            kernel=None if kernel == OWN_KERNELS else kernel,
        )
        report = _run(request, workers or os.cpu_count() or 1, scheduler, time_limit)
    except Refused as refused:
        err.print(f"parcours grade: {escape(str(refused))}", style="red", highlight=False)
        raise typer.Exit(2) from None
    if as_json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        _show(report)
    if report.left:
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(1 if report.troubled else 0)


def _run(request: Request, workers: int, scheduler: str | None, limit: float) -> Report:
    from graders.batch.run import grade_assignment
    from graders.batch.workers import LocalPool

    with _interruptions() as asked, _Bar() as bar:
        if scheduler is None:
            with LocalPool(request, workers, limit) as pool:
                return grade_assignment(
                    request, pool, bar, workers=workers, stop=lambda: bool(asked)
                )
        from graders.batch.cluster import Cluster

        with Cluster(scheduler, request, limit) as cluster:
            return grade_assignment(
                request,
                cluster,
                bar,
                workers=cluster.workers,
                elsewhere=True,
                stop=lambda: bool(asked),
            )


@contextmanager
def _interruptions() -> Iterator[list[int]]:
    """Signals that came meanwhile; a submission that is being written is written whole."""
    asked: list[int] = []
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(kind, lambda number, _: asked.append(number)) for kind in kinds]
    try:
        yield asked
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)


class _Bar:
    """A progress bar, and a line for each submission that was not graded."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[troubled]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=err,
        )
        self._task = self._progress.add_task("starting nbgrader", total=None, troubled="")
        self._troubled = 0

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def planned(self, count: int) -> None:
        """So many are to be graded."""
        self._progress.update(self._task, description="grading", total=count)

    def finished(self, record: Record) -> None:
        """One more is done."""
        if record.status != "graded":
            self._troubled += 1
            line = f"{record.student}: {record.status} after {record.seconds:.1f} s"
            self._progress.print(
                escape(f"{line}: {record.message}"), highlight=False, soft_wrap=True
            )
        troubled = f"{self._troubled} not graded" if self._troubled else ""
        self._progress.update(self._task, advance=1, troubled=troubled)


def _show(report: Report) -> None:
    counts = report.counts
    out.print(
        f"{counts['graded']} graded, {len(report.troubled)} not graded, "
        f"{len(report.done)} were graded before; {report.seconds:.1f} s, "
        f"{report.typical:.3f} s each in one of {report.workers} processes",
        highlight=False,
        soft_wrap=True,
    )
    if report.left:
        out.print(
            f"interrupted: {len(report.left)} are left; give the same command again, "
            "without --force, to go on",
            style="yellow",
            highlight=False,
            soft_wrap=True,
        )
