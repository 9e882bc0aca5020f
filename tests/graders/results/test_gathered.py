"""What is read from a gradebook, and what that brings up to date in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from graders.course.build import NoSuchCase, NotACourse
from graders.course.gathered import gather_case, gather_course
from graders.results.records import Unscored
from tests.graders.course.course import CASE, MACHINE, Course
from tests.graders.results.conftest import QUIET, gathered, read_all

pytestmark = QUIET
ZERO = {"penalty_method": "zero"}


def test_points_by_task_with_competence_domain_and_what_waits(course: Course) -> None:
    results = gathered(course)
    copy = results.copy("ana", CASE)
    assert copy is not None
    tasks = {task.task: task for task in copy.tasks}
    assert sum(task.out_of for task in copy.tasks) == 20
    assert tasks["message"].waiting
    assert tasks["message"].answer is not None
    assert not tasks["to-ask"].waiting
    assert tasks["to-ask"].points == tasks["to-ask"].out_of
    case = course.case
    for task in copy.tasks:
        said = case.task(task.task)
        assert (task.competence, task.domain, task.kind) == (
            said.competence,
            said.domain,
            said.kind,
        )
    assert (copy.earned, copy.is_final, copy.lang) == (MACHINE, False, "fr")
    assert copy.handed_in == datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert set(results.people) == {"ana", "bob", "eve", "zed"}
    assert results.copy("zed", CASE) is None


def test_a_mark_is_final_when_all_is_read_and_is_what_nbgrader_shows(course: Course) -> None:
    read_all(course, "ana", 0.5)
    copy = gathered(course).copy("ana", CASE)
    assert copy is not None
    assert copy.is_final
    assert copy.mark.exact == pytest.approx(course.score("ana"))
    assert (copy.mark.on_20, copy.mark.on_100) == (17, 85)


def test_a_stale_cap_is_brought_up_to_date(course: Course) -> None:
    before = gathered(course).copy("eve", CASE)
    assert before is not None
    read_all(course, "eve")  # as formgrader does: `cap` stays as it was
    stale = course.score("eve")
    copy = gathered(course).copy("eve", CASE)
    assert copy is not None
    assert copy.cap is not None
    assert copy.mark.exact == copy.cap < stale
    assert course.score("eve") == pytest.approx(copy.cap)


def test_what_an_instructor_set_on_cap_stays(course: Course) -> None:
    read_all(course, "eve")
    course.change("eve", "cap", extra_credit=0)
    copy = gathered(course).copy("eve", CASE)
    assert copy is not None
    assert (copy.taken, copy.cap) == (0, None)
    assert copy.mark.exact == copy.earned


def test_late_penalties_come_after_reading_and_stand_apart(course: Course) -> None:
    waiting = gathered(course, LateSubmissionPlugin=ZERO).copy("eve", CASE)
    assert waiting is not None
    assert (waiting.penalty, waiting.late_seconds) == (None, 2 * 24 * 3600)
    read_all(course, "eve")
    free = gathered(course).copy("eve", CASE)
    assert free is not None
    assert free.penalty == 0
    late = gathered(course, LateSubmissionPlugin=ZERO).copy("eve", CASE)
    assert late is not None
    assert late.penalty == late.before_penalty.exact == free.mark.exact > 0
    assert late.mark.exact == 0
    with course.gradebook() as gradebook:
        assert gradebook.find_submission(CASE, "eve").late_submission_penalty == late.penalty


def test_copies_that_are_not_scored_are_counted(course: Course) -> None:
    course.submit("new", course.key())
    course.submit("bob", course.key(), at="2026-11-22 13:00:00 UTC")
    hostile = course.submit("ana", course.key()) / "timestamp.txt"
    hostile.write_bytes(b"\xff not a date")
    found = gather_course(course.root).unscored
    assert set(found) == {Unscored("new", CASE), Unscored("bob", CASE)}


def test_one_case_of_a_course_and_folders_that_are_none(course: Course) -> None:
    assert set(gather_case(course.root, CASE).cases) == {CASE}
    with pytest.raises(NoSuchCase, match="no case 'other'"):
        gather_case(course.root, "other")
    with pytest.raises(NotACourse):
        gather_course(course.root / "source")
