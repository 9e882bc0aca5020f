"""Cases worked in the browser: answers are kept, the later one wins, feedback comes when it may."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from apps.casework.records import LARGEST, Answers
from apps.casework.service import Casework, NotReady, UnknownTask
from apps.casework.store import Finished, NoSuchCase, NotReleased
from apps.storage.database import Database
from apps.storage.people import SOLO_ID, ensure_solo
from curriculum.catalog import Catalog
from tests.apps.attempt_helpers import Watch, wait
from tests.curriculum.cases.sample_case import sample_catalog

ME, CASE = SOLO_ID, "the-key-upstairs"


def catalog(**changed: object) -> Catalog:
    """The sample, live."""
    made = sample_catalog()
    cases = {
        name: replace(found, case=found.case.model_copy(update={"status": "live", **changed}))
        for name, found in made.cases.items()
        if name == CASE
    }
    return replace(made, cases=cases)


@pytest.fixture
def casework(database: Database) -> Casework:
    database.write(lambda c: ensure_solo(c, now=1)).result()
    return Casework(database, catalog, solo=True, now=Watch())


def sent(lang: str = "fr", **given: tuple[int, object]) -> Answers:
    answers = {task: {"seq": seq, "value": value} for task, (seq, value) in given.items()}
    return Answers.model_validate({"lang": lang, "revision": 1, "answers": answers})


def held(casework: Casework) -> dict[str, object]:
    work = wait(casework.open(ME, CASE))["work"]
    return {task: one["value"] for task, one in work["answers"].items()}


def test_answers_are_there_when_the_case_is_opened_again(casework: Casework) -> None:
    wait(casework.save(ME, CASE, sent(**{"to-ask": (1, ["eats"]), "message": (2, "Cher Paul")})))
    opened = wait(casework.open(ME, CASE))
    assert held(casework) == {"to-ask": ["eats"], "message": "Cher Paul"}
    assert opened["work"]["lang"] == "fr"
    assert opened["half"]["case"] == CASE
    assert "debrief" not in opened["half"]


def test_the_later_answer_wins_in_whatever_order_they_arrive(casework: Casework) -> None:
    assert wait(casework.save(ME, CASE, sent(message=(9, "later"))))["newer"] == {}
    told = wait(casework.save(ME, CASE, sent(message=(3, "earlier"), hours=(4, 3.5))))
    assert told["newer"] == {"message": {"seq": 9, "value": "later"}}
    assert held(casework) == {"message": "later", "hours": 3.5}
    wait(casework.save(ME, CASE, sent(message=(9, "again"))))  # the same sequence number
    assert held(casework)["message"] == "later"


def test_a_case_that_was_handed_in_takes_nothing_more_until_it_is_opened_again(
    casework: Casework,
) -> None:
    wait(casework.save(ME, CASE, sent(hours=(1, 4))))
    with pytest.raises(NotReleased):
        wait(casework.outcome(ME, CASE, "en"))
    wait(casework.finish(ME, CASE))
    with pytest.raises(Finished):
        wait(casework.finish(ME, CASE))
    with pytest.raises(Finished):
        wait(casework.save(ME, CASE, sent(hours=(2, 5))))
    assert wait(casework.outcome(ME, CASE, "en"))["mark"]["points"] == 1.5
    wait(casework.reopen(ME, CASE, anew=False))
    wait(casework.save(ME, CASE, sent(hours=(2, 5))))
    assert held(casework) == {"hours": 5}
    wait(casework.reopen(ME, CASE, anew=True))
    assert held(casework) == {}


def test_the_outcome_scores_and_tells_why_in_the_language_asked(casework: Casework) -> None:
    given = {
        "first-words": (1, "promise"),
        "message": (2, "Votre mère veut rester."),
    }
    wait(casework.save(ME, CASE, sent(**given)))
    wait(casework.finish(ME, CASE))
    told = wait(casework.outcome(ME, CASE, "fr"))
    assert told["mark"] == {"points": 0, "of": 14, "cap": 8, "waiting": ["message"]}
    first = next(one["html"] for one in told["tasks"] if one["id"] == "first-words")
    assert "Cette promesse ne peut pas être tenue." in first
    assert "Une bonne collègue part de ce qu’elle veut" in told["whole_html"]


def test_in_a_class_summative_cases_wait_for_the_instructor(database: Database) -> None:
    database.write(lambda c: ensure_solo(c, now=1)).result()
    summative = Casework(database, lambda: catalog(purpose="summative"), solo=False, now=Watch())
    wait(summative.save(ME, CASE, sent(hours=(1, 4))))
    wait(summative.finish(ME, CASE))
    for refused in (summative.outcome(ME, CASE, "en"), summative.reopen(ME, CASE, anew=True)):
        with pytest.raises(NotReleased):
            wait(refused)
    formative = Casework(database, catalog, solo=False, now=Watch())
    assert wait(formative.outcome(ME, CASE, "en"))["mark"]["points"] == 1.5


def test_the_list_says_how_far_one_is(casework: Casework) -> None:
    def state() -> str:
        (only,) = wait(casework.all_of(ME))
        return only["state"]

    assert state() == "new"
    wait(casework.save(ME, CASE, sent(hours=(1, 4))))
    assert state() == "begun"
    wait(casework.finish(ME, CASE))
    assert state() == "finished"


def test_what_does_not_exist_is_refused(casework: Casework, database: Database) -> None:
    with pytest.raises(NoSuchCase):
        wait(casework.open(ME, "another-case"))
    with pytest.raises(UnknownTask, match="has no task 'another-task'"):
        wait(casework.save(ME, CASE, sent(**{"another-task": (1, 1)})))
    with pytest.raises(NoSuchCase):
        wait(casework.finish(ME, CASE))  # nothing was answered
    draft = Casework(database, lambda: catalog(status="draft"), solo=True)
    with pytest.raises(NoSuchCase):
        wait(draft.open(ME, CASE))
    with pytest.raises(NotReady):
        wait(Casework(database, lambda: None, solo=True).all_of(ME))


def deep(levels: int) -> object:
    return [] if levels == 0 else [deep(levels - 1)]


@pytest.mark.parametrize(
    ("value", "said"),
    [("x" * LARGEST, "is larger"), (deep(9), "too deeply"), (float("nan"), "not JSON")],
)
def test_what_cannot_be_kept_is_refused(value: object, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        sent(message=(1, value))


def test_what_databases_refuse_is_mended(casework: Casework) -> None:
    text = '{"lang":"fr","revision":1,"answers":{"message":{"seq":1,"value":"a\\u0000b\\ud800c"}}}'
    with pytest.raises(ValidationError):
        Answers.model_validate_json(text)  # half a character
    odd = Answers.model_validate_json(text.replace("\\ud800", ""))
    wait(casework.save(ME, CASE, odd))
    assert held(casework) == {"message": "abc"}
