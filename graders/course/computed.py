"""What a student's own cells compute, where a field of the form was left empty."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nbgrader.utils import compute_checksum

from curriculum.cases.model import Case
from curriculum.cases.tasks import Compute
from curriculum.catalog import CaseFile
from graders.cases.answers import Finding
from graders.course.cells import code_cell, grade_id

if TYPE_CHECKING:
    from graders.sandbox import Outcome

_log = logging.getLogger(__name__)


Run = Callable[[Sequence[str], Mapping[str, bytes], Sequence[str]], "Outcome"]


class CouldNotRun(Exception):
    """The cells were not run, through no fault of theirs."""


@dataclass
class Computed:
    """Raw answers with the values of cells in their empty fields, and what is to be said.

    `left` are the tasks whose cells could not be run: a person has to look at them.
    """

    answers: dict[str, object]
    findings: list[Finding] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def in_sandbox(cells: Sequence[str], files: Mapping[str, bytes], names: Sequence[str]) -> Outcome:
    """The values of cells, run away from everything that grades.

    CouldNotRun where this machine cannot do that, or failed to.
    """
    from graders.sandbox import SandboxFailed, TooWeak, run_cells

    try:
        return run_cells(cells, files, names)
    except (SandboxFailed, TooWeak) as error:
        raise CouldNotRun(str(error)) from error


def with_computed(
    found: CaseFile, answers: Mapping[str, object], cells: Iterable[Any], run: Run = in_sandbox
) -> Computed:
    """The answers, completed by running the cells that the student changed."""
    computed = Computed(dict(answers))
    by_name = {grade_id(cell): cell for cell in cells}
    for task in _computing(found.case):
        given = answers.get(task.id)
        if given is not None and not isinstance(given, Mapping):
            continue
        typed = dict(given or {})
        empty = [value.name for value in task.values if typed.get(value.name) in (None, "")]
        names = [code_cell(task.id, place) for place in range(1, len(task.cells) + 1)]
        own = [by_name[name] for name in names if name in by_name]
        if not empty or not any(_is_changed(cell) for cell in own):
            continue
        files = {name: (found.data / name).read_bytes() for name in task.data}
        try:
            outcome = run([cell.source for cell in own], files, empty)
        except CouldNotRun as error:
            _log.error("the cells of %s were not run: %s", task.id, error)
            computed.findings.append(Finding("not-run"))
            computed.left.append(task.id)
            continue
        taken = {name: outcome.values[name] for name in empty if name in outcome.values}
        computed.answers[task.id] = typed | taken
        if outcome.error is not None:
            computed.findings.append(Finding("stopped", {"error": outcome.error[:300]}))
        if taken:
            computed.findings.append(Finding("taken", {"names": ", ".join(taken)}))
    return computed


def _computing(case: Case) -> list[Compute]:
    return [task for task in case.tasks if isinstance(task, Compute)]


def _is_changed(cell: Any) -> bool:
    return bool(cell.metadata.nbgrader.get("checksum") != compute_checksum(cell))
