from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from curriculum.cases.tasks import Follow
from graders.cases.answers import Finding
from graders.cases.feedback import feedback
from graders.cases.feedback_html import mark_html, task_html, whole_html
from graders.cases.marking import Mark, work
from graders.cases.reference import reference_answers
from graders.cases.told import CaseFeedback, Point, TaskFeedback
from graders.cases.voice import as_written
from question_bank.model import LOCALES, Locale
from tests.curriculum.cases.sample_case import sample_case, sample_catalog

CATALOG = sample_catalog()
CASE = sample_case()
FOLLOWS = Follow(task="hours", compute="2 * x")
WRITTEN = "1. *a* <b>_c_</b> [d](e) & `f` # g $h$ \\i | j"


def told(answers: dict[str, Any], lang: Locale = "en") -> CaseFeedback:
    return feedback(CATALOG, CASE, work(CASE, answers), lang)


def of(task: str, answer: Any, lang: Locale = "en") -> TaskFeedback:
    return told({task: answer}, lang).task(task)


def verdicts(task: TaskFeedback) -> list[tuple[str, str]]:
    return [(point.text, point.verdict) for point in task.entries]


def page(told: CaseFeedback) -> str:
    tasks = enumerate(told.tasks, 1)
    return "\n".join([*(task_html(t, told.lang, number=n) for n, t in tasks), whole_html(told)])


