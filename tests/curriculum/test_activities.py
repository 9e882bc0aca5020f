from __future__ import annotations

import math

import pytest
from pydantic import ValidationError

from curriculum.sheet import Sheet
from tests.curriculum.factory import activity_of, figure_of
from tests.curriculum.sample import activities, both, figures


def test_every_kind_is_read_and_written_the_same():
    sheet = Sheet.model_validate({"activities": activities(), "figures": figures()})
    again = Sheet.model_validate(sheet.model_dump(mode="json", by_alias=True))
    assert again == sheet
    assert sheet.activity("order-steps") is sheet.activities[1]
    assert sheet.figure("nope") is None


WRONG = {
    "a bin that is not there": ("classify", ("cards", 0, "bin"), "x", "names the bin 'x'"),
    "an empty bin": ("classify", ("bins", 0, "id"), "other", "which is not there"),
    "two cards of one id": ("classify", ("cards", 0, "id"), "card-two", "use the id card-two"),
    "a tie with no step": ("order", ("ties",), [["one", "x"]], "ties name x"),
    "ties apart": ("order", ("ties",), [["one", "three"]], "are not next to each other"),
    "a tie of nothing": ("order", ("ties",), [[]], "at least 2 items"),
    "a pair named as an extra": ("match", ("extra", 0, "id"), "one", "use the id one"),
    "no best option": ("decide", ("rounds", 0, "options", 0, "best"), False, "exactly one"),
    "two best options": ("decide", ("rounds", 0, "options", 1, "best"), True, "exactly one"),
    "two options of one id": ("decide", ("rounds", 0, "options", 1, "id"), "wait", "use the id"),
    "two statements of one id": ("compare", ("statements", 0, "id"), "both", "use the id both"),
    "an answer of no document": ("compare", ("statements", 0, "answer"), "third", "Input should"),
    "nothing at fault": (
        "contradiction",
        ("documents", 0, "lines", 1, "fault"),
        False,
        "some lines must be at fault",
    ),
    "a line of another's id": (
        "contradiction",
        ("documents", 0, "lines", 1, "id"),
        "one",
        "use the id one",
    ),
    "an answer that is no number": ("number", ("answer",), math.nan, "finite"),
    "no minutes": ("number", ("minutes",), 0, "greater than 0"),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_activity_that_cannot_be_done_is_refused(name):
    kind, place, value, message = WRONG[name]
    data = next(one for one in activities() if one["kind"] == kind)
    target = data
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value
    with pytest.raises(ValidationError, match=message):
        Sheet.model_validate({"activities": [data]})


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        ("timeline", {"source": None}, "either `source: <id>` or `invented: true`"),
        ("timeline", {"invented": True}, "either `source: <id>` or `invented: true`"),
        ("steps", {"columns": [both("One")]}, "one step \\(or null\\) for each column"),
        ("path", {"links": [{"from": "ask", "to": "x"}]}, "a link names x"),
        ("lines", {"x": ["1", "2"]}, "one value \\(or null\\) for each x"),
        ("lines", {"marks": [{"x": "1999", "text": both("M")}]}, "stands at '1999'"),
    ],
)
def test_a_figure_that_cannot_be_drawn_is_refused(kind, changes, message):
    with pytest.raises(ValidationError, match=message):
        figure_of(kind, **changes)


def test_two_activities_or_figures_of_one_id_are_refused():
    with pytest.raises(ValidationError, match="activities use the id order-steps twice"):
        Sheet.model_validate({"activities": [activities()[1]] * 2})
    with pytest.raises(ValidationError, match="figures use the id dates twice"):
        Sheet.model_validate({"activities": [], "figures": [figures()[0]] * 2})


def test_the_name_of_the_knowledge_check_is_taken():
    with pytest.raises(ValidationError, match="`check` is the id of the knowledge check"):
        Sheet.model_validate({"activities": [{**activities()[1], "id": "check"}]})


def test_time_is_that_of_the_kind_unless_given():
    kinds = ("classify", "order", "match", "compare", "contradiction", "number")
    assert [activity_of(kind).time for kind in kinds] == [3, 3, 3, 4, 4, 3]
    assert activity_of("number", minutes=5).time == 5


def test_a_decision_takes_two_minutes_a_round():
    first = next(one for one in activities() if one["kind"] == "decide")["rounds"][0]
    assert activity_of("decide").time == 2
    assert activity_of("decide", rounds=[first, {**first, "id": "next"}]).time == 4


def test_a_mark_may_be_named_in_either_language():
    for name in ("Spring en", "Spring fr"):
        figure = figure_of("lines", marks=[{"x": name, "text": both("M")}])
        assert figure.place_of(figure.marks[0]) == 1
