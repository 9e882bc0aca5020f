from __future__ import annotations

import pytest

from curriculum.checks import LESSON_RULES, WHOLE_RULES
from tests.curriculum.factory import Draft

NAMES = sorted({rule.name for rule in (*LESSON_RULES, *WHOLE_RULES)})


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Draft:
    return Draft(tmp_path_factory.mktemp("sound"), padded=True).write()


@pytest.mark.parametrize("rule", NAMES)
def test_every_rule_is_silent_on_a_sound_lesson(sound, rule):
    assert sound.ruling_of_disk(rule) == []


def test_a_lesson_that_is_short_is_faulted_for_its_sizes_only(draft):
    assert {found.rule for found in draft.write().findings()} == {"sizes"}


def test_findings_name_file_place_and_mend(draft):
    draft.say("before-going", "[x](lesson:home-visits/7)")
    draft.entry["terms"] = ["absent"]
    found = [one for one in draft.write().findings() if one.rule != "sizes"]
    assert [one.rule for one in found] == ["links", "links", "references"]
    assert all(one.path and one.place and one.message and one.fix for one in found)


def test_a_fault_of_a_file_that_lessons_share_is_told_once(draft):
    draft.note = "## Teacher's note\n"
    second = {**draft.entry, "n": 2, "slug": "second-visit"}
    draft.module["lessons"].append(second)
    draft.write()
    for path in (draft.notebook("fr"), draft.notebook("en"), draft.data):
        copy = path.with_name(path.name.replace("1-first", "2-second"))
        copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    notes = [one for one in draft.findings() if one.path.endswith("design.md")]
    assert len(notes) == 2
    assert len(set(notes)) == 2