class Balance(HTMLParser):
    """Counts what is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.names |= {tag, *(name for name, _ in attrs)}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_of_options_the_chosen_and_the_missed_are_told() -> None:
    assert verdicts(of("to-ask", ["eats", "income"])) == [
        ("Whether she eats", "right"),
        ("Whether she has fallen", "missed"),
        ("What she has in the bank", "wrong"),
    ]
    assert all(point.why for point in of("to-ask", ["eats"]).entries)


def test_what_harms_is_named() -> None:
    task = of("first-words", "promise")
    assert [verdict for _, verdict in verdicts(task)] == ["missed", "harmful"]
    assert any("would harm" in note for note in task.notes)


def test_an_order_is_told_beside_the_right_one() -> None:
    task = of("what-first", ["visit-her", "call-her", "write-plan"])
    assert [one.entries[0] for one in task.listings] == ["Visit her at home", "Call Mrs Marchand"]
    assert task.why == "She decides who comes."


def test_targets_are_told_where_they_were_wrong_or_missing() -> None:
    points = {point.text: point for point in of("who-does-what", {"key": "son"}).entries}
    assert points["The key"] == Point("wrong", "The key", "The son", "Mrs Diallo", "She has it.")
    assert points["The washing"].verdict == "missed"


def test_a_known_mistake_is_explained() -> None:
    (point,) = of("hours", 3.5).entries
    assert (point.verdict, point.given, point.expected) == ("partly", "3.5 hours", "4 hours")
    assert point.why.startswith("You left out the nurse.")
    (point,) = of("hours", 3.5, "fr").entries
    assert point.given == "3,5 heures"


def test_a_figure_that_follows_from_an_earlier_one_says_so() -> None:
    again = CASE.task("hours").model_copy(
        update={"id": "double", "answer": 8, "mistakes": (), "follows": FOLLOWS}
    )
    case = CASE.model_copy(update={"tasks": (*CASE.tasks, again)})
    worked = work(case, {"hours": 3, "double": 6})
    task = feedback(CATALOG, case, worked, "en").task("double")
    assert task.points == 1.5
    assert "6 hours follows from your earlier answer" in task.notes[0]


def test_a_grid_is_told_row_by_row() -> None:
    rows = of("what-is-known", {"stairs": {"known": "known", "seen": "not-said"}}).entries
    assert [row.verdict for row in rows] == ["missed", "partly", "missed"]
    assert rows[1].given == "Is it known?: Known; Does she see it?: She has not said so"
    assert rows[1].expected.startswith("Is it known?: Said by one person")


def test_a_plan_is_told_part_by_part_with_the_rows_at_fault() -> None:
    row = {
        "need": "going-out",
        "objective": WRITTEN,
        "actor": "old-helper",
        "by-when": "2026-12-01",
    }
    task = of("plan", [row, {"need": "going-out"}])
    whys = {point.text: point.why for point in task.entries}
    assert whys["Enough rows, and every row whole"] == "Rows to look at again: 2."
    assert "The helper who left: She has left." in whys["Somebody who is there for each row"]
    assert whys["What this plan cannot leave out"] == "Not in the plan: Eating."
    assert [one.title for one in task.tables] == [
        "Your plan",
        "A plan that would do",
        "How it is marked",
    ]
    assert task.tables[0].rows[0][3] == "December 1, 2026"
    assert of("plan", [row], "fr").tables[0].rows[0][3] == "1er décembre 2026"


def test_an_interview_is_told_in_two_scores_and_move_by_move() -> None:
    task = of("first-visit", {"path": [["tea", ["ask-money"]], ["the-no", ["warn"]], ["end", []]]})
    assert "Gathering information: 0%; 60% were needed." in task.notes
    assert [point.verdict for point in task.entries] == [
        "missed", "missed", "wrong", "missed", "harmful",
    ]  # fmt: skip
    best = of("first-visit", reference_answers(CASE, "en")["first-visit"])
    assert {point.verdict for point in best.entries} == {"right"}
    assert all("are reached" in note for note in best.notes)


def test_values_are_told_one_by_one() -> None:
    points = of("mean-hours", {"visits": 2}).entries
    assert [(point.verdict, point.given) for point in points] == [
        ("wrong", "2 visits"),
        ("missed", ""),
    ]
    assert points[1].expected == "1.33 hours, give or take 0.01"


def test_of_a_text_is_told_what_a_good_answer_holds() -> None:
    task = of("message", "Hello")
    assert [one.title for one in task.listings] == [
        "What a good answer holds",
        "What earns as much",
    ]
    assert "invitation" in whole_html(told({"message": "Hello"}))


def test_an_answer_that_cannot_be_read_says_so() -> None:
    assert "could not be read" in of("hours", "four").notes[0]
    assert "did not answer" in of("hours", None).notes[0]


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("kind", ["key", "nothing", "odd"])
def test_the_html_is_whole_escaped_and_has_no_style_or_script(lang: Locale, kind: str) -> None:
    row = {"need": "eating", "objective": WRITTEN + "<script>x</script>"}
    answers = {
        "key": reference_answers(CASE, lang),
        "nothing": {},
        "odd": {"plan": [row], "message": WRITTEN, "hours": 1e300, "first-words": "promise"},
    }[kind]
    found = told(answers, lang)
    shown = page(found) + mark_html(Mark(12.25, 8.0, ("message",)), lang)
    reader = Balance()
    reader.feed(shown)
    assert reader.open == []
    assert not reader.names & {"script", "style", "img", "b", "href", "src"}
    assert not {name for name in reader.names if name.startswith("on")}
    assert json.loads(json.dumps(found.as_json()))["lang"] == lang


def test_what_a_student_wrote_reads_as_it_was_written() -> None:
    class Words(HTMLParser):
        said = ""

        def handle_data(self, data: str) -> None:
            self.said += data

    reader = Words()
    reader.feed(task_html(of("plan", [{"objective": WRITTEN}]), "en", number=1))
    assert WRITTEN in reader.said
    assert as_written("é a 1") == "é a 1"


def test_the_whole_tells_caps_findings_debrief_and_where_to_read() -> None:
    worked = work(CASE, {"first-words": "promise"})
    catalog = sample_catalog()
    found = feedback(catalog, CASE, worked, "fr", [Finding("other-revision")])
    shown = whole_html(found)
    assert "la note ne dépasse pas 8 sur 20" in shown
    assert "autre version de cette étude de cas" in shown
    assert "Une bonne collègue part de ce qu’elle veut" in shown
    assert found.teaches == ()  # its lesson is not in this catalogue


def test_a_mark_says_what_caps_it_and_who_has_still_to_read() -> None:
    shown = mark_html(Mark(12.25, 8.0, ("message",)), "fr")
    assert "8 sur 20, soit 40 sur 100" in shown
    assert "12,25" in shown
    assert "provisoire" in shown
    assert "provisoire" not in mark_html(Mark(12.25, None, ()), "fr")


def test_feedback_in_one_language_has_nothing_of_the_other() -> None:
    assert not re.search(
        r"\b(You|Right|Worth|Your)\b", page(told(reference_answers(CASE, "fr"), "fr"))
    )
