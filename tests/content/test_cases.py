"""Every case: its key earns all, nothing earns nothing, and wrong answers what the case states."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from curriculum.cases.model import TOTAL
from curriculum.cases.public import public_half
from curriculum.catalog import CaseFile
from curriculum.facts import filled
from curriculum.load import load_catalog
from graders.cases.feedback import feedback
from graders.cases.feedback_html import task_html, whole_html
from graders.cases.marking import mark, work
from graders.cases.reference import reference_answers
from graders.cases.trials import check_trials
from question_bank.model import LOCALES

CATALOG, _ = load_catalog()
CASES = tuple(CATALOG.cases.values())
HIDDEN = {
    "why",
    "debrief",
    "remarks",
    "anchors",
    "points_list",
    "alternatives",
    "levels",
    "wrong",
    "example",
}


@pytest.fixture(params=CASES, ids=[found.id for found in CASES])
def found(request: pytest.FixtureRequest) -> CaseFile:
    case: CaseFile = request.param
    return case


def test_the_key_and_the_trials_earn_what_the_case_states(found: CaseFile) -> None:
    assert list(check_trials(found.case)) == []


@pytest.mark.parametrize("lang", LOCALES)
def test_the_key_with_full_marks_for_the_texts_is_worth_20(found: CaseFile, lang: Any) -> None:
    worked = work(found.case, reference_answers(found.case, lang))
    texts = {task.id: task.read for task in found.case.tasks if task.read}
    given = mark(found.case, worked, texts)
    assert (given.on_20, given.on_100, given.cap) == (TOTAL, 100, None)


def test_nothing_earns_nothing(found: CaseFile) -> None:
    worked = work(found.case, {})
    assert mark(found.case, worked, {}).exact == 0
    assert worked.critical == ()
    assert worked.misfits == ()


def test_no_single_task_can_be_passed_by_ticking_everything(found: CaseFile) -> None:
    for task in found.case.tasks:
        if task.kind == "several":
            everything = work(found.case, {task.id: [option.id for option in task.options]})
            assert everything.scores[task.id].points <= 0.5 * task.worked


def test_what_a_student_gets_holds_no_sentence_of_the_key(found: CaseFile) -> None:
    half = json.dumps(public_half(CATALOG, found), ensure_ascii=False)
    shown = set(_texts(public_half(CATALOG, found), hidden=False, name=""))
    secret = set(_texts(found.case.model_dump(mode="json"), hidden=True, name=""))
    assert secret
    assert [text for text in secret if text not in shown and text in half] == []


@pytest.mark.parametrize("lang", LOCALES)
def test_feedback_can_be_told_for_right_and_wrong_answers(found: CaseFile, lang: Any) -> None:
    case = found.case
    key = _filled(reference_answers(case, lang), lang)
    for answers in (key, {}, *(t.answers for t in case.trials)):
        told = feedback(CATALOG, case, work(case, answers), lang)
        shown = [task_html(task, lang, number=n) for n, task in enumerate(told.tasks, 1)]
        assert all(shown)
        assert "{fact:" not in "".join((*shown, whole_html(told)))


def _filled(data: Any, lang: Any) -> Any:
    """What a student would have written: values, where the key names facts."""
    if isinstance(data, dict):
        return {key: _filled(value, lang) for key, value in data.items()}
    if isinstance(data, list):
        return [_filled(value, lang) for value in data]
    return filled(data, CATALOG.facts, lang) if isinstance(data, str) else data


def _texts(data: Any, *, hidden: bool, name: str) -> Iterator[str]:
    """Sentences of the data: the hidden ones, or all."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, hidden=hidden, name=name if name in HIDDEN else key)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value, hidden=hidden, name=name)
    elif isinstance(data, str) and len(data) > 25 and (not hidden or name in HIDDEN):
        yield data


def test_the_set_is_what_the_course_promises() -> None:
    """32 scenarios in sixteen modules, two of them long papers in two variants."""
    scenarios = [found for found in CASES if not found.id.endswith("-b")]
    kinds = Counter(task.kind for found in scenarios for task in found.case.tasks)
    assert len(scenarios) == 32
    assert {found.module.id for found in CASES} == set(CATALOG.modules)
    assert (kinds["simulation"], kinds["compute"]) == (6, 2)
    assert len(kinds) == 11
    assert sum(found.case.paper for found in CASES) == 4


def test_variants_and_alternatives_weigh_the_same() -> None:
    for found in CASES:
        case = found.case
        for name in (case.pair, case.alternative):
            if name is not None:
                other = CATALOG.cases[name].case
                assert abs(other.minutes - case.minutes) <= 0.15 * case.minutes, (case.id, name)


def test_there_is_a_way_round_every_sensitive_case() -> None:
    for found in CASES:
        case, way = found.case, [found.id]
        while case.content_note is not None:
            case = CATALOG.cases[case.alternative or ""].case
            assert case.id not in way, way
            way.append(case.id)


def test_the_place_of_an_option_tells_nothing() -> None:
    places: Counter[int] = Counter()
    for found in CASES:
        shown = {task["id"]: task for task in public_half(CATALOG, found)["tasks"]}
        for task in found.case.tasks:
            if task.kind == "choose":
                key = next(option.id for option in task.options if option.right)
                places[[one["id"] for one in shown[task.id]["options"]].index(key)] += 1
    assert max(places.values()) <= 0.45 * sum(places.values()), places
