from __future__ import annotations

import pytest

from graders.exam import Answer, Question
from graders.exam.marking import mark, scored
from tests.factories import CCM, make_item
from tests.graders.exam.sittings import answer_all, make_questions


def test_a_question_without_an_answer_is_blank():
    questions = make_questions("half")
    marked = mark(CCM, questions, answer_all(questions, right=75)[1:])
    assert [one.position for one in marked] == list(range(1, 91))
    assert marked[0].outcome == "blank"


def test_only_scored_questions_count():
    questions = make_questions()
    assert len(scored(mark(CCM, questions, ()))) == 150


def test_letters_are_those_displayed():
    item = make_item()
    shown = tuple(reversed([choice.id for choice in item.choices]))
    question = Question(position=1, item=item, scored=True, options=shown)
    assert [question.letter(choice) for choice in shown] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([Answer(position=1), Answer(position=1)], "two answers"),
        ([Answer(position=91)], r"not in the form: \[91\]"),
        ([Answer(position=1, choice="nowhere")], "no option 'nowhere'"),
    ],
)
def test_answers_of_another_form_are_refused(answers, message):
    with pytest.raises(ValueError, match=message):
        mark(CCM, make_questions("half"), answers)


def test_an_item_no_domain_takes_is_refused():
    item = make_item(domain="elsewhere")
    options = tuple(choice.id for choice in item.choices)
    question = Question(position=1, item=item, scored=True, options=options)
    with pytest.raises(ValueError, match="no domain for items filed under 'elsewhere'"):
        mark(CCM, [question], ())


def test_two_questions_in_one_place_are_refused():
    question = make_questions("half")[0]
    with pytest.raises(ValueError, match="share a position"):
        mark(CCM, [question, question], ())


def test_options_must_be_those_of_the_item():
    with pytest.raises(ValueError, match="are not the choices of the item"):
        Question(position=1, item=make_item(), scored=True, options=("a", "b"))
