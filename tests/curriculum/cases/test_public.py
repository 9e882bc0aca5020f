"""What of a case a student gets: all that the form shows, nothing of the key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from curriculum.cases.tasks import Match, Order
from question_bank.model import LOCALES
from tests.curriculum.cases.sample_case import sample_case, sample_half


def keys(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from keys(value)
    elif isinstance(data, list):
        for value in data:
            yield from keys(value)


def secrets(data: Any, name: str = "") -> Iterator[str]:
    """Every text of the case that only graders and feedback may show."""
    hidden = {"why", "debrief", "remarks", "anchors", "points_list", "alternatives", "levels"}
    if isinstance(data, dict):
        for key, value in data.items():
            inside = name if name in hidden | {"wrong", "example"} else key
            yield from secrets(value, inside)
    elif isinstance(data, list):
        for value in data:
            yield from secrets(value, name)
    elif isinstance(data, str) and name in hidden | {"wrong"} and len(data) > 12:
        yield data


def test_no_key_is_in_it() -> None:
    forbidden = {
        "right", "why", "harmful", "critical_id", "worth", "answer", "tolerance", "mistakes",
        "required", "wrong", "example", "levels", "anchors", "remarks", "points_list",
        "alternatives", "debrief", "trials", "ties", "target", "cells", "needed", "follows",
    }  # fmt: skip
    assert forbidden.isdisjoint(keys(sample_half()))


def test_no_sentence_of_the_key_is_in_it() -> None:
    half = json.dumps(sample_half(), ensure_ascii=False)
    texts = set(secrets(sample_case().model_dump(mode="json")))
    assert len(texts) > 40
    assert [text for text in texts if text in half] == []


def test_steps_and_targets_come_in_an_order_that_tells_nothing() -> None:
    half = {task["id"]: task for task in sample_half()["tasks"]}
    for task in sample_case().tasks:
        if isinstance(task, Order):
            shown, written = half[task.id]["steps"], task.steps
        elif isinstance(task, Match):
            shown, written = half[task.id]["targets"], task.targets
        else:
            continue
        assert {one["id"] for one in shown} == {one.id for one in written}
        assert [one["id"] for one in shown] != [one.id for one in written]


def test_it_is_the_same_each_time_and_in_both_languages() -> None:
    half = sample_half()
    assert half == sample_half()
    assert set(half["title"]) == set(LOCALES)
    assert "\u202f" in half["tasks"][0]["prompt"]["fr"]  # French spaces are set


def test_all_that_the_form_needs_is_in_it() -> None:
    half = sample_half()
    assert (half["points"], half["minutes"], half["paper"]) == (20, 45, True)
    assert [one["cap"] for one in half["critical"]] == [8]
    assert [len(step["documents"]) for step in half["steps"]] == [1, 2, 0]
    by_kind = {task["kind"]: task for task in half["tasks"]}
    assert by_kind["plan"]["today"] == "2026-11-16"
    assert by_kind["long"]["words"] == 150
    assert by_kind["long"]["criteria"] == [
        {"id": "both-sides", "title": {"en": "Both sides", "fr": "Les deux côtés"}, "points": 3}
    ]
    moves = by_kind["simulation"]["nodes"][1]["moves"]
    assert {move["next"] for move in moves} == {"end"}
    assert sum(task["points"] for task in half["tasks"]) == 20
