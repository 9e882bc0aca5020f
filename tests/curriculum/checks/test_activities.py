from __future__ import annotations

from tests.curriculum.sample import SLUG

FR, EN, DATA = f"1-{SLUG}.fr.ipynb", f"1-{SLUG}.en.ipynb", f"1-{SLUG}.yaml"


def test_an_activity_that_does_not_exist_is_named_with_those_that_do(draft):
    draft.edit("do-sort-calls", "fr", source='lesson.activity("sort-cals")')
    found = dict.fromkeys(fault.message for name, fault in draft.ruling("activities") if name == FR)
    assert list(found) == [
        f"calls the activity 'sort-cals', which {DATA} does not hold",
        "calls the activity 'sort-calls' 0 times",
    ]


def test_the_fix_lists_what_there_is(draft):
    draft.edit("see-dates", "en", source='lesson.figure("date")')
    fixes = [fault.fix for name, fault in draft.ruling("activities") if name == EN]
    assert fixes[0] == "There are: dates, models, which-way, amounts, run-chart."


def test_a_figure_is_shown_once(draft):
    draft.edit("see-models", source='lesson.figure("dates")')
    messages = {fault.message for _, fault in draft.ruling("activities")}
    assert messages == {"calls the figure 'dates' 2 times", "calls the figure 'models' 0 times"}


def test_fewer_than_four_kinds_are_a_warning(draft):
    kept = draft.activities[:3]
    for one in draft.activities[3:]:
        draft.drop(f"do-{one['id']}")
    draft.activities = kept
    ((name, fault),) = draft.ruling("activities")
    assert (name, fault.place, fault.level) == (DATA, "activities", "warning")
    assert fault.message == "has 3 kinds of activity: classify, match, order"


def test_the_source_of_a_figure_exists(draft):
    draft.figures[1]["source"] = "absent"
    assert draft.places("activities") == [
        (DATA, "figures[1].source", "'absent' is not in sources.yaml")
    ]


def test_an_invented_figure_needs_no_source(draft):
    del draft.figures[1]["source"]
    draft.figures[1]["invented"] = True
    assert draft.ruling("activities") == []
