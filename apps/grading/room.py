"""What a grader can ask of one course; runs in a process that has nbgrader and the gradebook.

Each public method is a question: keyword arguments and an answer that are JSON. `who` is the id
of the grader, `now` the moment in ISO 8601.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.exc import OperationalError

from apps.grading.said import Json, answer_said, moment, rubric_of, rubric_said, task_said
from apps.grading.seen import Desk, row_said, view_said
from curriculum.catalog import Catalog
from graders.cases.agreement import agreement
from graders.cases.rubric_comment import Judgement
from graders.course.drafts import keep_draft
from graders.course.marked_copies import NotThere
from graders.course.own_remarks import OwnRemark, add_remark, remarks_of, retire_remark
from graders.course.rounds import ask_second, finish_round, rounds_of
from graders.course.rubric_marks import RubricMarks
from graders.course.second_marks import Pair, blind_pairs
from graders.course.task_counts import task_counts

T = TypeVar("T")

TRIES = 4  # when somebody else holds the database
WAIT = 0.25  # seconds between two tries


class StillWaiting(Exception):
    """Copies wait to be read: their marks cannot be final."""


class OtherRole(Exception):
    """The copy is not the grader's to mark in this way."""


class Room:
    """The marks of a course, and the cases that it was built from."""

    def __init__(self, marks: RubricMarks, catalog: Callable[[], Catalog]) -> None:
        self._marks = marks
        self._read_catalog = catalog

    def tasks(self, *, who: str) -> Json:
        """The tasks to read, with the state of their copies."""
        catalog = self._read_catalog()
        with self._marks.session() as session:
            counts, rounds = task_counts(session), rounds_of(session)
        found = []
        for one in counts:
            case = catalog.cases.get(one.case)
            known = case is not None and any(task.id == one.task for task in case.case.tasks)
            if not known:  # taken out of the curriculum since
                continue
            how = rounds.get((one.case, one.task))
            found.append(
                task_said(catalog, one.case, one.task)
                | {
                    "waiting": one.waiting,
                    "marked": one.marked,
                    "changed": one.changed,
                    "empty": one.empty,
                    "second": 0 if how is None else how.wanted(one.waiting + one.marked),
                    "twice": one.twice,
                    "finished_at": None if how is None else moment(how.finished_at),
                }
            )
        order = {name: place for place, name in enumerate(catalog.cases)}
        return {"tasks": sorted(found, key=lambda one: (order[one["case"]], one["n"]))}

    def task(self, *, who: str, case: str, task: str, now: str) -> Json:
        """A task: its rubric, its copies, and how its marks agree."""
        catalog, about = self._task(case, task)
        desk = self._desk(case, task, who)
        with self._marks.session() as session:
            own = remarks_of(session, case, task)
        rubric = rubric_said(rubric_of(about), catalog.facts)
        rubric["remarks"] += [_own_said(one) for one in own]
        how = desk.round
        return task_said(catalog, case, task) | {
            "rubric": rubric,
            "second": {"share": how.share, "count": how.count, "wanted": len(desk.chosen)},
            "finished_at": moment(how.finished_at),
            "finished_by": how.finished_by,
            "copies": [row_said(desk, copy, _at(now)) for copy in desk.in_order()],
            "agreement": self._agreement(desk),
        }

    def next(self, *, who: str, case: str, task: str, number: int, now: str) -> Json:
        """The next copy that waits for this grader, taken; none where nothing waits."""
        desk = self._desk(case, task, who)
        waiting = [copy for copy in desk.in_order() if desk.is_due(copy)]
        after = [copy for copy in waiting if desk.numbers[copy.id] > number]
        before = [copy for copy in waiting if desk.numbers[copy.id] < number]
        for copy in (*after, *before):
            if self._claim(copy.id, who, now):
                return {"copy": copy.id}
        return {"copy": None, "held": len(after) + len(before)}

    def open(self, *, who: str, copy: str, now: str) -> Json:
        """A copy to be marked, taken where nobody else has it."""
        self._marks.copy(copy)
        self._claim(copy, who, now)
        return self._view(copy, who, _at(now))

    def release(self, *, who: str, copy: str) -> Json:
        """Give a copy back."""
        self._again(lambda: self._marks.release(copy, who))
        return {}

    def draft(self, *, who: str, copy: str, given: Json, now: str) -> Json:
        """Keep what was begun, whoever has the copy; and keep the copy."""
        self._marks.copy(copy)
        content = {name: given[name] for name in ("levels", "remarks", "comment")}
        latest = self._keep(copy, who, given, content, now)
        return {"latest": latest, "mine": self._claim(copy, who, now), "saved_at": now}

    def mark(self, *, who: str, copy: str, given: Json, now: str) -> Json:
        """Save the mark of a copy, and give the copy back."""
        found = self._marks.copy(copy)
        desk = self._desk(found.case, found.task, who)
        if desk.is_second(found) != given["second"]:
            raise OtherRole("this copy has been marked by somebody else meanwhile")
        judgement = Judgement(given["levels"], tuple(given["remarks"]), given["comment"])
        about = {"grader": who, "digest": given["digest"], "now": _at(now)}
        facts = self._read_catalog().facts
        if given["second"]:
            self._again(lambda: self._marks.save_second(desk.case, copy, judgement, **about))
        else:
            self._again(lambda: self._marks.save(desk.case, facts, copy, judgement, **about))
        self._keep(copy, who, given, None, now)
        self._again(lambda: self._marks.release(copy, who))
        return self._view(copy, who, _at(now))

    def cap(
        self, *, who: str, copy: str, critical: Sequence[str] | None, reason: str, now: str
    ) -> Json:
        """Lift the cap of a submission, or let an error stand that only a reader can see."""
        found = self._marks.copy(copy)
        desk = self._desk(found.case, found.task, who)
        if desk.is_second(found):
            raise OtherRole("a second grader marks the text only")
        self._again(
            lambda: self._marks.decide(
                desk.case, copy, critical, reason=reason, grader=who, now=_at(now)
            )
        )
        return self._view(copy, who, _at(now))

    def second(
        self, *, who: str, case: str, task: str, share: float | None, count: int | None
    ) -> Json:
        """Have copies read twice."""
        self._task(case, task)
        self._write(lambda session: ask_second(session, case, task, share=share, count=count))
        return {}

    def add_remark(
        self, *, who: str, case: str, task: str, lang: Any, text: str, praise: bool, now: str
    ) -> Json:
        """Add a remark to those of the task."""
        self._task(case, task)
        made = self._write(
            lambda session: add_remark(
                session,
                case,
                task,
                lang=lang,
                text=text,
                praise=praise,
                author=who,
                now=_at(now),
            )
        )
        return _own_said(made)

    def retire_remark(self, *, who: str, case: str, task: str, remark: str) -> Json:
        """Offer a remark no longer."""
        self._write(lambda session: retire_remark(session, case, task, remark))
        return {}

    def finish(self, *, who: str, case: str, task: str, now: str) -> Json:
        """Call the marks of a task final: names are shown. StillWaiting while a copy waits."""
        self._task(case, task)
        waiting = sum(copy.waiting for copy in self._marks.copies(case, case, task))
        if waiting:
            raise StillWaiting(f"{waiting}")
        self._write(lambda session: finish_round(session, case, task, who, _at(now)))
        return {}

    def reopen(self, *, who: str, case: str, task: str, now: str) -> Json:
        """Call them open again: names are hidden."""
        self._task(case, task)
        self._write(lambda session: finish_round(session, case, task, None, _at(now)))
        return {}

    def _view(self, copy: str, who: str, now: datetime) -> Json:
        found = self._marks.copy(copy)
        catalog, task = self._task(found.case, found.task)
        desk = self._desk(found.case, found.task, who)
        answer = answer_said(catalog, task, found.answer, found.lang)
        return view_said(self._marks, desk, found, answer, catalog.facts, now)

    def _desk(self, case: str, task: str, who: str) -> Desk:
        catalog, _ = self._task(case, task)
        copies = self._marks.copies(case, case, task)
        return Desk.laid(self._marks, catalog.cases[case].case, task, who, copies)

    def _claim(self, copy: str, who: str, now: str) -> bool:
        return self._again(lambda: self._marks.claim(copy, who, _at(now)))

    def _keep(self, copy: str, who: str, given: Json, content: Json | None, now: str) -> bool:
        about = {"seq": given["seq"], "digest": given["digest"], "now": _at(now)}
        return self._write(lambda session: keep_draft(session, copy, who, content=content, **about))

    def _agreement(self, desk: Desk) -> Json:
        with self._marks.session() as session:
            pairs = blind_pairs(session, desk.copies)
        rubric = rubric_of(desk.case.task(desk.task))
        apart = [abs(one.points[0] - one.points[1]) for one in pairs]
        return {
            "n": len(pairs),
            "mean_apart": sum(apart) / len(apart) if apart else None,
            "criteria": [
                {
                    "criterion": one.criterion,
                    "n": one.n,
                    "kappa": one.kappa,
                    "exact": one.exact,
                    "adjacent": one.adjacent,
                }
                for one in agreement(rubric, [pair.levels for pair in pairs])
            ],
            "disagreements": [
                _apart(pair, desk.numbers)
                for pair in sorted(pairs, key=lambda one: (-_distance(one), one.grade_id))
                if _distance(pair)
            ],
        }

    def _task(self, case: str, task: str) -> tuple[Catalog, Any]:
        catalog = self._read_catalog()
        try:
            about = catalog.cases[case].case.task(task)
            rubric_of(about)
        except KeyError as error:
            raise NotThere(str(error)) from None
        return catalog, about

    def _write(self, work: Callable[[Any], T]) -> T:
        def once() -> T:
            with self._marks.session() as session:
                return work(session)

        return self._again(once)

    def _again(self, work: Callable[[], T]) -> T:
        """The work, tried again when another process was just writing; it undoes itself whole."""
        for left in reversed(range(TRIES)):
            try:
                return work()
            except OperationalError:
                if not left:
                    raise
                time.sleep(WAIT)
        raise AssertionError


def _at(now: str) -> datetime:
    return datetime.fromisoformat(now)


def _own_said(remark: OwnRemark) -> Json:
    return {
        "id": remark.id,
        "text": {remark.lang: remark.text},
        "praise": remark.praise,
        "own": True,
        "author": remark.author,
        "retired": remark.retired,
    }


def _distance(pair: Pair) -> int:
    """How many levels two marks are apart, all criteria together."""
    first, second = pair.levels
    return sum(abs(first[name] - second[name]) for name in first)


def _apart(pair: Pair, numbers: Mapping[str, int]) -> Json:
    return {
        "id": pair.grade_id,
        "number": numbers[pair.grade_id],
        "levels": [dict(one) for one in pair.levels],
        "points": list(pair.points),
        "graders": list(pair.graders),
    }
