"""Published forms and revisions on disk: what is frozen stays readable and is never changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from question_bank.bank import Bank
from question_bank.canonical import written
from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.cli import bank_app, form_app
from question_bank.fmt import formatted
from question_bank.forms.checks import (
    frozen_entries,
    frozen_texts,
    replaced_items,
    retired_in_forms,
)
from question_bank.forms.frozen import FrozenEntry, PublishedForm, wording_digest
from question_bank.forms.publish import NotPublished, publish
from question_bank.forms.revisions import NotRevised, archive, revise
from question_bank.load import bank_files, load_bank
from question_bank.model import Text
from tests.factories import altered, make_case, make_item
from tests.server import write_bank

TODAY = date(2026, 11, 22)
PLAIN, SHARED = "transitions-missed-diuretic", "visit-one"
RULES = (frozen_entries, frozen_texts, retired_in_forms, replaced_items)


def put(root: Path, item_id: str, **changes: object) -> Path:
    item = make_item(item_id, **changes)
    path = root / "ccm" / item.domain / f"{item_id}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(item), encoding="utf-8")
    return path


def read(root: Path) -> Bank:
    bank, findings = load_bank([root])
    assert findings == ()
    return bank


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with one item alone and one in a scenario, both in the published form A."""
    put(tmp_path, PLAIN)
    put(tmp_path, SHARED, case="return-from-hospital")
    case = tmp_path / "ccm" / "cases" / "return-from-hospital.yaml"
    case.parent.mkdir()
    case.write_text(written(make_case()), encoding="utf-8")
    bank = read(tmp_path)
    entries = [
        FrozenEntry(
            item=item.id,
            revision=1,
            scored=True,
            digest=wording_digest(item, bank.cases.get(item.case or "")),
        )
        for item in bank
    ]
    form = PublishedForm(
        id="ccm-2025-08-a",
        title=Text(en="Form A", fr="Sujet A"),
        status="published",
        published_on="2026-11-22",
        blueprint="ccm-2025-08",
        mode="full",
        minutes=180,
        seed=1,
        entries=tuple(entries),
    )
    publish([form], tmp_path / "ccm" / "forms")
    return tmp_path


def said(root: Path) -> list[tuple[str, Fault]]:
    setting = Setting(bank=read(root), today=TODAY)
    return [(Path(path).name, fault) for rule in RULES for path, fault in rule(setting)]


def edit(root: Path, item_id: str, change: Callable[[str], str]) -> None:
    path = read(root).origins[item_id].path
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def reword(root: Path, item_id: str) -> None:
    bank = read(root)
    path = bank.origins[item_id].path
    changed = altered(bank.items[item_id], "choices[0].why.en", "Another reason altogether.")
    path.write_text(written(changed), encoding="utf-8")


def test_a_published_form_is_read_with_the_bank_and_is_no_item(root: Path) -> None:
    bank = read(root)
    assert len(bank) == 2
    form = bank.forms["ccm-2025-08-a"]
    assert form.title.fr == "Sujet A"
    assert [entry.item for entry in form.entries] == [PLAIN, SHARED]
    assert bank.frozen_origins[form.id].exam == "ccm"
    assert all("forms" not in path.parts for path in bank_files(root))
    assert said(root) == []


def test_a_published_form_is_canonical_and_never_written_over(root: Path) -> None:
    path = root / "ccm" / "forms" / "ccm-2025-08-a.yaml"
    form = read(root).forms["ccm-2025-08-a"]
    before = path.read_bytes()
    assert before.decode() == written(form)
    other = form.model_copy(update={"id": "ccm-2025-08-b"})
    with pytest.raises(NotPublished, match="never written over"):
        publish([other, form], path.parent)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == before


def test_the_formatter_leaves_what_is_frozen_alone(root: Path) -> None:
    revise(read(root), PLAIN)
    for folder in ("forms", "revisions"):
        (path,) = (root / "ccm" / folder).iterdir()
        result = formatted(path)
        assert result.text is None
        assert "published form or an archived revision" in result.findings[0].message


