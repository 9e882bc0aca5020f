"""A case: who, where, what happens step by step, what there is to read, what is asked."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from curriculum.cases.tasks import AnyTask, Grid, Plan, Simulation, Task
from curriculum.named import unique
from question_bank.model import Jurisdiction, Month, Population, Record, Setting, Slug, Text

TOTAL = 20  # points of every case: marks on 20, and on 100 by five


class Table(Record):
    """A table in a document; every row has as many cells as the head."""

    head: Annotated[tuple[Text, ...], Field(min_length=2, max_length=6)]
    rows: Annotated[tuple[tuple[Text, ...], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _rows_fit(self) -> Self:
        if any(len(row) != len(self.head) for row in self.rows):
            raise ValueError("every row has as many cells as the head")
        return self


class Document(Record):
    """Something to read, invented: a grid, a letter, a note, a summary, a form, a message."""

    id: Slug
    kind: Literal["grid", "letter", "note", "summary", "form", "message"]
    title: Text
    text: Text | None = None
    table: Table | None = None
    after: Text | None = None  # below the table

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and self.table is None:
            raise ValueError("has neither a text nor a table")
        return self


class Step(Record):
    """What happens next; `documents` arrive with it."""

    id: Slug
    title: Text
    text: Text
    documents: tuple[Slug, ...] = ()


class Critical(Record):
    """An error announced in the instructions that caps the mark of the case, on 20."""

    id: Slug
    text: Text
    cap: Annotated[float, Field(ge=0, lt=TOTAL, multiple_of=0.5)]


class Trial(Record):
    """Answers that are wrong in a known way, and what they earn: `points` by task.

    `answers` are as the form saves them, of one language where they hold words.
    """

    id: Slug
    title: str
    answers: dict[Slug, Any]
    points: dict[Slug, Annotated[float, Field(ge=0, le=TOTAL)]]
    mark: Annotated[float, Field(ge=0, le=TOTAL)]  # on 20, texts at 0, caps applied


class Case(Record):
    """One case, both languages; a file `cases/<id>.yaml` of a module.

    `pair` names the other variant of a long paper, whose changed fact changes the answer;
    `alternative` names the case of equal weight for whoever does not want to read this one.
    """

    id: Slug
    revision: Annotated[int, Field(ge=1)] = 1
    status: Literal["draft", "live"]
    title: Text
    summary: Text  # the person, the place, in one sentence; shown in lists
    jurisdiction: Jurisdiction
    setting: Annotated[tuple[Setting, ...], Field(min_length=1)]
    population: Annotated[tuple[Population, ...], Field(min_length=1)]
    purpose: Literal["formative", "summative"]
    paper: bool = False  # a long DIU paper: « format indicatif »
    pair: Slug | None = None
    minutes: Annotated[int, Field(ge=15, le=180)]
    content_note: Text | None = None
    alternative: Slug | None = None
    help_lines: tuple[Slug, ...] = ()  # facts
    critical: Annotated[tuple[Critical, ...], Field(max_length=3)] = ()
    steps: Annotated[tuple[Step, ...], Field(min_length=3, max_length=5)]
    documents: Annotated[tuple[Document, ...], Field(min_length=2, max_length=4)]
    tasks: Annotated[tuple[AnyTask, ...], Field(min_length=2, max_length=9)]
    debrief: Text
    teaches: Annotated[tuple[str, ...], Field(min_length=1)]  # lesson sections: module/n#section
    sources: Annotated[tuple[Slug, ...], Field(min_length=1)]
    as_of: Month
    review: Literal["draft", "read"]
    trials: Annotated[tuple[Trial, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _names_agree(self) -> Self:
        steps = unique(self.steps, "steps")
        documents = unique(self.documents, "documents")
        unique(self.tasks, "tasks")
        shown = Counter(one for step in self.steps for one in step.documents)
        if set(shown) != documents or any(count > 1 for count in shown.values()):
            raise ValueError("each document arrives in exactly one step")
        earlier: set[str] = set()
        for task in self.tasks:
            if task.step not in steps:
                raise ValueError(f"task {task.id} belongs to step {task.step!r}, not there")
            follows = getattr(task, "follows", None)
            if follows is not None and follows.task not in earlier:
                raise ValueError(f"task {task.id} follows {follows.task!r}, not a number before it")
            if task.kind == "number":
                earlier.add(task.id)
        return self

    @model_validator(mode="after")
    def _critical_errors_are_announced(self) -> Self:
        announced = unique(self.critical, "critical")
        made = set(_critical_ids(self.tasks))
        if unknown := made - announced:
            raise ValueError(f"critical {', '.join(sorted(unknown))} is not announced")
        return self

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.points != TOTAL:
            raise ValueError(f"the tasks make {self.points:g} points, not {TOTAL}")
        known = {task.id for task in self.tasks}
        for trial in self.trials:
            if unknown := (set(trial.answers) | set(trial.points)) - known:
                raise ValueError(f"trial {trial.id} names {', '.join(sorted(unknown))}, no task")
        return self

    @property
    def points(self) -> float:
        """What all tasks can earn."""
        return sum(task.worked + task.read for task in self.tasks)

    def task(self, task_id: str) -> AnyTask:
        """The task of that id; KeyError names what was asked for."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise KeyError(f"no task {task_id!r} in the case {self.id}")


def _critical_ids(tasks: tuple[Task, ...]) -> list[str]:
    found: list[str | None] = []
    for task in tasks:
        if isinstance(task, Simulation):
            found += [move.critical for node in task.script.nodes for move in node.moves]
        elif isinstance(task, (Grid, Plan)):
            found += [one.critical for column in task.columns for one in column.choices]
        else:
            found += [option.critical for option in getattr(task, "options", ())]
    return [one for one in found if one is not None]
