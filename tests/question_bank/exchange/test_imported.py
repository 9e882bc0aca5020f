from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from question_bank.canonical import written
from question_bank.exchange.imported import Intake, Into, NoSuchPlace
from question_bank.exchange.labels import labels_of
from question_bank.exchange.naming import choice_ids, item_id
from question_bank.exchange.question import Option, Question, Reading
from question_bank.load import load_bank
from tests.factories import make_bank, make_case, make_item
from tests.question_bank.exchange.questions import questions_of, sound_question

TODAY = date(2026, 11, 22)
FOREIGN = Question(
    place="question 1",
    stem={"en": "A client has **no ride** home today. What is done first?"},
    options=(
        Option({"en": "Arrange a ride for this afternoon"}, {"en": "It comes first."}, is_key=True),
        Option({"en": "Arrange a ride for tomorrow"}),
        Option({"en": "Wait"}),
    ),
)


def intake(tmp_path, bank=None, **changes) -> Intake:
    into = Into(tmp_path, "ccm", TODAY, "care-management", "transitions-of-care")
    return Intake(make_bank([]) if bank is None else bank, replace(into, **changes), "their.xml")


def taken(tmp_path, *questions, bank=None, **changes) -> Intake:
    made = intake(tmp_path, bank, **changes)
    made.take(Reading(questions))
    return made


def test_a_foreign_question_becomes_a_draft_with_the_other_language_to_write(tmp_path):
    made = taken(tmp_path, FOREIGN)
    assert not made.findings
    (draft,) = made.drafts
    item = draft.item
    assert (item.status, item.review, item.revision) == ("draft", "draft", 1)
    assert (item.domain, item.topic, item.as_of) == (
        "care-management",
        "transitions-of-care",
        "2026-11",
    )
    assert item.id == "a-client-has-no-ride-home-today-what-is-done"
    assert [choice.id for choice in item.choices] == [
        "arrange-a-ride-for",
        "arrange-a-ride-for-2",
        "wait",
    ]
    assert item.key == "arrange-a-ride-for"
    assert item.stem.fr == "(États-Unis) TODO"
    assert item.choices[1].why.en == "TODO"


def test_the_rules_of_the_bank_flag_what_is_to_write(tmp_path):
    found = taken(tmp_path, FOREIGN).checked()
    rules = {one.rule for one in found}
    assert {"placeholder", "sources", "key"} <= rules
    assert any(one.place == "stem.fr" for one in found if one.rule == "placeholder")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stem": {}}, "has no text"),
        ({"options": FOREIGN.options[:1]}, "has 1 options"),
        ({"options": FOREIGN.options * 3}, "has 9 options"),
        ({"options": FOREIGN.options[1:]}, "has no right answer"),
        ({"options": (FOREIGN.options[0],) * 2}, "has 2 right answers"),
        ({"options": (*FOREIGN.options, Option({}))}, "option 4 has no text"),
    ],
)
def test_what_cannot_be_an_item_is_told_with_its_place_and_hides_nothing(tmp_path, change, message):
    other = replace(FOREIGN, stem={"en": "Another question altogether?"})
    made = taken(tmp_path, replace(FOREIGN, **change), other)
    assert [draft.item.stem.en for draft in made.drafts] == ["Another question altogether?"]
    (found,) = made.findings
    assert (found.path, found.place, found.message) == ("their.xml", "question 1", message)
    assert found.fix
    assert made.refused == 1


def test_a_question_that_is_here_already_is_not_taken_twice(tmp_path):
    made = taken(tmp_path, FOREIGN, FOREIGN)
    assert len(made.drafts) == 1
    assert "has the stem of" in made.findings[0].message
    item = make_item()
    known = replace(FOREIGN, stem={"fr": item.stem.fr})
    assert not taken(tmp_path, known, bank=make_bank([item])).drafts


def test_an_item_of_the_same_id_is_never_overwritten(tmp_path):
    question = sound_question()
    made = taken(tmp_path, question, bank=make_bank([make_item()]))
    assert not made.drafts
    assert "was not overwritten" in made.findings[0].message
    broken = tmp_path / "ccm" / "care-management" / f"{question.id}.yaml"
    broken.parent.mkdir(parents=True)
    broken.write_text("not: [an item", encoding="utf-8")
    made = taken(tmp_path, question)
    assert not made.drafts
    assert str(broken) in made.findings[0].message
    assert broken.read_text(encoding="utf-8") == "not: [an item"