def test_a_misnamed_or_broken_form_is_a_finding(root: Path) -> None:
    path = root / "ccm" / "forms" / "ccm-2025-08-a.yaml"
    path.rename(path.with_name("other.yaml"))
    path.write_text("id: broken\n", encoding="utf-8")
    _, findings = load_bank([root])
    assert {(found.rule, Path(found.path).name) for found in findings} == {
        ("file-name", "other.yaml"),
        ("schema", "ccm-2025-08-a.yaml"),
    }


def test_a_changed_text_under_a_frozen_revision_is_an_error(root: Path) -> None:
    reword(root, PLAIN)
    ((name, fault),) = said(root)
    assert (name, fault.level, fault.place) == (f"{PLAIN}.yaml", "error", "revision")
    assert "ccm-2025-08-a" in fault.message
    assert "bank revise" in fault.fix


def test_a_changed_scenario_is_an_error_of_its_items(root: Path) -> None:
    path = root / "ccm" / "cases" / "return-from-hospital.yaml"
    path.write_text(path.read_text().replace("woman of 70", "woman of 71"), encoding="utf-8")
    assert [name for name, _ in said(root)] == [f"{SHARED}.yaml"]


def test_tags_reviews_and_guesses_may_change_under_a_frozen_revision(root: Path) -> None:
    edit(root, PLAIN, lambda text: text.replace("review: draft", "review: checked"))
    edit(root, PLAIN, lambda text: text.replace("difficulty: 0.68", "difficulty: 0.70"))
    assert said(root) == []


def test_spaces_that_the_formatter_mends_are_no_change_of_text() -> None:
    item = make_item()
    loose = altered(item, "stem.fr", item.stem.fr.replace("\u202f?", " ?"))
    assert wording_digest(item, None) == wording_digest(loose, None)
    assert wording_digest(item, None) != wording_digest(item, make_case())


def test_a_revised_item_may_change_and_the_form_still_reads_the_old_text(root: Path) -> None:
    before = read(root).items[SHARED]
    path, revision = revise(read(root), SHARED)
    assert (path.name, revision) == (f"{SHARED}@1.yaml", 2)
    reword(root, SHARED)
    case = root / "ccm" / "cases" / "return-from-hospital.yaml"
    case.write_text(case.read_text().replace("works at night", "works by day"), encoding="utf-8")
    bank = read(root)
    assert bank.items[SHARED].revision == 2
    held = bank.revision(SHARED, 1)
    assert held.item == before
    assert held.case is not None
    assert "works at night" in held.case.text.en
    assert held.digest == bank.forms["ccm-2025-08-a"].entries[1].digest
    assert said(root) == []


def test_revising_keeps_comments_and_every_other_line(root: Path) -> None:
    edit(root, PLAIN, lambda text: "# from the workshop\n" + text)
    before = read(root).origins[PLAIN].path.read_text()
    revise(read(root), PLAIN)
    after = read(root).origins[PLAIN].path.read_text()
    assert after == before.replace("revision: 1\n", "revision: 2\n")


def test_an_item_without_a_revision_line_gets_one(root: Path) -> None:
    edit(root, PLAIN, lambda text: text.replace("revision: 1\n", ""))
    assert revise(read(root), PLAIN)[1] == 2
    assert read(root).items[PLAIN].revision == 2


def test_a_run_that_was_cut_off_is_finished_by_the_next(root: Path) -> None:
    kept = archive(read(root), PLAIN)
    text = kept.read_bytes()
    assert read(root).items[PLAIN].revision == 1
    assert revise(read(root), PLAIN) == (kept, 2)
    assert kept.read_bytes() == text


def test_a_text_that_was_changed_before_it_was_archived_is_not_archived(root: Path) -> None:
    reword(root, PLAIN)
    with pytest.raises(NotRevised, match="take the old text back"):
        revise(read(root), PLAIN)
    assert not (root / "ccm" / "revisions").exists()


