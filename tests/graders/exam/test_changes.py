from __future__ import annotations

import pytest

from graders.exam import Answer, Change
from graders.exam.changes import change_of, first_choice
from graders.exam.marking import mark
from tests.factories import CCM
from tests.graders.exam.sittings import make_questions, make_report

QUESTION = next(question for question in make_questions() if question.scored)
KEY = QUESTION.item.key
WRONG, OTHER, _ = (option for option in QUESTION.options if option != KEY)


def _answer(*given):
    """The answer left after choosing these, one after the other."""
    steps = zip((None, *given), given, strict=False)
    changes = tuple(
        Change(at_ms=1000 * at, before=before, after=after)
        for at, (before, after) in enumerate(steps)
    )
    return Answer(position=QUESTION.position, choice=given[-1] if given else None, changes=changes)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ((), None),
        ((KEY,), None),
        ((WRONG, KEY), "wrong-right"),
        ((KEY, WRONG), "right-wrong"),
        ((WRONG, OTHER), "wrong-wrong"),
        ((KEY, None), "cleared"),
        ((KEY, WRONG, KEY), "returned"),
        ((WRONG, KEY, OTHER), "wrong-wrong"),
        ((KEY, None, KEY), None),
    ],
)
def test_the_first_and_the_last_answer_decide(given, kind):
    (one,) = mark(CCM, [QUESTION], [_answer(*given)])
    assert change_of(one) == kind


def test_the_first_answer_is_found_whatever_the_order_of_changes():
    answer = _answer(WRONG, OTHER, KEY)
    shuffled = answer.model_copy(update={"changes": tuple(reversed(answer.changes))})
    assert first_choice(shuffled) == WRONG


def test_the_net_effect_counts_marks_won_and_lost():
    report = make_report(questions=[QUESTION], answers=[_answer(KEY, None)])
    assert (report.changes.changed, report.changes.net) == (1, -1)
    assert "net effect on the total: \u22121" in report.changes.sentence.en
    assert "Too few to conclude" in report.changes.sentence.en
    report = make_report(questions=[QUESTION], answers=[_answer(WRONG, KEY)])
    assert report.changes.net == 1
    assert {line.kind: line.count for line in report.changes.lines} == {
        "wrong-right": 1,
        "right-wrong": 0,
        "wrong-wrong": 0,
        "cleared": 0,
        "returned": 0,
    }


def test_changes_to_pretest_questions_do_not_count_but_show_in_the_review():
    pretest = QUESTION.model_copy(update={"scored": False})
    other = next(q for q in make_questions() if q.scored and q.position != QUESTION.position)
    report = make_report(questions=[pretest, other], answers=[_answer(WRONG, KEY)])
    assert report.changes.changed == 0
    row = next(row for row in report.review if row.position == QUESTION.position)
    assert row.change == "wrong-right"
    assert row.first_choice == QUESTION.letter(WRONG)


def test_no_change_is_said():
    report = make_report(right=100)
    assert report.changes.sentence.en == "No scored answer was changed."
