from __future__ import annotations

import pytest

from graders.exam import Answer
from tests.graders.exam.sittings import answer_all, answer_to, make_questions, make_report


def _report(seconds, **options):
    questions = make_questions()
    answers = [
        answer_to(q, right=True, spent_ms=round(1000 * seconds(q.position))) for q in questions
    ]
    return make_report(questions=questions, answers=answers, **options)


def test_blocks_of_thirty_are_set_against_the_budget():
    pace = _report(lambda position: 70 if position <= 30 else 50).pace
    assert [(b.first, b.last) for b in pace.blocks][:2] == [(1, 30), (31, 60)]
    assert [b.over for b in pace.blocks] == [True] + [False] * 5
    assert pace.blocks[0].seconds == 2100
    assert pace.blocks[0].budget == 1800
    assert pace.over_budget == 30
    assert "35 min for 30 min, 1 min 10 s per question; over budget" in _plain(pace.blocks[0])


def _plain(block):
    return block.sentence.en.replace("\u00a0", " ")


def test_the_budget_is_sixty_seconds_at_factor_one_and_grows_with_it():
    assert _report(lambda _: 50).pace.budget == 60
    extended = _report(lambda _: 70, sitting={"limit_ms": 270 * 60_000, "factor": 1.5})
    assert extended.pace.budget == 90
    assert extended.pace.exam_seconds == 60
    assert extended.pace.over_budget == 0
    assert not any(block.over for block in extended.pace.blocks)


def test_untimed_work_has_times_and_no_verdict():
    report = _report(lambda _: 80, sitting={"limit_ms": None, "factor": None})
    pace = report.pace
    assert not pace.timed
    assert pace.budget is None
    assert all(block.over is None and block.budget is None for block in pace.blocks)
    assert pace.over_budget == 180
    assert report.note("untimed") is not None


def test_the_slowest_questions_come_first():
    pace = _report(lambda position: 200 - position).pace
    assert [slow.position for slow in pace.slowest] == [1, 2, 3, 4, 5]
    assert pace.slowest[0].seconds == 199


def test_answers_too_fast_to_be_read_are_counted():
    pace = _report(lambda position: 1 if position <= 4 else 55).pace
    assert pace.rapid == 4
    assert pace.rapid_below == pytest.approx(5.5)


def test_a_short_last_block_has_its_own_budget():
    questions = make_questions()[:100]
    pace = make_report(questions=questions, answers=answer_all(questions, right=10)).pace
    assert (pace.blocks[-1].first, pace.blocks[-1].last, pace.blocks[-1].questions) == (91, 100, 10)


def test_blanks_are_said():
    questions = make_questions()
    answers = [Answer(position=1), *answer_all(questions, right=100)[1:]]
    report = make_report(questions=questions, answers=answers)
    assert report.unanswered == 1
    assert "1 question was left without an answer" in report.pace.sentence.en
    assert "1\u00a0question est restée sans réponse" in report.pace.sentence.fr