def test_a_lost_archive_and_a_changed_one_are_errors_of_the_form(root: Path) -> None:
    path, _ = revise(read(root), PLAIN)
    data = yaml.safe_load(path.read_text())
    data["item"]["stem"]["en"] = "Something else?"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    ((name, fault),) = said(root)
    assert (name, fault.place, fault.level) == ("ccm-2025-08-a.yaml", "entries[0]", "error")
    assert "not the text that was published" in fault.message
    path.unlink()
    ((_, fault),) = said(root)
    assert "neither in the bank nor in its archive" in fault.message


def test_a_retired_item_in_a_published_form_is_noted(root: Path) -> None:
    edit(root, PLAIN, lambda text: text.replace("status: live", "status: retired"))
    ((name, fault),) = said(root)
    assert (name, fault.level) == ("ccm-2025-08-a.yaml", "info")
    run(form_app, "retire", "ccm-2025-08-a", "--root", str(root))
    assert read(root).forms["ccm-2025-08-a"].status == "retired"
    assert said(root) == []


def run(app: object, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, arguments)  # type: ignore[arg-type]
    assert result.exit_code == code, result.output
    return result


def test_a_replacement_starts_as_a_draft_and_retires_the_old_item_when_live(root: Path) -> None:
    place = ["--root", str(root)]
    run(bank_app, "replace", PLAIN, "missed-diuretic-again", *place)
    new = read(root).items["missed-diuretic-again"]
    assert (new.status, new.review, new.revision, new.replaces) == ("draft", "draft", 1, PLAIN)
    same = run(bank_app, "replace", PLAIN, new.id, "--live", *place, code=1)
    assert "rewrite it first" in same.output
    reword(root, new.id)
    edit(root, new.id, lambda text: text.replace("status: draft", "status: live"))
    assert [fault.message for _, fault in said(root)] == [f"replaces {PLAIN}, which is still live"]
    run(bank_app, "replace", PLAIN, new.id, "--live", *place)
    bank = read(root)
    assert (bank.items[PLAIN].status, bank.items[new.id].status) == ("retired", "live")


def test_what_cannot_be_revised_or_replaced_is_said(root: Path) -> None:
    place = ["--root", str(root)]
    assert "no item 'nothing'" in run(bank_app, "revise", "nothing", *place, code=1).output
    taken = run(bank_app, "replace", PLAIN, SHARED, *place, code=1)
    assert "is taken by" in taken.output
    stranger = run(bank_app, "replace", PLAIN, SHARED, "--live", *place, code=1)
    assert "replaces nothing" in stranger.output
    assert "is not an id" in run(bank_app, "replace", PLAIN, "No Id", *place, code=1).output


def test_forms_are_assembled_looked_at_and_published_by_command(tmp_path: Path) -> None:
    bank, out = write_bank(tmp_path / "bank", 400), tmp_path / "out"
    ask = ["assemble", "--forms", "2", "--seed", "4", "--root", str(bank), "--to", str(bank)]
    dry = run(form_app, *ask, "--publish", "--out", str(out), "--dry-run")
    assert "ccm-2025-08-b" in dry.output
    assert not out.exists()
    assert read(bank).forms == {}
    run(form_app, *ask, "--publish", "--out", str(out))
    published = read(bank).forms
    assert sorted(published) == ["ccm-2025-08-a", "ccm-2025-08-b"]
    for form in published.values():
        assert (out / f"{form.id}.yaml").read_text() == written(form)
        assert (len(form.entries), form.scored, form.minutes) == (180, 150, 180)
    first, second = ({entry.item for entry in form.entries} for form in published.values())
    assert not first & second
    used_up = run(form_app, *ask, "--publish", code=1)
    assert "too few" in used_up.output
    again = run(form_app, *ask, "--reuse", "--publish")
    assert "ccm-2025-08-d" in again.output
    bad = run(
        form_app, "assemble", "--forms", "0", "--practice", "3x5", "--root", str(bank), code=2
    )
    assert "write 3:50" in bad.output
