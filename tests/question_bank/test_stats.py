from __future__ import annotations

import json

import pytest

from question_bank.limits import LEAD_INS, limits
from question_bank.stats import bank_statistics
from question_bank.verbs import verb_family
from tests.factories import altered, make_bank, make_item, make_items


@pytest.mark.parametrize(
    ("option", "family"),
    [
        ("Assess her home for falls", "assess"),
        ("Ask what she would like first", "assess"),
        ("Call the prescriber's office now", "contact-clinician"),
        ("Notify the cardiologist of the gain", "contact-clinician"),
        ("Call her daughter this evening", "contact"),
        ("Document the refusal in the record", "record"),
        ("Arrange a visit for tomorrow", "arrange"),
        ('"Could you show me how?"', "speech"),
        ("A woman of 70 with oxygen", "other"),
    ],
)
def test_an_option_belongs_to_the_family_of_its_first_verb(option, family):
    assert verb_family(option) == family


def test_live_items_are_counted_by_every_field():
    items = [*make_items(40), make_item("draft-one", status="draft")]
    (found,) = bank_statistics(make_bank(items))
    assert found.exam == "ccm"
    assert found.live == 40
    assert found.by_status == {"live": 40, "draft": 1}
    for name in ("domain", "topic", "level", "leadin", "use", "review", "step", "key position"):
        assert sum(found.counts[name].values()) == 40
    assert found.counts["setting"] == {"home": 40, "telephone": 40}
    assert sum(found.counts["distractor verb"].values()) == 120
    assert found.counts["key verb"] == {"contact-clinician": 40}


def test_lengths_are_measured_in_both_languages():
    (found,) = bank_statistics(make_bank([make_item()]))
    spread = found.spreads["stem words en"]
    assert spread.least == spread.most == 38
    assert found.spreads["item words en"].most == 38 + 10 + 10 + 9 + 11
    assert found.key_longest == dict.fromkeys(found.key_longest, 0)


def test_limits_of_the_guide_are_measured():
    assess = [make_item(f"a{n}") for n in range(4)]
    for index, item in enumerate(assess[:2]):
        assess[index] = altered(item, "choices[1].text.en", "Ask him how he feels today")
    found = {limit.name: limit for limit in limits(assess)}
    limit = found["assess as key of first/next"]
    assert (limit.count, limit.out_of, limit.holds) == (2, 4, False)
    assert found["assess as key among its uses"].share == 1
    assert not found["assess as distractor of first/next"].holds
    assert found["clinician as key of actions"].count == 2
    assert found["lead-in first-next"].share == 1
    assert not found["lead-in first-next"].holds
    assert set(LEAD_INS) == {
        name.removeprefix("lead-in ") for name in found if name.startswith("lead-in ")
    }


def test_options_that_start_with_some_verbs_alike_are_counted():
    item = make_item()
    uneven = altered(item, "choices[0].text.en", "Review the plan with his family today")
    alike = item
    for index in range(4):
        alike = altered(alike, f"choices[{index}].text.en", f"Review part {index} of the plan")
    found = {limit.name: limit for limit in limits([item, uneven, alike])}
    assert found["first verbs all different or all alike"].count == 2


def test_a_limit_on_few_items_holds_to_the_nearest_item():
    items = [make_item(f"a{n}", leadin="who-first" if n == 0 else "knowledge") for n in range(30)]
    found = {limit.name: limit for limit in limits(items)}
    assert found["lead-in who-first"].holds
    assert not found["lead-in knowledge"].holds


def test_statistics_are_plain_data():
    (found,) = bank_statistics(make_bank(make_items(30)))
    data = json.loads(json.dumps(found.as_json()))
    assert data["limits"][0]["name"] == "lead-in first-next"
    assert data["counts"]["domain"]["care-management"] == 9
