"""Attempts at published forms: what is offered, what is shown, what is refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pydantic import ValidationError

from apps.attempts import store
from apps.attempts.records import Start
from apps.attempts.reports import Reports
from apps.attempts.service import Attempts
from apps.storage.database import Database
from question_bank.bank import Bank
from question_bank.blueprint import Mode
from question_bank.form import FormImpossible
from question_bank.forms.frozen import PublishedForm, Revision
from question_bank.forms.parallel import assemble, assemble_practice
from question_bank.forms.publish import forms_folder, frozen, publish
from question_bank.forms.shown import balanced_orders
from question_bank.load import load_bank
from question_bank.shuffle import starts_with_numbers
from tests.apps.attempt_helpers import BANK, MINUTE, Watch, make_attempts, wait
from tests.factories import CCM, altered, make_bank, make_items
from tests.server import running_server, start_attempt, write_bank

FORM = "ccm-2025-08-a"


@cache
def published() -> Bank:
    """The synthetic bank with two forms and a practice set."""
    practice = [
        item.model_copy(update={"id": f"practice-{item.id}", "use": "practice"})
        for item in make_items(60, seed=9)
    ]
    bank = make_bank([*BANK, *practice])
    made = [assemble(bank, CCM, 2, seed=1), assemble_practice(bank, CCM, 1, 40, seed=1)]
    today = date(2026, 11, 22)
    forms = [form for one in made for form in frozen(bank, CCM, one, today=today)]
    return replace(bank, forms={form.id: form for form in forms})


def service(database: Database, bank: Bank, watch: Watch | None = None) -> Attempts:
    make_attempts(database, Watch(), "ada", "bob")
    return Attempts(database, bank, bank.blueprint(CCM.id), now=watch or Watch())


def sit(form: str = FORM) -> Start:
    return Start(form=form, language="en", agreed=True)


def form_of(database: Database, attempt: str) -> list[store.AttemptRow]:
    return database.read(lambda c: store.form_of(c, attempt)).result()


def retitled(bank: Bank, **changes: object) -> Bank:
    form: PublishedForm = bank.forms[FORM].model_copy(update=changes)
    return replace(bank, forms={**bank.forms, FORM: form})


def test_published_forms_are_offered_and_those_sat_are_marked(database: Database) -> None:
    attempts = service(database, published())
    offered = wait(attempts.form_offers("ada"))
    assert [(one.form, one.mode, one.title.fr, one.questions, one.minutes) for one in offered] == [
        (FORM, "full", "Sujet A", 180, 180),
        ("ccm-2025-08-b", "full", "Sujet B", 180, 180),
        ("ccm-2025-08-practice-1", "practice", "Série d’entraînement 1", 40, 40),
    ]
    assert all(one.available and not one.seen for one in offered)
    wait(attempts.start("ada", sit()))
    assert [one.seen for one in wait(attempts.form_offers("ada"))] == [True, False, False]
    assert [one.seen for one in wait(attempts.form_offers("bob"))] == [False, False, False]


def test_everyone_sits_the_same_questions_in_the_same_order_with_other_options(
    database: Database,
) -> None:
    attempts = service(database, published())
    views = [wait(attempts.start(user, sit())) for user in ("ada", "bob")]
    assert [view.title.en for view in views] == ["Form A", "Form A"]
    assert [view.limit_ms for view in views] == [180 * MINUTE] * 2
    first, second = (form_of(database, view.id) for view in views)
    wanted = [(entry.item, entry.scored) for entry in published().forms[FORM].entries]
    assert [(row.item_id, row.scored) for row in first] == wanted
    assert [(row.item_id, row.scored) for row in second] == wanted
    moved = sum(a.options != b.options for a, b in zip(first, second, strict=True))
    assert moved > 100
    assert form_of(database, views[0].id) == first


def test_a_form_shows_the_text_it_froze_after_the_item_has_changed(database: Database) -> None:
    bank = published()
    entry = bank.forms[FORM].entries[0]
    old = bank.items[entry.item]
    new = altered(old, "stem.en", "A quite different question?").model_copy(update={"revision": 2})
    changed = replace(bank, items={**bank.items, new.id: new})
    lost = service(database, changed)
    assert not wait(lost.form_offers("ada"))[0].available
    with pytest.raises(FormImpossible, match="bank check"):
        wait(lost.start("ada", sit()))
    kept = replace(changed, revisions={f"{old.id}@1": Revision(item=old)})
    attempts = Attempts(database, kept, kept.blueprint(CCM.id), now=Watch())
    view = wait(attempts.start("ada", sit()))
    assert wait(attempts.form("ada", view.id))[1][0]["stem"]["en"] == old.stem.en


def test_an_item_changed_under_the_frozen_revision_is_not_shown(database: Database) -> None:
    bank = published()
    old = bank.items[bank.forms[FORM].entries[0].item]
    changed = {**bank.items, old.id: altered(old, "stem.en", "Another question?")}
    attempts = service(database, replace(bank, items=changed))
    with pytest.raises(FormImpossible):
        wait(attempts.start("ada", sit()))


def test_a_retired_or_unknown_form_is_neither_offered_nor_sat(database: Database) -> None:
    attempts = service(database, retitled(published(), status="retired"))
    assert FORM not in [one.form for one in wait(attempts.form_offers("ada"))]
    for form in (FORM, "no-such-form"):
        with pytest.raises(FormImpossible, match="no such form is offered"):
            wait(attempts.start("ada", sit(form)))


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"mode": "full", "form": FORM},
        {"mode": "practice"},
        {"form": FORM, "domain": "ccm-care-management"},
    ],
)
def test_a_start_names_a_mode_or_a_form(asked: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Start.model_validate({**asked, "language": "en", "agreed": True})


@pytest.mark.parametrize(("form", "mode"), [(FORM, "full"), ("ccm-2025-08-practice-1", "practice")])
def test_the_report_bears_the_title_of_the_form(database: Database, form: str, mode: Mode) -> None:
    attempts = service(database, published())
    view = wait(attempts.start("ada", sit(form)))
    wait(attempts.submit("ada", view.id))
    reports = Reports(database, published().blueprints, forms=published().forms, cut=0.7)
    report = wait(reports.report("ada", view.id))
    assert (report.mode, report.title) == (mode, published().forms[form].title)
    assert (report.chance.withheld is not None) == (mode == "practice")
    without = Reports(database, published().blueprints, cut=0.7)
    assert wait(without.report("ada", view.id)).title != report.title


def test_what_stood_in_a_form_counts_as_seen_in_the_next(database: Database) -> None:
    attempts = service(database, published())
    first = wait(attempts.start("ada", sit()))
    wait(attempts.submit("ada", first.id))
    again = wait(attempts.start("ada", sit()))
    assert again.seen_share == 1
    wait(attempts.submit("ada", again.id))
    assert wait(attempts.start("ada", sit("ccm-2025-08-b"))).seen_share == 0


@pytest.mark.parametrize("seed", range(20))
def test_after_every_shuffle_the_keys_are_spread_evenly(seed: int) -> None:
    bank = published()
    items = [bank.items[entry.item] for entry in bank.forms[FORM].entries]
    orders = balanced_orders(items, seed)
    assert orders == balanced_orders(items, seed)
    places = Counter(order.index(item.key) for order, item in zip(orders, items, strict=True))
    assert all(30 <= places[place] <= 60 for place in range(4))
    assert all(sorted(order) == sorted(choice.id for choice in item.choices)
               for order, item in zip(orders, items, strict=True))  # fmt: skip


def test_options_that_start_with_numbers_keep_their_order() -> None:
    item = make_items(1)[0]
    for place in range(4):
        for lang in ("en", "fr"):
            item = altered(item, f"choices[{place}].text.{lang}", f"{place + 2} days")
    assert starts_with_numbers(item)
    assert balanced_orders([item], 3) == (tuple(choice.id for choice in item.choices),)


def test_a_form_is_listed_and_sat_over_http(tmp_path: Path) -> None:
    root = write_bank(tmp_path / "bank")
    bank, _ = load_bank([root])
    forms = frozen(bank, CCM, assemble(bank, CCM, 1, seed=2), today=date(2026, 11, 22))
    publish(forms, forms_folder(root, "ccm"))
    with running_server(tmp_path / "data", bank=root) as server:
        client = server.client()
        exams = client.get("/api/exams").json()["exams"]
        (offer,) = [exam for exam in exams if exam["form"] is not None]
        assert (offer["form"], offer["title"]["fr"], offer["seen"]) == (FORM, "Sujet A", False)
        assert {exam["seen"] for exam in exams} == {False}
        attempt = start_attempt(client, mode=None, form=FORM)
        assert (attempt["form"], attempt["mode"]) == (FORM, "full")
        shown = client.get(f"/api/attempts/{attempt['id']}/form").json()["questions"]
        assert [one["stem"]["en"] for one in shown] == [
            bank.items[entry.item].stem.en for entry in forms[0].entries
        ]
        client.post(f"/api/attempts/{attempt['id']}/submit").raise_for_status()
        seen = client.get("/api/exams").json()["exams"]
        assert [exam["seen"] for exam in seen if exam["form"] == FORM] == [True]
        assert client.get("/api/history").json()["attempts"][0]["title"]["en"] == "Form A"
        body = {"form": "none", "language": "en", "agreed": True}
        refused = client.post("/api/attempts", json=body)
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "form_impossible")
        both = client.post("/api/attempts", json={**body, "mode": "full"})
        assert both.status_code == 400
