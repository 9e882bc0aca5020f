from __future__ import annotations

import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graders.exam import Answer, Change, Report, build_report
from question_bank.model import Text
from tests.factories import BLUEPRINTS
from tests.graders.exam.sittings import (
    NOW,
    answer_all,
    make_questions,
    make_report,
    make_sitting,
    past,
)

FORMS = {mode: make_questions(mode) for mode in ("half", "domain")}


@st.composite
def answered_forms(draw):
    """A half or one-domain form with any answers at all."""
    mode = draw(st.sampled_from(["half", "domain"]))
    questions = FORMS[mode]
    seed = draw(st.integers(0, 2**32))
    density = draw(st.floats(0, 1))
    chance = random.Random(seed)
    answers = []
    for question in questions:
        if chance.random() > density:
            continue
        pick = lambda q=question: chance.choice([None, *q.options])  # noqa: E731
        steps = [pick() for _ in range(chance.randint(0, 4))]
        changes = tuple(
            Change(at_ms=chance.randint(0, 10**7), before=before, after=after)
            for before, after in zip([None, *steps], steps, strict=False)
        )
        answers.append(
            Answer(
                position=question.position,
                choice=pick(),
                flagged=chance.random() < 0.5,
                spent_ms=chance.choice([0, 1, 59_999, 10**9]),
                note=chance.choice(["", "=1+1", "#let x = [*b*]", "\u202e", "é\n\nè"]),
                changes=changes,
            )
        )
    return mode, questions, tuple(answers)


PROPERTY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@PROPERTY
@given(answered_forms(), st.sampled_from([None, 1_800_000]), st.floats(0.05, 0.95))
def test_any_answers_give_a_coherent_report(form, limit, cut):
    mode, questions, answers = form
    sitting = make_sitting(mode, limit_ms=limit, factor=None if limit is None else 1.0)
    report = build_report(sitting, questions, answers, cut=cut, now=NOW)
    total = report.total
    assert 0 <= total.correct <= total.answered <= total.scored
    assert total.correct == sum(line.correct for line in report.domains.lines)
    assert total.scored == sum(line.scored for line in report.domains.lines)
    assert report.questions == sum(line.scored + line.pretest for line in report.domains.lines)
    right = [row for row in report.review if row.scored and row.outcome == "right"]
    assert total.correct == len(right)
    missed = sum(topic.missed for topic in report.study.topics)
    assert missed == total.scored - total.correct
    assert report.answered + report.unanswered == report.questions
    assert sum(block.questions for block in report.pace.blocks) == report.questions
    assert 0 <= total.band90.low <= total.share <= total.band90.high <= 1
    assert total.band90.low <= total.band68.low <= total.band68.high <= total.band90.high
    assert Report.model_validate_json(report.model_dump_json()) == report


@PROPERTY
@given(answered_forms(), st.randoms(use_true_random=False))
def test_the_order_of_questions_and_answers_is_irrelevant(form, chance):
    mode, questions, answers = form
    mixed_questions, mixed_answers = list(questions), list(answers)
    chance.shuffle(mixed_questions)
    chance.shuffle(mixed_answers)
    one = build_report(make_sitting(mode), questions, answers, now=NOW)
    other = build_report(make_sitting(mode), mixed_questions, mixed_answers, now=NOW)
    assert one == other


@PROPERTY
@given(answered_forms(), st.data())
def test_answers_to_pretest_questions_never_count(form, data):
    mode, questions, answers = form
    pretest = {q.position: q for q in questions if not q.scored}
    changed = [
        answer.model_copy(
            update={"choice": data.draw(st.sampled_from([None, *pretest[answer.position].options]))}
        )
        if answer.position in pretest
        else answer
        for answer in answers
    ]
    one = build_report(make_sitting(mode), questions, answers, now=NOW)
    other = build_report(make_sitting(mode), questions, changed, now=NOW)
    assert one.total == other.total
    assert one.domains == other.domains
    assert one.study == other.study
    assert one.changes == other.changes


@pytest.mark.parametrize("mode", ["full", "half", "domain"])
def test_no_answers_at_all_make_a_report(mode):
    report = make_report(mode, answers=())
    assert report.total.correct == report.answered == 0
    assert report.unanswered == report.questions
    assert report.total.standing == "clearly-below"
    assert report.note("no-answers") is not None
    assert report.pace.mean == 0
    assert report.pace.slowest == ()


@pytest.mark.parametrize("mode", ["full", "half", "domain"])
def test_every_report_says_what_it_is_not(mode):
    report = make_report(mode)
    assert [note.id for note in report.notes][:5] == [
        "independence",
        "cut-is-ours",
        "not-expert-signed",
        "pretest-not-scored",
        "difficulty-is-a-guess",
    ]
    assert "Commission for Case Manager Certification" in report.notes[0].text.fr
    assert "CCM mark" in report.notes[0].text.en
    assert "ours, not the certifier's" in report.notes[1].text.en


