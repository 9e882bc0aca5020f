"""Past attempts rescored on both databases: what moves, what is kept, what is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from apps.attempts import sheets, store
from apps.attempts.records import Saves
from apps.attempts.reports import Reports
from apps.attempts.rescored import Moved, Rescoring
from apps.attempts.rescoring import look, rescore
from apps.attempts.service import Attempts
from apps.cli import app
from apps.storage.backup import back_up, restore
from apps.storage.database import Database
from apps.storage.engine import open_engine
from apps.storage.events import broken_links
from apps.storage.tables import corrections, events
from graders.exam.report import Report
from question_bank.canonical import written
from question_bank.model import Item
from tests.apps.attempt_helpers import BANK, NOON, Watch, full, make_attempts, save, wait
from tests.factories import altered
from tests.server import write_bank

CUT = 0.70
LATER = NOON + 86_400_000


@pytest.fixture
def attempts(database: Database) -> Attempts:
    return make_attempts(database, Watch(), "ada", "bob")


@pytest.fixture
def reports(database: Database) -> Reports:
    return Reports(database, BANK.blueprints, cut=CUT)


class Sat:
    """A closed attempt in which the first scored question was answered wrong."""

    def __init__(self, attempts: Attempts, database: Database, user: str = "ada") -> None:
        self.id = wait(attempts.start(user, full())).id
        form = database.read(lambda c: store.form_of(c, self.id)).result()
        self.row = next(row for row in form if row.scored)
        self.item = BANK.items[self.row.item_id]
        self.wrong = next(one for one in self.row.options if one != self.item.key)
        sent = [save(self.row.position, 1, self.letter(self.row.options, self.wrong))]
        for row in form[:20]:
            if row.position != self.row.position:
                letter = self.letter(row.options, BANK.items[row.item_id].key)
                sent.append(save(row.position, 1, letter))
        wait(attempts.save(user, self.id, Saves(client="tab", saves=sent)))
        wait(attempts.submit(user, self.id))

    @staticmethod
    def letter(options: list[str], choice: str) -> str:
        return "abcde"[options.index(choice)]

    def mended(self) -> Item:
        """The item as the bank has it once its key is corrected to what was answered."""
        changed = altered(self.item, "correct", [self.wrong])
        return changed.model_copy(update={"revision": 2})

    def by_key(self, **more: Any) -> Rescoring:
        return Rescoring(self.item.id, "key", item=self.mended(), reason="the fact changed", **more)


def apply(database: Database, sat: Sat, wanted: Rescoring, now: int = LATER) -> Moved | None:
    return database.write(
        lambda c: rescore(c, sat.id, sat.row.position, wanted, cut=CUT, now=now)
    ).result()


def report(reports: Reports, sat: Sat) -> Report:
    return wait(reports.report("ada", sat.id))


def test_looking_shows_what_would_move_and_writes_nothing(
    attempts: Attempts, database: Database
) -> None:
    sat = Sat(attempts, database)
    found = database.read(lambda c: look(c, sat.by_key(), cut=CUT)).result()
    (moved,) = found.moved
    assert (moved.user, moved.name, moved.answer) == ("ada", "ada", sat.wrong)
    assert (moved.before.key, moved.after.key) == (sat.item.key, sat.wrong)
    assert (moved.before.outcome, moved.after.outcome) == ("wrong", "right")
    assert moved.after.correct == moved.before.correct + 1
    assert moved.score_moves
    assert database.read(lambda c: list(c.execute(select(corrections)))).result() == []


def test_a_corrected_key_moves_report_and_history_and_keeps_the_old_wording(
    attempts: Attempts, database: Database, reports: Reports
) -> None:
    sat = Sat(attempts, database)
    before = report(reports, sat)
    moved = apply(database, sat, sat.by_key())
    assert moved is not None
    after = report(reports, sat)
    assert after.total.correct == before.total.correct + 1 == moved.after.correct
    assert wait(reports.history("ada"))[0]["correct"] == after.total.correct
    one = after.review[sat.row.position - 1]
    assert (one.outcome, one.status_text.en) == (
        "right",
        "Scored, by a key corrected after the attempt",
    )
    note = after.note("corrected-key")
    assert note is not None
    assert f"Question {sat.row.position}:" in note.text.en
    assert "bonne réponse a été corrigée" in note.text.fr
    assert before.note("corrected-key") is None
    form = database.read(lambda c: store.form_of(c, sat.id)).result()
    assert form[sat.row.position - 1].digest == sat.row.digest
    kept = database.read(lambda c: store.wordings(c, [sat.row.digest])).result()
    assert kept[sat.row.digest]["item"]["correct"] == [sat.item.key]


def test_each_attempt_gets_one_event_that_the_chain_seals_and_twice_is_once(
    attempts: Attempts, database: Database
) -> None:
    sat = Sat(attempts, database)
    assert apply(database, sat, sat.by_key()) is not None
    assert apply(database, sat, sat.by_key()) is None
    found = database.read(
        lambda c: list(c.execute(select(events).where(events.c.kind == "rescored")))
    ).result()
    assert [(row.actor, row.at) for row in found] == [("command line", LATER)]
    data = found[0].data
    assert (data["item"], data["old_key"], data["new_key"]) == (
        sat.item.id,
        sat.item.key,
        sat.wrong,
    )
    assert data["new_total"][0] == data["old_total"][0] + 1
    assert data["reason"] == "the fact changed"
    assert database.read(lambda c: broken_links(c, sat.id)).result() == []
    again = database.read(lambda c: look(c, sat.by_key(), cut=CUT)).result()
    assert (again.moved, again.unchanged) == ([], 1)


def test_credit_gives_everyone_the_point_blank_or_not(
    attempts: Attempts, database: Database, reports: Reports
) -> None:
    sat = Sat(attempts, database)
    blank = Rescoring(BANK.items[sat.row.item_id].id, "credit")
    form = database.read(lambda c: store.form_of(c, sat.id)).result()
    unanswered = next(row for row in form if row.scored and row.position > 20)
    before = report(reports, sat)
    apply(database, sat, blank)
    database.write(
        lambda c: rescore(
            c,
            sat.id,
            unanswered.position,
            Rescoring(unanswered.item_id, "credit"),
            cut=CUT,
            now=LATER,
        )
    ).result()
    after = report(reports, sat)
    assert after.total.correct == before.total.correct + 2
    assert (after.answered, after.total.answered) == (before.answered, before.total.answered)
    assert after.review[unanswered.position - 1].outcome == "right"
    assert after.note("corrected-credit") is not None


def test_a_dropped_question_leaves_the_score_and_is_no_pretest(
    attempts: Attempts, database: Database, reports: Reports
) -> None:
    sat = Sat(attempts, database)
    before = report(reports, sat)
    apply(database, sat, Rescoring(sat.item.id, "drop"))
    after = report(reports, sat)
    assert (after.total.correct, after.scored) == (before.total.correct, before.scored - 1)
    assert after.pretest == before.pretest == 30
    assert sum(line.scored for line in after.domains.lines) == 149
    assert sum(line.pretest for line in after.domains.lines) == 30
    assert after.review[sat.row.position - 1].status_text.en.startswith("Dropped")
    history = wait(reports.history("ada"))[0]
    assert (history["scored"], history["correct"]) == (149, after.total.correct)


def test_the_key_of_today_takes_a_drop_back(
    attempts: Attempts, database: Database, reports: Reports
) -> None:
    sat = Sat(attempts, database)
    before = report(reports, sat)
    apply(database, sat, Rescoring(sat.item.id, "drop"))
    moved = apply(database, sat, Rescoring(sat.item.id, "key", item=sat.item), LATER + 1)
    assert moved is not None
    assert moved.after.correction is None
    assert report(reports, sat).total == before.total
    kinds = database.read(
        lambda c: [row.data["how"] for row in c.execute(select(events)) if row.kind == "rescored"]
    ).result()
    assert kinds == ["drop", None]


def test_a_correction_of_an_earlier_attempt_reaches_the_history_of_a_later_report(
    database: Database, reports: Reports
) -> None:
    watch = Watch()
    attempts = make_attempts(database, watch, "ada")
    first = Sat(attempts, database)
    watch.now += 1_000
    second = Sat(attempts, database)
    before = report(reports, second).history.points[0].correct
    apply(database, first, first.by_key())
    assert report(reports, second).history.points[0].correct == before + 1


def test_a_pretest_question_is_corrected_and_no_score_moves(
    attempts: Attempts, database: Database
) -> None:
    sat = Sat(attempts, database)
    form = database.read(lambda c: store.form_of(c, sat.id)).result()
    row = next(row for row in form if not row.scored)
    other = next(one for one in row.options if one != BANK.items[row.item_id].key)
    wanted = Rescoring(
        row.item_id, "key", item=altered(BANK.items[row.item_id], "correct", [other])
    )
    (moved,) = database.read(lambda c: look(c, wanted, cut=CUT)).result().moved
    assert moved.pretest
    assert not moved.score_moves


def test_other_options_open_attempts_and_other_revisions_are_left_and_told(
    attempts: Attempts, database: Database
) -> None:
    sat = Sat(attempts, database)
    renamed = altered(sat.item, "choices[0].id", "quite-another")
    replaced = Rescoring(sat.item.id, "key", item=renamed)
    found = database.read(lambda c: look(c, replaced, cut=CUT)).result()
    assert (found.moved, found.other_options) == ([], [sat.id])
    found = database.read(lambda c: look(c, sat.by_key(revision=7), cut=CUT)).result()
    assert (found.moved, found.unchanged) == ([], 0)
    view = wait(attempts.start("bob", full()))
    row = database.read(lambda c: store.form_of(c, view.id)).result()[0]
    wanted = Rescoring(row.item_id, "drop")
    found = database.read(lambda c: look(c, wanted, cut=CUT)).result()
    assert found.under_way == 1
    assert view.id not in [moved.attempt for moved in found.moved]


def test_corrections_are_in_a_backup(
    attempts: Attempts, database: Database, tmp_path: Path, new_url: Callable[[], str]
) -> None:
    sat = Sat(attempts, database)
    apply(database, sat, sat.by_key())
    archive = back_up(database.engine, tmp_path / "kept")
    empty = open_engine(new_url())
    assert restore(empty, archive)["corrections"] == 1
    with empty.connect() as c:
        assert sheets.tally(c, sat.id) == database.read(lambda c: sheets.tally(c, sat.id)).result()
    empty.dispose()


def test_the_command_looks_first_then_writes_and_has_nothing_left_to_do(
    attempts: Attempts, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sat = Sat(attempts, database)
    root = write_bank(tmp_path / "bank")
    path = root / "ccm" / sat.item.domain / f"{sat.item.id}.yaml"
    path.write_text(written(sat.mended()), encoding="utf-8")
    monkeypatch.setenv("PARCOURS_DATA", str(tmp_path / "data"))
    url = database.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("PARCOURS_DATABASE_URL", url)

    def run(*arguments: str, code: int = 0) -> str:
        asked = ["bank", "rescore", *arguments, "--root", str(root)]
        result = CliRunner().invoke(app, asked)
        assert result.exit_code == code, result.output
        return result.output

    looked = run(sat.item.id)
    assert "1 attempt(s) would be rescored: 1 totals move" in looked
    assert "wrong → right" in looked
    assert "Nothing was written" in looked
    done = json.loads(run(sat.item.id, "--apply", "--reason", "the fact changed", "--json"))
    assert [one["attempt"] for one in done["attempts"]] == [sat.id]
    assert (
        "0 attempt(s) rescored: 0 totals move, 0 cross the training cut; 1 count so already"
        in run(sat.item.id, "--apply")
    )
    assert "→ everyone" in run(sat.item.id, "--credit", "everyone")
    assert "everyone or to nobody" in run(sat.item.id, "--credit", "ada", code=2)
    assert "exclude each other" in run(sat.item.id, "--credit", "everyone", "--drop", code=2)
    assert "need none" in run("no-such-item", code=2)
    path.write_text(written(altered(sat.item, "choices[0].id", "new-one")), encoding="utf-8")
    assert "another question, not a corrected key" in run(sat.item.id, code=1)
