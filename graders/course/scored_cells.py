"""Writes into a restored notebook what its answers earn, what is told of them, what is to read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import from_dict

from curriculum.cases.model import Case
from curriculum.cases.tasks import AnyTask, Plan
from curriculum.catalog import CaseFile, Catalog
from curriculum.render.page import inline
from graders.cases.answers import Sheet
from graders.cases.feedback import feedback
from graders.cases.feedback_html import task_html, whole_html
from graders.cases.marking import Worked, work
from graders.cases.plan_feedback import plan_rows
from graders.cases.voice import Voice
from graders.course.cells import CAP, grade_id, read_cell, task_cell
from graders.course.computed import Run, in_sandbox, with_computed
from question_bank.model import Locale


@dataclass(frozen=True)
class Given:
    """What was answered in one grade cell: its digest, and the answer itself where it is read."""

    digest: str
    answer: Any = None


@dataclass(frozen=True)
class ScoredCopy:
    """What is known of a copy once its cells are scored, for whoever keeps its marks.

    `given` by cell name; `critical` are the announced errors that were made.
    """

    case: Case
    lang: Locale
    given: Mapping[str, Given]
    critical: tuple[str, ...]
    findings: tuple[str, ...]  # in English, for the log
    left: tuple[str, ...] = ()  # cells that a person has to look at, since they were not scored


def score_cells(
    nb: Any, catalog: Catalog, found: CaseFile, sheet: Sheet, run: Run = in_sandbox
) -> ScoredCopy:
    """Score the answers and fill the cells of the notebook, which is changed in place."""
    case, lang = found.case, sheet.lang
    computed = with_computed(found, sheet.answers, nb.cells, run)
    worked = work(case, computed.answers)
    findings = (*sheet.findings, *computed.findings)
    told = feedback(catalog, case, worked, lang, findings)
    cells = {grade_id(cell): cell for cell in nb.cells}
    given: dict[str, Given] = {}
    for number, task in enumerate(case.tasks, 1):
        scored = worked.scores[task.id]
        answer = plain(worked.answers[task.id])
        cell = cells.get(task_cell(task.id))
        if cell is not None and scored.out_of:
            share = scored.points / scored.out_of
            shown = task_html(told.task(task.id), lang, number=number)
            cell.outputs = [*_points(share * float(cell.metadata.nbgrader.points)), _html(shown)]
            given[task_cell(task.id)] = Given(digest(answer))
        cell = cells.get(read_cell(task.id))
        if cell is not None:
            given[read_cell(task.id)] = Given(digest(answer), answer)
            if answer is not None:
                cell.source = read_html(task, worked, Voice(lang, catalog.facts))
    if CAP in cells:
        cells[CAP].outputs = [*_points(0), _html(whole_html(told))]
        given[CAP] = Given(digest(sorted(worked.critical)))
    misfits = tuple(f"{one.task} {one.message}" for one in worked.misfits)
    said = tuple(finding.said("en") for finding in findings)
    left = tuple(task_cell(task) for task in computed.left)
    return ScoredCopy(case, lang, given, worked.critical, said + misfits, left)


def plain(answer: Any) -> Any:
    """An answer as `given` returns it, as JSON holds it; the same for equal answers."""
    if isinstance(answer, frozenset):
        return sorted(answer)
    if isinstance(answer, Mapping):
        return {name: plain(answer[name]) for name in sorted(answer)}
    if isinstance(answer, tuple | list):
        return [plain(one) for one in answer]
    return answer


def digest(answer: Any) -> str:
    """A digest of a plain answer: equal just when the answers are."""
    text = json.dumps(answer, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def read_html(task: AnyTask, worked: Worked, voice: Voice) -> str:
    """What a person reads of a task, as one block of HTML in which nothing is markup or maths."""
    answer = worked.answers[task.id]
    if isinstance(task, Plan):
        rows = plan_rows(task, answer, voice.say("Your plan"), voice)
        lines = [_row("th", rows.head), *(_row("td", row) for row in rows.rows)]
        return f'<table class="{_PLAIN}">\n' + "\n".join(lines) + "\n</table>"
    paragraphs = [_escaped(part) for part in re.split(r"\n\s*\n", answer) if part.strip()]
    body = "\n".join(f"<p>{part}</p>" for part in paragraphs)
    return f'<div class="{_PLAIN}">\n{body}\n</div>'


_PLAIN = "parcours-answer tex2jax_ignore"
_MARKUP = frozenset("&<>\"'\\`*_{}[]()#+-.!|~$:")


def _row(tag: str, cells: tuple[str, ...]) -> str:
    shown = (_quiet(str(inline(cell))) for cell in cells)
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in shown) + "</tr>"


def _quiet(shown: str) -> str:
    """HTML on one line, without what would begin maths."""
    return shown.replace("\\", "&#92;").replace("$", "&#36;").replace("\n", "<br>")


def _escaped(words: str) -> str:
    """Words in an HTML block of a markdown cell; a blank line would end the block."""
    lines = (line.strip() for line in words.splitlines())
    return "<br>".join(
        "".join(f"&#{ord(one)};" if one in _MARKUP else one for one in line)
        for line in lines
        if line
    )


def _points(points: float) -> list[Any]:
    """The score as nbgrader reads it: the number that a cell returns."""
    return [_output("execute_result", {"text/plain": f"{points:.6g}"}, execution_count=None)]


def _html(shown: str) -> Any:
    return _output("display_data", {"text/html": shown})


def _output(kind: str, data: Mapping[str, str], **more: Any) -> Any:
    """An output, not validated by itself: the exporter validates the notebook."""
    return from_dict({"output_type": kind, "metadata": {}, "data": data, **more})
