"""Attempts on both databases, with a clock that the tests move."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.attempts import store
from apps.attempts.records import Saves, Start
from apps.attempts.service import Attempts
from apps.storage.database import Database
from apps.storage.events import broken_links
from tests.apps.attempt_helpers import BANK, MINUTE, Watch, full, make_attempts, save, wait


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def attempts(database: Database, watch: Watch) -> Attempts:
    return make_attempts(database, watch, "ada", "bob")


def held(attempts: Attempts, attempt_id: str) -> dict[int, str | None]:
    return {answer.n: answer.choice for answer in wait(attempts.form("ada", attempt_id))[2]}


def test_a_full_form_has_the_exact_counts_of_the_blueprint(
    attempts: Attempts, database: Database
) -> None:
    view = wait(attempts.start("ada", full()))
    form = database.read(lambda c: store.form_of(c, view.id)).result()
    scored = Counter(BANK.items[row.item_id].domain for row in form if row.scored)
    pretest = Counter(BANK.items[row.item_id].domain for row in form if not row.scored)
    assert list(scored.values()) != []
    assert {d: scored[d] for d in scored} == {
        "care-management": 45,
        "reimbursement": 18,
        "psychosocial": 30,
        "quality-outcomes": 18,
        "rehabilitation": 12,
        "ethics-law-practice": 27,
    }
    assert sum(pretest.values()) == 30
    assert view.total == 180
    assert view.limit_ms == 180 * MINUTE


def test_the_shown_form_holds_wording_only(attempts: Attempts) -> None:
    view = wait(attempts.start("ada", full()))
    _, questions, _ = wait(attempts.form("ada", view.id))
    assert {frozenset(question) for question in questions} == {
        frozenset({"n", "stem", "case", "options"})
    }
    options = [option for question in questions for option in question["options"]]
    assert {frozenset(option) for option in options} == {frozenset({"letter", "text"})}


def test_an_answer_stands_whatever_is_sent_again_or_out_of_order(attempts: Attempts) -> None:
    view = wait(attempts.start("ada", full()))
    sent = [save(3, seq, "abcd"[seq % 4]) for seq in range(5)] * 3
    random.Random(5).shuffle(sent)
    for one in sent:
        wait(attempts.save("ada", view.id, Saves(client="tab", saves=[one])))
    assert held(attempts, view.id) == {3: "a"}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sent=st.lists(
        st.tuples(
            st.integers(1, 4),
            st.integers(0, 30),
            st.sampled_from(["x", "y"]),
            st.sampled_from("abcd"),
        ),
        min_size=1,
        max_size=25,
    )
)
def test_the_newest_save_of_each_question_is_what_the_server_holds(
    attempts: Attempts, sent: list[tuple[int, int, str, str]]
) -> None:
    view = wait(attempts.start("ada", full()))
    newest: dict[int, tuple[int, str, str]] = {}
    first: dict[tuple[int, int, str], str] = {}
    for n, seq, client, drawn in sent:
        choice = first.setdefault((n, seq, client), drawn)  # a pair (seq, client) is one save
        newest[n] = max(newest.get(n, (-1, "", "")), (seq, client, choice))
        result = wait(
            attempts.save("ada", view.id, Saves(client=client, saves=[save(n, seq, choice)]))
        )
        assert result.results[0].state.choice == newest[n][2]
    assert held(attempts, view.id) == {n: choice for n, (_, _, choice) in newest.items()}
    wait(attempts.submit("ada", view.id))


def test_after_the_deadline_answers_in_flight_are_taken_and_later_ones_are_not(
    attempts: Attempts, watch: Watch, database: Database
) -> None:
    view = wait(attempts.start("ada", full()))
    watch.now += 180 * MINUTE + 4_999
    wait(attempts.save("ada", view.id, Saves(client="tab", saves=[save(1, 10, "b")])))
    watch.now += 1
    with pytest.raises(store.Closed):
        wait(attempts.save("ada", view.id, Saves(client="tab", saves=[save(2, 10, "c")])))
    closed = wait(attempts.view("ada", view.id))
    assert (closed.state, closed.answered, closed.finished_at) == ("expired", 1, view.deadline)
    late = [
        row for row in database.read(lambda c: store.log_of(c, view.id)).result() if not row.counted
    ]
    assert [(row.position, row.choice) for row in late] == [(2, "c")]


def test_what_was_held_before_the_end_is_acknowledged_again_after_it(
    attempts: Attempts, watch: Watch
) -> None:
    view = wait(attempts.start("ada", full()))
    sent = Saves(client="tab", saves=[save(1, 10, "b"), save(2, 10, None, note="why?")])
    wait(attempts.save("ada", view.id, sent))
    wait(attempts.submit("ada", view.id))
    again = wait(attempts.save("ada", view.id, sent))
    assert [result.state.choice for result in again.results] == ["b", None]
    elsewhere = wait(attempts.save("ada", view.id, Saves(client="t", saves=[save(9, 1, None)])))
    assert not elsewhere.results[0].applied
    with pytest.raises(store.Closed):
        wait(attempts.save("ada", view.id, Saves(client="tab", saves=[save(1, 11, "c")])))
    assert wait(attempts.view("ada", view.id)).answered == 1


def test_the_job_closes_what_nobody_looks_at(attempts: Attempts, watch: Watch) -> None:
    view = wait(attempts.start("ada", full()))
    watch.now += 180 * MINUTE
    assert wait(attempts.close_due()) == 0
    watch.now += 5_000
    assert wait(attempts.close_due()) == 1
    assert wait(attempts.view("ada", view.id)).finished_at == view.deadline


def test_more_time_may_be_granted_while_the_attempt_runs(attempts: Attempts, watch: Watch) -> None:
    view = wait(attempts.start("ada", full()))
    watch.now += 179 * MINUTE
    longer = wait(attempts.accommodate(view.id, 1.5, actor="bob"))
    assert longer.remaining_ms == 91 * MINUTE
    untimed = wait(attempts.accommodate(view.id, None, actor="bob"))
    assert (untimed.untimed, untimed.remaining_ms) == (True, None)
    watch.now += 10_000 * MINUTE
    assert wait(attempts.view("ada", view.id)).state == "open"


def test_an_accommodation_that_would_end_the_exam_is_refused(
    attempts: Attempts, watch: Watch
) -> None:
    view = wait(attempts.start("ada", full(2.0)))
    watch.now += 200 * MINUTE
    with pytest.raises(store.WouldEnd):
        wait(attempts.accommodate(view.id, 1.0, actor="bob"))
    assert wait(attempts.view("ada", view.id)).remaining_ms == 160 * MINUTE


def test_asked_to_start_again_with_the_same_key_the_same_attempt_is_the_answer(
    attempts: Attempts,
) -> None:
    asked = full().model_copy(update={"key": "one-agreement"})
    first, again = wait(attempts.start("ada", asked)), wait(attempts.start("ada", asked))
    assert first.id == again.id
    assert len(wait(attempts.all_of("ada"))) == 1
    assert wait(attempts.start("bob", asked)).id != first.id


def test_a_late_batch_names_only_the_answers_that_came_too_late(
    attempts: Attempts, database: Database
) -> None:
    view = wait(attempts.start("ada", full()))
    kept = save(1, 10, "b")
    wait(attempts.save("ada", view.id, Saves(client="tab", saves=[kept])))
    wait(attempts.submit("ada", view.id))
    for _ in range(3):
        sent = Saves(client="tab", saves=[kept, save(2, 11, "c")])
        with pytest.raises(store.Closed) as refused:
            wait(attempts.save("ada", view.id, sent))
        assert refused.value.late == (2,)
    late = [
        row for row in database.read(lambda c: store.log_of(c, view.id)).result() if not row.counted
    ]
    assert len(late) == 1


def test_submitting_twice_changes_nothing(attempts: Attempts, watch: Watch) -> None:
    view = wait(attempts.start("ada", full()))
    watch.now += MINUTE
    first = wait(attempts.submit("ada", view.id))
    watch.now += MINUTE
    assert wait(attempts.submit("ada", view.id)) == first
    assert first.state == "submitted"
    with pytest.raises(store.Closed):
        wait(attempts.accommodate(view.id, 2.0, actor="bob"))


def test_an_attempt_of_somebody_else_does_not_exist(attempts: Attempts) -> None:
    view = wait(attempts.start("ada", full()))
    for refused in (
        attempts.view("bob", view.id),
        attempts.form("bob", view.id),
        attempts.submit("bob", view.id),
        attempts.save("bob", view.id, Saves(client="tab", saves=[save(1, 1, "a")])),
    ):
        with pytest.raises(store.NoSuchAttempt):
            wait(refused)
    assert wait(attempts.view("ada", view.id)).answered == 0


def test_a_save_for_a_question_or_an_option_that_is_not_there_is_refused_whole(
    attempts: Attempts,
) -> None:
    view = wait(attempts.start("ada", full()))
    for wrong in (save(181, 1, "a"), save(1, 1, "e"), save(1, 1, "a", struck=["e"])):
        with pytest.raises(store.UnknownQuestion):
            wait(attempts.save("ada", view.id, Saves(client="tab", saves=[save(2, 1, "a"), wrong])))
    assert held(attempts, view.id) == {}


def test_the_second_form_prefers_what_was_not_seen(attempts: Attempts, database: Database) -> None:
    first = wait(attempts.start("ada", full()))
    with pytest.raises(store.OneIsOpen):
        wait(attempts.start("ada", full()))
    wait(attempts.submit("ada", first.id))
    second = wait(attempts.start("ada", full()))
    seen = {row.item_id for row in database.read(lambda c: store.form_of(c, first.id)).result()}
    again = [
        row
        for row in database.read(lambda c: store.form_of(c, second.id)).result()
        if row.item_id in seen
    ]
    assert second.seen_share == pytest.approx(len(again) / 180)
    assert all(row.seen_before for row in again)
    assert second.seen_share < 0.5


def test_a_changed_event_shows(attempts: Attempts, database: Database) -> None:
    view = wait(attempts.start("ada", full()))
    wait(attempts.accommodate(view.id, 2.0, actor="bob"))
    wait(attempts.submit("ada", view.id))
    assert database.read(lambda c: broken_links(c, view.id)).result() == []
    database.write(
        lambda c: c.exec_driver_sql("UPDATE events SET actor = 'eve' WHERE kind = 'accommodation'")
    ).result()
    assert len(database.read(lambda c: broken_links(c, view.id)).result()) == 1


def test_one_domain_mode_is_thirty_questions_of_that_domain(
    attempts: Attempts, database: Database
) -> None:
    asked = Start(mode="domain", domain="rehabilitation", language="fr", factor=None, agreed=True)
    view = wait(attempts.start("ada", asked))
    form = database.read(lambda c: store.form_of(c, view.id)).result()
    assert {BANK.items[row.item_id].domain for row in form} == {"rehabilitation"}
    assert (view.total, view.title.fr) == (30, "Réadaptation")
