"""What graders may ask of a course: who sees what, who marks what, what counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.grading.process import Gradebook, GradingRefused
from apps.grading.room import OtherRole, Room, StillWaiting
from curriculum.load import load_catalog
from graders.course.marked_copies import NotThere
from graders.course.rubric_marks import Changed, Claimed, RubricMarks
from tests.apps.attempt_helpers import wait
from tests.apps.grading_course import STUDENTS, TEXTS, copied, hand_in, make_course
from tests.graders.course.course import CASE, MACHINE, QUIET, Course

pytestmark = QUIET

NOON, LATER, NEXT_DAY = (f"2026-11-2{when}:00+00:00" for when in ("2T12:00", "2T12:20", "3T12:00"))
ANN, BOB = "ann", "bob"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    base = tmp_path_factory.mktemp("grading")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARCOURS_CURRICULUM", str(base / "curriculum"))
        yield make_course(base)


@pytest.fixture
def course(made: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.setenv("PARCOURS_CURRICULUM", str(made.curriculum))
    return copied(made, tmp_path / "course")


@pytest.fixture
def room(course: Course) -> Iterator[Room]:
    marks = RubricMarks(course.db_url, "parcours")
    catalog = load_catalog(course.curriculum)[0]
    yield Room(marks, lambda: catalog)
    marks.close()


def task(room: Room, who: str = ANN, name: str = "message", now: str = NOON) -> Any:
    return room.task(who=who, case=CASE, task=name, now=now)


def take(room: Room, who: str = ANN, number: int = 0, now: str = NOON) -> Any:
    """The next copy, opened."""
    found = room.next(who=who, case=CASE, task="message", number=number, now=now)["copy"]
    assert found is not None
    return room.open(who=who, copy=found, now=now)


def judged(copy: Any, level: int = 2, seq: int = 1, **changes: Any) -> Any:
    about = {"seq": seq, "digest": copy["digest"], "second": copy["as_second"]}
    return about | {"levels": {"wish": level}, "remarks": [], "comment": ""} | changes


def give(room: Room, copy: Any, level: int = 2, who: str = ANN, **changes: Any) -> Any:
    given = judged(copy, level, **changes)
    return room.mark(who=who, copy=copy["id"], given=given, now=NOON)


def mark_all(room: Room, levels: Callable[[int], int] = lambda _: 2, who: str = ANN) -> None:
    for row in task(room, who)["copies"]:
        copy = room.open(who=who, copy=row["id"], now=NOON)
        if copy["state"] == "waiting" or copy["as_second"]:
            give(room, copy, levels(copy["number"]), who)


def of(room: Room, student: str, who: str = ANN) -> Any:
    """The copy of a student, whom graders do not know."""
    copies = room._marks.copies(CASE, CASE, "message")
    return room.open(who=who, copy=next(o.id for o in copies if o.student == student), now=NOON)


def test_tasks_say_how_many_copies_wait(room: Room) -> None:
    before = {one["task"]: one for one in room.tasks(who=ANN)["tasks"]}
    assert list(before) == ["plan", "message", "reasoned"]
    assert (before["message"]["waiting"], before["message"]["marked"]) == (4, 0)
    give(room, take(room))
    after = {one["task"]: one for one in room.tasks(who=ANN)["tasks"]}
    assert (after["message"]["waiting"], after["message"]["marked"]) == (3, 1)


def test_nobody_learns_whose_copy_it_is_before_the_marks_are_final(room: Room) -> None:
    copy = take(room)
    said = f"{task(room)} {copy} {room.tasks(who=ANN)}"
    assert not [student for student in STUDENTS if f"'{student}'" in said]
    with pytest.raises(StillWaiting):
        room.finish(who=ANN, case=CASE, task="message", now=NOON)
    mark_all(room)
    room.finish(who=ANN, case=CASE, task="message", now=NOON)
    final = task(room)
    assert sorted(row["name"] for row in final["copies"]) == sorted(STUDENTS)
    assert (final["finished_by"], final["finished_at"]) == (ANN, "2026-11-22T12:00:00Z")
    room.reopen(who=ANN, case=CASE, task="message", now=NOON)
    assert {row["name"] for row in task(room)["copies"]} == {None}


def test_numbers_stay_when_more_copies_come(course: Course, room: Room) -> None:
    before = {row["id"]: row["number"] for row in task(room)["copies"]}
    assert sorted(before.values()) == [1, 2, 3, 4]
    hand_in(course, "eve", "Bonjour Paul.")
    after = {row["id"]: row["number"] for row in task(room)["copies"]}
    assert before.items() <= after.items()
    assert sorted(after.values()) == [1, 2, 3, 4, 5]


def test_two_graders_are_given_different_copies(room: Room) -> None:
    seen = [take(room, who, now=NOON)["id"] for who in (ANN, BOB)]
    assert len(set(seen)) == 2
    held = room.open(who=BOB, copy=seen[0], now=NOON)
    assert held["claim"] == {"by": ANN, "until": "2026-11-22T12:30:00Z"}
    with pytest.raises(Claimed):
        give(room, held, who=BOB)
    for who in (ANN, BOB):
        take(room, who, number=2)
    none = room.next(who="cat", case=CASE, task="message", number=0, now=LATER)
    assert none == {"copy": None, "held": 4}
    assert room.open(who=BOB, copy=seen[0], now=NEXT_DAY)["claim"]["by"] == BOB
    room.release(who=BOB, copy=seen[0])
    assert room.open(who=ANN, copy=seen[0], now=NEXT_DAY)["claim"]["by"] == ANN


def test_a_mark_counts_in_nbgrader_and_leads_to_the_next_copy(course: Course, room: Room) -> None:
    copy = of(room, "ana")
    saved = give(room, copy, remarks=["clear"], comment="Bravo & merci")
    assert (saved["state"], saved["mark"]["points"], saved["mark"]["by"]) == ("marked", 2, ANN)
    assert saved["claim"]["by"] is None
    assert course.score("ana") == MACHINE + 2
    (row,) = [row for row in task(room)["copies"] if row["id"] == copy["id"]]
    assert (row["points"], row["by"], row["draft"]) == (2, ANN, False)
    following = take(room, number=copy["number"])
    assert following["number"] != copy["number"]


def test_the_answer_is_shown_in_the_language_of_the_student(room: Room) -> None:
    shown = of(room, "cyd")
    assert (shown["lang"], shown["answer"]["text"]) == ("fr", TEXTS[2])
    assert of(room, "ben")["words"] == 75
    plan = room.next(who=ANN, case=CASE, task="plan", number=0, now=NOON)["copy"]
    answer = room.open(who=ANN, copy=plan, now=NOON)["answer"]
    assert answer["head"] == ["Besoin", "Objectif", "Qui", "Échéance"]
    assert answer["rows"][0][0] == "Se nourrir"
    assert answer["rows"][0][3] == "1er décembre 2026"


def test_a_changed_text_waits_with_the_levels_of_the_earlier_one(
    course: Course, room: Room
) -> None:
    give(room, of(room, "ana"), 1, comment="Bien")
    hand_in(course, "ana", "Autre chose, tout à fait.")
    copy = of(room, "ana")
    assert (copy["state"], copy["changed"], copy["mark"]) == ("waiting", True, None)
    assert (copy["earlier"]["levels"], copy["earlier"]["comment"]) == ({"wish": 1}, "Bien")
    (line,) = [one for one in room.tasks(who=ANN)["tasks"] if one["task"] == "message"]
    assert (line["waiting"], line["changed"]) == (4, 1)


def test_a_text_that_changed_while_it_was_read_is_not_marked(course: Course, room: Room) -> None:
    copy = of(room, "ana")
    hand_in(course, "ana", "Autre chose.")
    with pytest.raises(Changed):
        give(room, copy)


def test_formgrader_counts_when_it_is_later_and_is_remembered(course: Course, room: Room) -> None:
    give(room, of(room, "ana"))
    course.change("ana", "read-message", manual_score=0.5)
    copy = of(room, "ana")
    assert copy["gradebook"]["points"] == 0.5
    assert copy["mark"]["points"] == 2
    saved = give(room, copy, 1)
    assert saved["gradebook"] is None
    assert [(one["how"], one["points"]) for one in saved["past"]] == [
        ("first", 2),
        ("gradebook", 0.5),
        ("first", 1),
    ]
    with course.gradebook() as gradebook:
        comment = gradebook.find_comment("read-message", CASE, CASE, "ana")
        comment.manual_comment = "Autre avis"
    assert of(room, "ana")["gradebook"] == {"points": 1, "comment": "Autre avis"}


def test_drafts_count_for_nothing_and_are_never_lost(room: Room) -> None:
    copy = take(room)
    half = judged(copy, levels={}, comment="À revoir", seq=5)
    told = room.draft(who=ANN, copy=copy["id"], given=half, now=NOON)
    assert told == {"latest": True, "mine": True, "saved_at": NOON}
    older = judged(copy, levels={}, comment="", seq=4)
    assert not room.draft(who=ANN, copy=copy["id"], given=older, now=NOON)["latest"]
    held = room.open(who=ANN, copy=copy["id"], now=NOON)
    assert (held["draft"]["comment"], held["draft"]["same_answer"]) == ("À revoir", True)
    assert held["state"] == "waiting"
    other = room.draft(who=BOB, copy=copy["id"], given=judged(copy, seq=9), now=NOON)
    assert other["mine"] is False
    assert room.open(who=BOB, copy=copy["id"], now=NOON)["draft"]["levels"] == {"wish": 2}
    assert give(room, copy, seq=5)["draft"] is None
    room.draft(who=ANN, copy=copy["id"], given=half, now=NOON)  # it was under way for long
    assert room.open(who=ANN, copy=copy["id"], now=NOON)["draft"] is None


def test_graders_add_remarks_for_one_another(course: Course, room: Room) -> None:
    about = {"case": CASE, "task": "message"}
    new = room.add_remark(
        who=BOB, **about, lang="fr", text="Dites-lui « vous ».", praise=False, now=NOON
    )
    offered = [one for one in task(room)["rubric"]["remarks"] if one.get("own")]
    assert offered == [new]
    give(room, of(room, "ana"), remarks=[new["id"], "clear"])
    with course.gradebook() as gradebook:
        said = gradebook.find_comment("read-message", CASE, CASE, "ana").comment
    assert "Dites-lui «\u00a0vous\u00a0»." in said
    room.retire_remark(who=ANN, **about, remark=new["id"])
    (kept,) = [one for one in task(room)["rubric"]["remarks"] if one.get("own")]
    assert kept["retired"]
    assert of(room, "ana")["mark"]["remarks"] == [new["id"], "clear"]


def test_a_second_grader_does_not_see_the_first_mark(room: Room) -> None:
    room.second(who=ANN, case=CASE, task="message", share=None, count=2)
    assert room.next(who=BOB, case=CASE, task="message", number=0, now=NOON)["copy"]
    mark_all(room, who=BOB)
    rows = [row for row in task(room, ANN)["copies"] if row["second"] == "yours"]
    assert len(rows) == 2
    assert {(row["points"], row["by"]) for row in rows} == {(None, None)}
    assert {row["second"] for row in task(room, BOB)["copies"]} == {None, "wanted"}
    copy = take(room, ANN)
    assert copy["as_second"]
    assert (copy["mark"], copy["past"], copy["second"]) == (None, [], None)
    with pytest.raises(OtherRole):
        give(room, copy, second=False)
    with pytest.raises(OtherRole):
        room.cap(who=ANN, copy=copy["id"], critical=[], reason="Non", now=NOON)
    seen = give(room, copy, 0)
    assert (seen["mark"]["points"], seen["second"]["points"]) == (2, 0)
    assert (seen["mark"]["by"], seen["second"]["by"]) == (BOB, ANN)


def test_agreement_is_that_of_the_marks_given_blind(room: Room) -> None:
    room.second(who=ANN, case=CASE, task="message", share=1.0, count=None)
    mark_all(room, lambda number: number % 3, who=BOB)
    mark_all(room, lambda number: (number % 3) if number > 1 else 2, who=ANN)
    told = task(room)["agreement"]
    assert (told["n"], told["criteria"][0]["exact"], told["mean_apart"]) == (4, 0.75, 0.25)
    (apart,) = told["disagreements"]
    assert (apart["number"], apart["points"], apart["graders"]) == (1, [1, 2], [BOB, ANN])
    settled = room.open(who=BOB, copy=apart["id"], now=NOON)
    assert give(room, settled, 2, BOB)["mark"]["points"] == 2
    assert task(room)["agreement"] == told


def test_a_cap_is_lifted_or_set_with_a_reason(course: Course, room: Room) -> None:
    copy = of(room, "ana")
    assert [error["stands"] for error in copy["cap"]["errors"]] == [False]
    capped = room.cap(
        who=ANN, copy=copy["id"], critical=["secrecy"], reason="Promis par écrit", now=NOON
    )["cap"]
    assert (capped["errors"][0]["machine"], capped["errors"][0]["stands"]) == (False, True)
    assert (capped["earned"], capped["extra"]) == (MACHINE, 8 - MACHINE)
    assert course.score("ana") == 8
    lifted = room.cap(who=BOB, copy=copy["id"], critical=[], reason="Relu", now=LATER)["cap"]
    assert [(one["by"], one["reason"]) for one in lifted["decisions"]] == [
        (ANN, "Promis par écrit"),
        (BOB, "Relu"),
    ]
    assert course.score("ana") == MACHINE
    again = room.cap(who=BOB, copy=copy["id"], critical=None, reason="Retour", now=LATER)["cap"]
    assert not again["decided"]


def test_what_does_not_exist_is_refused(room: Room) -> None:
    with pytest.raises(NotThere):
        task(room, name="to-ask")  # nobody reads it
    with pytest.raises(NotThere):
        room.open(who=ANN, copy="0" * 32, now=NOON)
    with pytest.raises(ValueError, match="level"):
        give(room, take(room), levels={})


@pytest.mark.slow
def test_the_process_answers_and_is_started_anew(course: Course) -> None:
    gradebook = Gradebook(course.root)
    assert not gradebook.is_open
    assert len(wait(gradebook.ask("tasks", who=ANN))["tasks"]) == 3
    with pytest.raises(GradingRefused) as refused:
        wait(gradebook.ask("open", who=ANN, copy="0" * 32, now=NOON))
    assert refused.value.code == "not_found"
    assert gradebook._process is not None
    gradebook._process.kill()
    gradebook._process.wait()
    assert len(wait(gradebook.ask("tasks", who=ANN))["tasks"]) == 3
    process = gradebook._process
    gradebook.close_idle(3600)
    assert gradebook.is_open
    gradebook.close_idle(0)
    gradebook.close()
    assert process.wait(5) == 0


@pytest.mark.slow
def test_a_folder_that_is_no_course_says_so(tmp_path: Path) -> None:
    gradebook = Gradebook(tmp_path)
    try:
        with pytest.raises(GradingRefused, match="no course") as refused:
            wait(gradebook.ask("tasks", who=ANN))
        assert refused.value.code == "no_course"
    finally:
        gradebook.close()


@pytest.mark.slow
@pytest.mark.postgres
def test_all_of_it_on_postgresql(
    new_postgres_url: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = new_postgres_url().replace("postgresql://", "postgresql+psycopg://")
    monkeypatch.setenv("PARCOURS_CURRICULUM", str(tmp_path / "curriculum"))
    course = make_course(tmp_path, STUDENTS[:2], more=f"c.CourseDirectory.db_url = {url!r}")
    marks = RubricMarks(url, "parcours")
    catalog = load_catalog(course.curriculum)[0]
    room = Room(marks, lambda: catalog)
    try:
        room.second(who=ANN, case=CASE, task="message", share=1.0, count=None)
        copy = take(room)
        room.draft(who=ANN, copy=copy["id"], given=judged(copy), now=NOON)
        room.cap(who=ANN, copy=copy["id"], critical=["secrecy"], reason="Vu", now=NOON)
        mark_all(room, who=ANN)
        mark_all(room, lambda number: number % 2, who=BOB)
        room.finish(who=ANN, case=CASE, task="message", now=NOON)
        told = task(room)
        assert sorted(row["name"] for row in told["copies"]) == ["ana", "ben"]
        assert told["agreement"]["n"] == 2
    finally:
        marks.close()