def test_writing_refuses_a_file_that_came_in_between(tmp_path):
    made = taken(tmp_path, FOREIGN)
    path = made.drafts[0].path
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        made.write()
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_scenario_that_came_in_between_stops_everything_before_it_starts(tmp_path):
    bank = make_bank([make_item("a"), make_item("b", case="return-from-hospital")],
                     cases=[make_case()])  # fmt: skip
    made = taken(tmp_path, *questions_of(bank))
    scenario = tmp_path / "ccm/cases/return-from-hospital.yaml"
    scenario.parent.mkdir(parents=True)
    scenario.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        made.write()
    assert list(tmp_path.rglob("*.yaml")) == [scenario]


def test_an_item_of_ours_comes_back_whole_and_as_a_draft(tmp_path):
    item = make_item(case="return-from-hospital", module="care-management/3")
    bank = make_bank([item], cases=[make_case()])
    made = taken(tmp_path, *questions_of(bank))
    (draft,) = made.drafts
    assert draft.item == item.model_copy(update={"status": "draft", "review": "draft"})
    assert draft.case == make_case()
    kept = taken(tmp_path, *questions_of(bank), keeps_status=True)
    assert kept.drafts[0].item == item


def test_what_is_written_is_read_as_the_same_items(tmp_path):
    bank = make_bank([make_item(case="return-from-hospital"), make_item("b", case=None)],
                     cases=[make_case()])  # fmt: skip
    made = taken(tmp_path, *questions_of(bank), keeps_status=True)
    made.write()
    read, findings = load_bank([tmp_path])
    assert not findings
    assert dict(read.items) == dict(bank.items)
    assert dict(read.cases) == dict(bank.cases)


def test_every_item_of_the_bank_can_be_written_again(tmp_path):
    bank, _ = load_bank()
    made = Intake(
        make_bank([], blueprints=bank.blueprints),
        Into(tmp_path, "ccm", TODAY, keeps_status=True),
        "export.csv",
    )
    made.take(Reading(questions_of(bank)))
    assert not made.findings
    found = {one.item.id: written(one.item) for one in made.drafts}
    assert found == {item.id: written(item.model_copy(update={"waivers": ()})) for item in bank}


def test_labels_that_do_not_fit_are_left_to_the_author_and_told(tmp_path):
    labels = {**labels_of(make_item(), "ccm"), "level": ("genius",), "seconds": ("9000",)}
    question = replace(sound_question(), labels={**labels, "domain": ("nonsense",)})
    made = taken(tmp_path, question)
    item = made.drafts[0].item
    assert (item.level, item.seconds, item.domain) == ("apply", 60, "care-management")
    assert sum("was not taken" in found.message for found in made.findings) == 2
    assert made.refused == 0


def test_without_domain_and_topic_a_foreign_question_has_no_place(tmp_path):
    made = taken(tmp_path, FOREIGN, domain=None, topic=None)
    assert "--domain and --topic" in made.findings[0].fix
    assert not made.drafts


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"exam": "cpa"}, "'cpa' is not an exam with a blueprint: ccm, diu"),
        ({"domain": "x"}, "'x' is not a domain of ccm-2025-08: care-management"),
        ({"topic": "x"}, "'x' is not a topic of care-management: "),
    ],
)
def test_a_place_that_is_not_in_the_blueprint_is_refused(tmp_path, change, message):
    with pytest.raises(NoSuchPlace, match=message):
        intake(tmp_path, **change)


def test_a_scenario_without_an_id_goes_before_the_stem(tmp_path):
    made = taken(tmp_path, replace(FOREIGN, scenario={"en": "Ann is 80."}))
    assert made.drafts[0].item.stem.en.startswith("Ann is 80.\n\nA client has")


def test_a_scenario_that_is_here_in_other_words_stays_and_is_told(tmp_path):
    bank = make_bank([make_item(case="return-from-hospital")], cases=[make_case()])
    other = make_case(text={"en": "Another story.", "fr": "Autre histoire."})
    made = taken(tmp_path, *questions_of(bank), bank=make_bank([], cases=[other]))
    assert made.drafts[0].case is None
    assert "is here in other words, and stays" in made.findings[0].message
    assert made.refused == 0


def test_ids_are_made_of_the_words_there_are():
    none = set().__contains__
    assert item_id({"fr": "(États-Unis) Où est l'élève ?"}, none) == "ou-est-l-eleve"
    assert item_id({"en": "漢字?"}, none) == "question"
    assert item_id({"en": "x" * 300}, none) == "x" * 48
    assert item_id({"en": "A b"}, {"a-b", "a-b-2"}.__contains__) == "a-b-3"
    options = (Option({"en": "漢"}), Option({"en": "Go"}, id="Not A Slug"), Option({}, id="own"))
    assert choice_ids(options) == ("choice-1", "go", "own")
