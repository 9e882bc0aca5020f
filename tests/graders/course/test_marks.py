"""What persons gave: it stays with the same answer, and the later of two places counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from traitlets.config import Config

from graders.cases.rubric_comment import Judgement
from graders.course.marked_copies import Copy, NotThere
from graders.course.rubric_marks import Changed, Claimed, RubricMarks
from tests.graders.course.course import CASE, MACHINE, QUIET, Course

pytestmark = QUIET

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GOOD = Judgement({"wish": 2}, ("clear", "vague"), "Bravo & *merci*")
FAIR = Judgement({"wish": 1})


@pytest.fixture
def marks(course: Course) -> Iterator[RubricMarks]:
    course.submit("ana", course.key())
    assert course.autograde("ana")["success"]
    opened = RubricMarks(course.db_url)
    yield opened
    opened.close()


def message_of(marks: RubricMarks) -> Copy:
    (copy,) = marks.copies(CASE, CASE, "message")
    return copy


def give(course: Course, marks: RubricMarks, judgement: Judgement, **changes: Any) -> Copy:
    copy = message_of(marks)
    values = {"grader": "gil", "digest": copy.digest, "now": NOW} | changes
    return marks.save(course.case, {}, copy.id, judgement, **values)


def hand_in_again(course: Course, text: str) -> None:
    course.submit("ana", course.key() | {"message": text})
    assert course.autograde("ana")["success"]


def test_a_mark_by_rubric_counts_in_nbgrader(course: Course, marks: RubricMarks) -> None:
    copy = give(course, marks, GOOD)
    assert (copy.points, copy.waiting, copy.elsewhere, copy.changed) == (2, False, False, False)
    assert copy.first is not None
    assert (copy.first.judgement, copy.first.grader, copy.first.at) == (GOOD, "gil", NOW)
    assert course.score("ana") == MACHINE + 2
    assert copy.comment is not None
    assert "Son souhait est dit** (2 / 2)" in copy.comment
    assert copy.comment.index("Réussi") < copy.comment.index("À travailler")
    assert copy.comment.endswith("Bravo & *merci*")


def test_a_copy_says_what_was_written_and_in_which_language(marks: RubricMarks) -> None:
    copy = message_of(marks)
    assert copy.answer.startswith("Elle veut rester")
    assert (copy.lang, copy.student, copy.task, copy.waiting) == ("fr", "ana", "message", True)
    (plan,) = marks.copies(CASE, CASE, "plan")
    assert plan.answer[0]["need"] == "eating"
    assert marks.copies(CASE, CASE, "to-ask") == ()
    with pytest.raises(NotThere):
        marks.copy("0")


def test_the_mark_of_an_unchanged_text_stays(course: Course, marks: RubricMarks) -> None:
    before = give(course, marks, GOOD)
    assert course.autograde("ana")["success"]
    after = message_of(marks)
    assert (after.points, after.comment, after.waiting) == (2, before.comment, False)
    assert course.score("ana") == MACHINE + 2


def test_a_mark_of_formgrader_on_an_unchanged_text_stays(
    course: Course, marks: RubricMarks
) -> None:
    course.change("ana", "read-message", manual_score=1.5, needs_manual_grade=False)
    assert course.autograde("ana")["success"]
    copy = message_of(marks)
    assert (copy.points, copy.waiting, copy.elsewhere) == (1.5, False, True)


def test_a_changed_text_is_flagged_and_its_mark_taken_back(
    course: Course, marks: RubricMarks
) -> None:
    give(course, marks, GOOD)
    hand_in_again(course, "Autre chose.")
    copy = message_of(marks)
    assert (copy.points, copy.comment, copy.waiting, copy.changed) == (None, None, True, True)
    assert copy.first is None
    assert course.score("ana") == MACHINE
    (past,) = marks.past(copy.id)
    assert (past.points, past.how, past.same_answer) == (2, "first", False)
    assert course.autograde("ana")["success"]
    assert message_of(marks).waiting


def test_a_mark_of_formgrader_on_a_changed_text_is_in_the_history(
    course: Course, marks: RubricMarks
) -> None:
    course.change("ana", "read-message", manual_score=1.5, needs_manual_grade=False)
    hand_in_again(course, "Autre chose.")
    copy = message_of(marks)
    assert (copy.points, copy.waiting) == (None, True)
    assert [(past.points, past.how) for past in marks.past(copy.id)] == [(1.5, "gradebook")]


def test_the_mark_returns_with_the_text(course: Course, marks: RubricMarks) -> None:
    before = give(course, marks, GOOD)
    hand_in_again(course, "Autre chose.")
    hand_in_again(course, course.key()["message"])
    after = message_of(marks)
    assert (after.points, after.comment, after.waiting) == (2, before.comment, False)
    assert after.first == before.first


def test_a_text_that_was_taken_away_waits_for_nobody(course: Course, marks: RubricMarks) -> None:
    give(course, marks, GOOD)
    hand_in_again(course, " ")
    copy = message_of(marks)
    assert (copy.points, copy.waiting, copy.answer) == (None, False, None)


def test_an_override_of_a_scored_task_stays_while_the_answer_does(
    course: Course, marks: RubricMarks
) -> None:
    course.change("ana", "task-to-ask", manual_score=1, needs_manual_grade=False)
    assert course.autograde("ana")["success"]
    grade = course.grades("ana")["task-to-ask"]
    assert (grade["manual_score"], grade["needs_manual_grade"]) == (1, False)
    course.submit("ana", course.key() | {"to-ask": ["eats"]})
    assert course.autograde("ana")["success"]
    grade = course.grades("ana")["task-to-ask"]
    assert (grade["manual_score"], grade["needs_manual_grade"]) == (None, True)


def test_the_later_of_app_and_formgrader_counts_and_both_show(
    course: Course, marks: RubricMarks
) -> None:
    give(course, marks, GOOD)
    course.change("ana", "read-message", manual_score=0.5)
    copy = message_of(marks)
    assert copy.first is not None
    assert (copy.points, copy.first.points, copy.elsewhere) == (0.5, 2, True)
    copy = give(course, marks, FAIR)
    assert (copy.points, copy.elsewhere) == (1, False)
    assert course.score("ana") == MACHINE + 1


def test_a_copy_that_somebody_has_claimed_is_nobody_elses(
    course: Course, marks: RubricMarks
) -> None:
    copy = message_of(marks)
    assert marks.claim(copy.id, "gil", NOW)
    assert marks.claim(copy.id, "gil", NOW)
    assert not marks.claim(copy.id, "eva", NOW)
    with pytest.raises(Claimed):
        give(course, marks, GOOD, grader="eva")
    assert message_of(marks).claimed_by == "gil"
    assert marks.claim(copy.id, "eva", NOW + timedelta(hours=1))
    marks.release(copy.id, "gil")
    assert message_of(marks).claimed_by == "eva"
    marks.release(copy.id, "eva")
    assert message_of(marks).claimed_by is None


def test_a_text_that_changed_while_it_was_read_is_not_marked(
    course: Course, marks: RubricMarks
) -> None:
    copy = message_of(marks)
    hand_in_again(course, "Autre chose.")
    with pytest.raises(Changed):
        give(course, marks, GOOD, digest=copy.digest)


@pytest.mark.parametrize(
    "judgement", [Judgement({}), Judgement({"wish": 3}), Judgement({"wish": 1}, ("nothing",))]
)
def test_levels_are_those_of_the_rubric(
    course: Course, marks: RubricMarks, judgement: Judgement
) -> None:
    with pytest.raises(ValueError, match=r"level|remark"):
        give(course, marks, judgement)
    assert message_of(marks).points is None


def test_a_second_mark_is_kept_and_does_not_count(course: Course, marks: RubricMarks) -> None:
    copy = give(course, marks, GOOD)
    second = marks.save_second(
        course.case, copy.id, FAIR, grader="eva", digest=copy.digest, now=NOW
    )
    assert second.second is not None
    assert (second.second.points, second.second.grader, second.points) == (1, "eva", 2)
    assert [past.how for past in marks.past(copy.id)] == ["first", "second"]


CRITICAL = {"to-ask": ["vote"]}


def test_an_announced_error_caps_the_mark_in_nbgraders_own_sum(course: Course) -> None:
    course.submit("ana", course.key() | CRITICAL)
    assert course.autograde("ana")["success"]
    assert course.grades("ana")["cap"]["extra_credit"] == pytest.approx(8 - (MACHINE - 4.5))
    assert course.score("ana") == 8


def test_the_cap_follows_the_marks_of_texts(course: Course, marks: RubricMarks) -> None:
    course.submit("ana", course.key() | CRITICAL)
    assert course.autograde("ana")["success"]
    give(course, marks, GOOD)
    assert course.score("ana") == 8
    assert course.grades("ana")["cap"]["extra_credit"] == pytest.approx(8 - (MACHINE - 2.5))
    course.submit("ana", course.key())
    assert course.autograde("ana")["success"]
    assert course.score("ana") == MACHINE + 2


def test_an_instructor_lifts_the_cap_in_formgrader(course: Course) -> None:
    course.submit("ana", course.key() | CRITICAL)
    assert course.autograde("ana")["success"]
    course.change("ana", "cap", extra_credit=0, needs_manual_grade=False)
    assert course.autograde("ana")["success"]
    assert course.score("ana") == MACHINE - 4.5


def test_a_grader_lifts_the_cap_or_sets_it(course: Course, marks: RubricMarks) -> None:
    copy = message_of(marks)
    marks.decide(course.case, copy.id, ["secrecy"])
    assert course.score("ana") == 8
    assert course.autograde("ana")["success"]
    assert course.score("ana") == 8
    course.change("ana", "cap", extra_credit=-10)
    marks.decide(course.case, copy.id, [])
    assert course.score("ana") == MACHINE
    with pytest.raises(ValueError, match="announced"):
        marks.decide(course.case, copy.id, ["other"])


def late(course: Course) -> Config:
    config = course.config
    config.LateSubmissionPlugin.penalty_method = "zero"
    return config


def test_a_penalty_is_taken_from_the_whole_mark_and_not_before_it_is_whole(
    course: Course, marks: RubricMarks
) -> None:
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(CASE, duedate="2026-11-20 12:00:00 UTC")
    assert course.autograde("ana", late(course))["success"]
    assert penalty(course) is None
    give(course, marks, GOOD)
    for cell in ("read-plan", "read-reasoned"):
        course.change("ana", cell, manual_score=1, needs_manual_grade=False)
    done = course.api(late(course)).generate_feedback(CASE, "ana")
    assert done["success"], done
    assert penalty(course) == MACHINE + 4


def penalty(course: Course) -> float | None:
    with course.gradebook() as gradebook:
        found = gradebook.find_submission_notebook(CASE, CASE, "ana").late_submission_penalty
        return None if found is None else float(found)


def test_marks_of_students_who_left_are_forgotten(course: Course, marks: RubricMarks) -> None:
    copy = give(course, marks, GOOD)
    with course.gradebook() as gradebook:
        gradebook.remove_student("ana")
    RubricMarks(course.db_url).close()
    assert marks.copies(CASE, CASE, "message") == ()
    with pytest.raises(NotThere):
        marks.past(copy.id)
