"""Cues of the options: each rule with sets that it finds and sets that it leaves alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from question_bank.model import LOCALES, Locale
from tests.question_bank.checks.ruling import finds, ruling, with_options

FIXTURES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "cues.yaml").read_text(encoding="utf-8")
)


class Case(NamedTuple):
    """A set of options, the key first, and perhaps a stem that goes with it."""

    rule: str
    locale: Locale
    options: tuple[str, ...]
    stem: str | None


def cases(kind: str) -> list[Case]:
    return [
        Case(rule, locale, tuple(one["options"]), one.get("stem"))
        for rule, by_locale in FIXTURES.items()
        for locale in LOCALES
        for one in by_locale[locale][kind]
    ]


def name_of(case: Case) -> str:
    return f"{case.rule}-{case.locale}-{case.options[0][:20]}"


@pytest.mark.parametrize("case", cases("found"), ids=name_of)
def test_a_cue_is_found_wherever_the_key_stands(case):
    first = with_options(*case.options, locale=case.locale, stem=case.stem)
    assert finds(case.rule, first, case.locale)
    turned = (*case.options[1:], case.options[0])
    last = with_options(*turned, key=len(turned) - 1, locale=case.locale, stem=case.stem)
    assert finds(case.rule, last, case.locale)
    assert {fault.level for fault in ruling(case.rule, last)} == {"warning"}


@pytest.mark.parametrize("case", cases("passes"), ids=name_of)
def test_a_sound_set_of_options_passes(case):
    item = with_options(*case.options, locale=case.locale, stem=case.stem)
    assert not finds(case.rule, item, case.locale)


def test_a_distractor_that_is_longest_is_no_cue():
    options = (
        "Call her",
        "Meet with her and her brother to agree on a plan by Friday",
        "Wait",
        "Go",
    )
    assert ruling("longest-key", with_options(*options)) == []


def test_the_message_names_the_words():
    item = with_options("Ask her", "Always ask him", "Ask a nurse", "Ask a clerk")
    (fault,) = ruling("absolute-terms", item)
    assert fault.message == "'Always' in a distractor, none in the key"
    assert fault.place == "choices[1].text.en"


def test_every_rule_has_two_sets_of_each_kind_in_each_language():
    for rule, by_locale in FIXTURES.items():
        for locale in LOCALES:
            for kind in ("found", "passes"):
                assert len(by_locale[locale][kind]) >= 2, (rule, locale, kind)