def test_the_number_of_unscored_questions_is_said():
    note = make_report().note("pretest-not-scored")
    assert note is not None
    assert note.text.en.startswith("30 questions were not scored")
    assert note.text.fr.startswith("30\u00a0questions ne sont pas notées")


def test_what_happened_to_the_attempt_is_said():
    report = make_report(seen=9, sitting={"state": "expired", "late_answers": 2})
    assert {"expired", "late-answers", "seen-before", "weights-estimated"} <= {
        note.id for note in report.notes
    }
    assert make_report("half").note("half-form") is not None
    assert make_report("domain").note("one-domain") is not None
    assert make_report("domain").note("weights-estimated") is None


def test_signed_items_are_counted():
    questions = list(make_questions("half"))
    signed = questions[0].item.model_copy(update={"review": "expert"})
    questions[0] = questions[0].model_copy(update={"item": signed})
    note = make_report("half", questions=questions).note("not-expert-signed")
    assert note is not None
    assert note.text.en == "1 of 90 questions is signed by a certified professional."


def test_the_review_shows_every_question_with_reasons_and_sources():
    questions = make_questions()
    report = make_report(questions=questions, answers=answer_all(questions, right=100))
    assert [row.position for row in report.review] == list(range(1, 181))
    for row, question in zip(report.review, questions, strict=True):
        assert [option.id for option in row.options] == list(question.options)
        assert [option.letter for option in row.options] == ["a", "b", "c", "d"]
        assert [o.letter for o in row.options if o.key] == [row.key]
        assert [o.letter for o in row.options if o.chosen] == [row.choice]
        assert all(option.why.fr and option.why.en for option in row.options)
        assert row.sources
        assert (row.choice == row.key) == (row.outcome == "right")
    pretest = [row for row in report.review if not row.scored]
    assert len(pretest) == 30
    assert {row.status_text.en for row in pretest} == {"Pretest: not scored"}
    assert report.review[0].difficulty_text.en.startswith("Author's guess")
    assert report.review[0].lesson is not None


def test_a_shared_scenario_is_part_of_the_review():
    questions = list(make_questions("half"))
    case = Text(en="A shared scenario.", fr="Une situation partagée.")
    questions[3] = questions[3].model_copy(update={"case": case})
    assert make_report("half", questions=questions).review[3].case == case


def test_topics_to_study_come_most_missed_first_with_their_lessons():
    study = make_report().study
    missed = [topic.missed for topic in study.topics]
    assert missed == sorted(missed, reverse=True)
    top = study.topics[0]
    assert len(top.positions) == top.missed
    assert [lesson.module for lesson in top.lessons] == ["care-management/3"]
    assert top.lessons[0].title is None
    assert make_report(right=150).study.topics == ()


def test_lessons_that_are_written_have_their_title_and_lead_to_the_section_or_its_lesson():
    titles = {
        "care-management/3": Text(en="Transitions", fr="Transitions"),
        "care-management/3#teach-back": Text(en="Teach-back", fr="Faire reformuler"),
    }
    [first, second, *rest] = make_questions("half")
    named = [
        one.model_copy(update={"item": one.item.model_copy(update={"module": module})})
        for one, module in (
            (first, "care-management/3#teach-back"),
            (second, "care-management/3#gone"),
        )
    ]
    report = build_report(make_sitting("half"), [*named, *rest], [], lessons=titles, now=NOW)
    lessons = [row.lesson for row in report.review[:2]]
    assert [(one.module, one.title) for one in lessons if one is not None] == list(
        zip(
            ["care-management/3#teach-back", "care-management/3"],
            reversed(titles.values()),
            strict=True,
        )
    )


def test_a_legacy_outline_gathers_items_under_its_own_domains():
    legacy = BLUEPRINTS["ccm-2020"]
    report = make_report("half", sitting={"blueprint": legacy})
    assert report.note("legacy-outline") is not None
    assert not report.outline.current
    assert {line.id for line in report.domains.lines} <= {domain.id for domain in legacy.domains}
    assert report.total.scored == sum(line.scored for line in report.domains.lines)
    assert {row.domain for row in report.review} == {line.id for line in report.domains.lines}


def test_the_report_is_plain_json():
    report = make_report(history=[past(1, 100)])
    assert json.loads(report.model_dump_json()) == report.model_dump(mode="json")


def test_the_same_input_gives_the_same_report():
    assert make_report() == make_report()
