"""Marks by criterion, saved beside nbgrader's and into nbgrader's own.

The sum is the `manual_score` of the grade, the comment its `manual_comment`. If somebody changes
them in formgrader afterwards, that counts, and `Copy.elsewhere` shows it; the next mark saved
here counts again. Nothing here trusts that it is alone: claims and digests say when it is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from nbgrader.api import Grade, Gradebook
from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from curriculum.cases.model import Case
from curriculum.cases.rubric import Rubric
from curriculum.model import Fact
from graders.cases.rubric_comment import Judgement, judged_comment, judged_points
from graders.cases.voice import Voice
from graders.course.caps import apply_cap
from graders.course.cells import CAP, read_cell
from graders.course.grading_tables import OF_COPIES, create_grading_tables
from graders.course.mark_tables import create_tables, history, marks, stored, update_mark
from graders.course.marked_copies import (
    Copy,
    Past,
    as_copy,
    copied_comment,
    find_one,
    find_task,
    is_elsewhere,
    utc,
)
from graders.course.own_remarks import with_own_remarks

CLAIM = timedelta(minutes=30)  # after which a claim that was not renewed is anybody's


class Changed(Exception):
    """The answer is no longer the one that was read."""


class Claimed(Exception):
    """Somebody else is marking this copy."""


class RubricMarks:
    """The marks of one gradebook, on SQLite or PostgreSQL."""

    def __init__(self, db_url: str, course_id: str = "default_course") -> None:
        self._gradebook = Gradebook(db_url, course_id)
        create_tables(self._gradebook.engine)
        create_grading_tables(self._gradebook.engine)
        with self.session() as session:  # SQLite does not cascade unless it is told to
            for table in (*OF_COPIES, history, marks):
                session.execute(delete(table).where(table.c.grade_id.not_in(select(Grade.id))))

    def close(self) -> None:
        """End the connections to the database."""
        self._gradebook.close()

    def copies(self, assignment: str, case: str, task: str) -> tuple[Copy, ...]:
        """Every copy of a task that has been autograded, in an order that names do not give."""
        with self.session() as session:
            return tuple(as_copy(one) for one in find_task(session, assignment, case, task))

    def copy(self, grade_id: str) -> Copy:
        """One copy; NotThere where it has not been autograded."""
        with self.session() as session:
            return as_copy(find_one(session, grade_id))

    def claim(self, grade_id: str, who: str, now: datetime) -> bool:
        """Take a copy for oneself, or keep it; False where somebody else has it."""
        free = or_(
            marks.c.claimed_by.is_(None),
            marks.c.claimed_by == who,
            marks.c.claimed_at < stored(now - CLAIM),
        )
        with self.session() as session:
            done = session.execute(
                update(marks)
                .where(marks.c.grade_id == grade_id, free)
                .values(claimed_by=who, claimed_at=stored(now))
                .returning(marks.c.grade_id)
            )
            return done.first() is not None

    def release(self, grade_id: str, who: str) -> None:
        """Give a claimed copy back."""
        with self.session() as session:
            session.execute(
                update(marks)
                .where(marks.c.grade_id == grade_id, marks.c.claimed_by == who)
                .values(claimed_by=None, claimed_at=None)
            )

    def save(
        self,
        case: Case,
        facts: Mapping[str, Fact],
        grade_id: str,
        judgement: Judgement,
        *,
        grader: str,
        digest: str,
        now: datetime,
    ) -> Copy:
        """Mark a copy: it counts at once. `digest` is that of the answer that was read.

        Changed where it is another by now, Claimed where somebody else has the copy, ValueError
        where the levels are not those of the rubric.
        """
        with self.session() as session:
            found = find_one(session, grade_id)
            grade, row = found.grade, found.row
            _refuse(row, grader, digest, now)
            rubric = _rubric(session, case, grade)
            points = judged_points(rubric, judgement)
            said = judged_comment(rubric, judgement, Voice(row.lang, facts))
            values = _columns(judgement, points, grader) | {"said": said}
            if is_elsewhere(found):
                before = {"points": grade.manual_score, "said": copied_comment(found)}
                _add(session, row, "gradebook", before, now)
            _add(session, row, "first", values, now)
            values |= {"marked_at": stored(now), "changed_at": None}
            update_mark(session, grade_id, values)
            grade.manual_score, grade.needs_manual_grade = points, False
            if found.comment is not None:
                found.comment.manual_comment = said
            apply_cap(session, grade.notebook, case)
        return self.copy(grade_id)

    def save_second(
        self,
        case: Case,
        grade_id: str,
        judgement: Judgement,
        *,
        grader: str,
        digest: str,
        now: datetime,
    ) -> Copy:
        """Keep the mark of a second grader, who has not seen the first; it does not count."""
        with self.session() as session:
            found = find_one(session, grade_id)
            grade, row = found.grade, found.row
            _refuse(row, grader, digest, now)
            points = judged_points(_rubric(session, case, grade), judgement)
            values = _columns(judgement, points, grader)
            _add(session, row, "second", values, now)
            second = {f"second_{name}": value for name, value in values.items()}
            update_mark(session, grade_id, second | {"second_at": stored(now)})
        return self.copy(grade_id)

    def decide(
        self,
        case: Case,
        grade_id: str,
        critical: Collection[str] | None,
        *,
        reason: str = "",
        grader: str = "",
        now: datetime | None = None,
    ) -> None:
        """Say which announced errors stand in the submission of a copy; None: as the machine says.

        What was set by hand on `cap` in formgrader no longer counts then. The reason is kept in
        the history of `cap`.
        """
        if unknown := set(critical or ()) - {one.id for one in case.critical}:
            raise ValueError(f"{', '.join(sorted(unknown))} is announced nowhere in {case.id}")
        with self.session() as session:
            notebook = find_one(session, grade_id).grade.notebook
            cap = next(one for one in notebook.grades if one.name == CAP)
            decided = None if critical is None else sorted(critical)
            update_mark(
                session, cap.id, {"decided": decided, "by_hand": False, "extra": cap.extra_credit}
            )
            extra = apply_cap(session, notebook, case)
            row = session.execute(select(marks).where(marks.c.grade_id == cap.id)).one()
            values = {"points": extra, "remarks": decided, "said": reason, "grader": grader}
            _add(session, row, "cap", values, now or datetime.now(UTC))

    def past(self, grade_id: str) -> tuple[Past, ...]:
        """Every mark that the copy was given, the oldest first."""
        with self.session() as session:
            row = find_one(session, grade_id).row
            rows = session.execute(
                select(history).where(history.c.grade_id == grade_id).order_by(history.c.id)
            )
            return tuple(
                Past(
                    utc(o.at),
                    o.how,
                    o.grader,
                    o.points,
                    o.said,
                    o.digest == row.digest,
                    None
                    if o.levels is None
                    else Judgement(o.levels, tuple(o.remarks or ()), o.comment or ""),
                )
                for o in rows
            )

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction, on a connection of its own for each thread."""
        session: Session = self._gradebook.db()
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            self._gradebook.db.remove()


def _refuse(row: Any, grader: str, digest: str, now: datetime) -> None:
    if row.digest != digest:
        raise Changed("the answer was handed in again: read it anew")
    held = row.claimed_by not in (None, grader) and row.claimed_at >= stored(now - CLAIM)
    if held:
        raise Claimed("somebody else is marking this copy")


def _rubric(session: Session, case: Case, grade: Grade) -> Rubric:
    task = grade.name.removeprefix(read_cell(""))
    rubric: Rubric = case.task(task).rubric  # type: ignore[union-attr, assignment]
    return with_own_remarks(session, rubric, case.id, task)


def _columns(judgement: Judgement, points: float, grader: str) -> dict[str, Any]:
    return {
        "points": points,
        "levels": dict(judgement.levels),
        "remarks": list(judgement.remarks),
        "comment": judgement.comment,
        "grader": grader,
    }


def _add(session: Session, row: Any, how: str, values: dict[str, Any], now: datetime) -> None:
    past = {"grade_id": row.grade_id, "digest": row.digest, "how": how, "at": stored(now)}
    session.execute(insert(history).values(**past, **values))
