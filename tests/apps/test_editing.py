"""What authors ask of the bank: the files as they stand, findings on drafts, saving."""

from __future__ import annotations

import asyncio
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apps.editing import saving
from apps.editing.findings import judged, suggested_id, word_counts
from apps.editing.listing import listed
from apps.editing.preview import preview
from apps.editing.records import Draft, Preview, Save
from apps.editing.saving import NotKept, save
from apps.editing.service import Editing, NoSuchItem
from apps.editing.shelf import Shelf, digest_of
from question_bank import load
from question_bank.bank import Bank
from question_bank.canonical import written
from question_bank.load import load_item
from question_bank.model import Item
from tests.factories import SOUND, altered, make_bank, make_case, make_item, make_items

TODAY = date(2026, 11, 22)


class Root:
    """A root of a bank with some items, and what an author does to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shelf = Shelf([path])

    def put(self, item: Item, *, header: str = "") -> Path:
        path = self.path / "ccm" / item.domain / f"{item.id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(header + written(item), encoding="utf-8")
        return path

    def put_case(self) -> Path:
        path = self.path / "ccm" / "cases" / "return-from-hospital.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(make_case()), encoding="utf-8")
        return path

    def asked(self, item: Item, seen: Path | None, **more: Any) -> Save:
        digest = digest_of(seen) if seen is not None else None
        return Save(
            **{
                "exam": "ccm",
                "root": 0,
                "item": item.model_dump(mode="json", exclude_none=True),
                "digest": digest,
                "is_new": digest is None,
                **more,
            }
        )

    def save(self, asked: Save) -> saving.Kept:
        return save(self.shelf, asked, TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Root:
    return Root(tmp_path)


def refused(root: Root, asked: Save) -> str:
    before = {path: path.read_bytes() for path in root.path.rglob("*.yaml")}
    with pytest.raises(NotKept) as caught:
        root.save(asked)
    assert {path: path.read_bytes() for path in root.path.rglob("*.yaml")} == before
    assert list(root.path.rglob(".*.yaml.*")) == []
    return caught.value.code


@pytest.mark.parametrize("review", ["expert", "draft"])
def test_a_new_item_is_written_in_canonical_form_as_a_draft(root: Root, review: str) -> None:
    item = make_item(status="draft", review=review, revision=7)
    kept = root.save(root.asked(item, None))
    path = root.path / "ccm" / "care-management" / f"{item.id}.yaml"
    found, faults = load_item(path)
    assert found is not None
    assert (found.review, found.revision, faults) == ("draft", 1, ())
    assert path.read_text(encoding="utf-8") == written(found)
    assert kept.digest == digest_of(path)
    assert item.id in root.shelf.held().bank.items


def test_a_changed_live_item_gets_its_revision_and_loses_its_review(root: Root) -> None:
    path = root.put(make_item(review="checked"), header="# Kept.\n")
    other = altered(make_item(review="checked"), "stem.en", SOUND["stem"]["en"] + " ")
    other = altered(other, "choices[0].text.en", "Arrange a home visit for this evening to see him")
    kept = root.save(root.asked(other, path))
    assert (kept.item.revision, kept.item.review, kept.raised, kept.unread) == (
        2,
        "draft",
        True,
        True,
    )
    assert path.read_text(encoding="utf-8").startswith("# Kept.\n")


def test_the_text_that_a_revision_leaves_is_archived(root: Root) -> None:
    path = root.put(make_item())
    key = altered(make_item(), "correct", ["home-visit"])
    reason = {"en": "A visit tonight shows how she is.", "fr": "Une visite ce soir le montre."}
    place = [choice.id for choice in key.choices].index("home-visit")
    key = altered(key, f"choices[{place}].why", reason)  # the old one speaks against the new key
    assert root.save(root.asked(key, path)).raised
    bank = root.shelf.held().bank
    assert bank.revision(make_item().id, 1).item == make_item()
    assert bank.revision(make_item().id, 2).item.key == "home-visit"
    retired = altered(key.model_copy(update={"revision": 2}), "status", "retired")
    assert not root.save(root.asked(retired, path)).raised


def test_what_somebody_else_saved_is_never_overwritten(root: Root) -> None:
    path = root.put(make_item())
    mine = root.asked(make_item(difficulty=0.5), path)
    root.put(make_item(difficulty=0.7))
    assert refused(root, mine) == "changed"
    path.unlink()
    assert refused(root, mine) == "changed"


def test_a_save_whose_answer_was_lost_can_be_sent_again(root: Root) -> None:
    path = root.put(make_item(review="checked"))
    asked = root.asked(
        altered(
            make_item(review="checked"),
            "choices[0].why.en",
            f"{SOUND['choices'][0]['why']['en']} Not today.",
        ),
        path,
    )
    first = root.save(asked)
    again = root.save(asked)
    assert (again.digest, again.item, again.raised) == (first.digest, first.item, False)
    new = root.asked(make_item("brand-new", status="draft"), None)
    assert root.save(new).digest == root.save(new).digest


def test_an_id_is_taken_once(root: Root) -> None:
    root.put(make_item())
    assert refused(root, root.asked(make_item(difficulty=0.5, status="draft"), None)) == "taken"
    broken = root.path / "ccm" / "care-management" / "broken.yaml"
    broken.write_text("id: [", encoding="utf-8")
    assert refused(root, root.asked(make_item("broken", status="draft"), None)) == "taken"


@pytest.mark.parametrize("item_id", ["../../etc/passwd", "a/b", "", "A", "a b", "x" * 90, ".."])
def test_an_id_is_no_path(root: Root, item_id: str) -> None:
    asked = root.asked(make_item(status="draft"), None)
    evil = asked.model_copy(update={"item": {**asked.item, "id": item_id}})
    assert refused(root, evil) == "invalid"
    domain = asked.model_copy(update={"item": {**asked.item, "domain": item_id}})
    assert refused(root, domain) == "invalid"
    assert list(root.path.iterdir()) == []


@pytest.mark.parametrize("exam", ["..", "cases", "nothing"])
def test_an_exam_is_one_that_has_an_outline(root: Root, exam: str) -> None:
    try:
        asked = root.asked(make_item(status="draft"), None, exam=exam)
    except ValueError:
        return
    assert refused(root, asked) == "invalid"


def test_a_live_item_with_errors_is_refused_and_a_draft_with_errors_is_kept(root: Root) -> None:
    faulty = make_item(topic="no-such-topic")
    assert refused(root, root.asked(faulty, None)) == "faulty"
    assert root.save(root.asked(make_item(topic="no-such-topic", status="draft"), None)).digest


def test_a_file_with_a_comment_inside_is_left_alone(root: Root) -> None:
    path = root.put(make_item())
    path.write_text(path.read_text().replace("level: judge", "level: judge  # why?"))
    assert refused(root, root.asked(make_item(difficulty=0.5), path)) == "has_comment"


def test_an_item_moves_with_its_domain(root: Root) -> None:
    path = root.put(make_item(status="draft"), header="# Mine.\n")
    other = make_item(status="draft", domain="psychosocial", topic="communication")
    root.save(root.asked(other, path))
    assert not path.exists()
    moved = root.path / "ccm" / "psychosocial" / path.name
    assert moved.read_text(encoding="utf-8").startswith("# Mine.\n")


def test_a_changed_scenario_changes_every_item_that_shows_it(root: Root) -> None:
    case_path = root.put_case()
    shown = {"case": "return-from-hospital", "review": "checked"}
    mine, other = root.put(make_item(**shown)), root.put(make_item("other", **shown))
    text = {"en": "A woman of 71 comes home.", "fr": "(États-Unis) Une femme de 71 ans rentre."}
    asked = root.asked(
        make_item(**shown),
        mine,
        case={"id": "return-from-hospital", "text": text},
        case_digest=digest_of(case_path),
    )
    stale = asked.model_copy(update={"case_digest": "0" * 64})
    assert refused(root, stale) == "changed"
    kept = root.save(asked)
    assert kept.case_digest == digest_of(case_path)
    for path in (mine, other):
        found, _ = load_item(path)
        assert found is not None
        assert (found.revision, found.review) == (2, "draft")


def test_a_new_scenario_is_written_beside_the_item(root: Root) -> None:
    case = make_case("new-scenario").model_dump(mode="json")
    root.save(root.asked(make_item(status="draft", case="new-scenario"), None, case=case))
    assert (root.path / "ccm" / "cases" / "new-scenario.yaml").is_file()
    wrong = root.asked(make_item("two", status="draft"), None, case=case)
    assert refused(root, wrong) == "invalid"


def test_a_full_disk_leaves_the_files_as_they_were(
    root: Root, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_path = root.put_case()
    shown = {"case": "return-from-hospital", "status": "draft"}
    mine = root.put(make_item(**shown))
    write, calls = saving.replace_text, []

    def full(path: Path, text: str) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(28, "No space left on device", str(path))
        write(path, text)

    monkeypatch.setattr(saving, "replace_text", full)
    text = {"en": "Another one.", "fr": "(États-Unis) Une autre."}
    asked = root.asked(
        make_item(**shown),
        mine,
        case={"id": "return-from-hospital", "text": text},
        case_digest=digest_of(case_path),
    )
    assert refused(root, asked) == "not_written"
    assert calls == [case_path, mine, case_path]


def test_a_root_that_is_missing_or_installed_is_not_written_to(tmp_path: Path) -> None:
    gone = Root(tmp_path / "gone")
    assert [one.is_writable for one in gone.shelf.roots] == [False]
    with pytest.raises(NotKept, match="gone"):
        gone.save(gone.asked(make_item(status="draft"), None))
    with pytest.raises(NotKept, match="there are 1"):
        gone.save(gone.asked(make_item(status="draft"), None, root=3))


def test_the_items_of_an_installed_package_are_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = tmp_path / "site-packages" / "question_bank" / "items"
    items.mkdir(parents=True)
    monkeypatch.setattr(load, "ITEMS", items)
    assert [one.is_writable for one in Shelf([items, tmp_path]).roots] == [False, True]
    (tmp_path / "site-packages" / "pyproject.toml").touch()  # a checkout
    assert Shelf([items]).roots[0].is_writable


def test_the_shelf_sees_what_others_write(root: Root) -> None:
    root.put(make_item())
    first = root.shelf.held()
    assert root.shelf.held() is first
    path = root.put(make_item(difficulty=0.51))
    os.utime(path, ns=(1, 1))
    assert root.shelf.held().bank.items[make_item().id].difficulty == 0.51
    (path.parent / "broken.yaml").write_text("id: [", encoding="utf-8")
    assert [fault.rule for fault in root.shelf.held().faults] == ["yaml"]


def draft(item: dict[str, Any], **more: Any) -> Draft:
    return Draft(**{"exam": "ccm", "item": item, **more})


def test_a_draft_that_has_no_form_yet_is_told_place_by_place() -> None:
    found = judged(make_bank([]), draft({"id": "x", "stem": {"en": "", "fr": "Un"}}), TODAY)
    assert found.item is None
    places = {one["place"] for one in found.findings}
    assert {"stem.en", "choices", "difficulty"} <= places
    assert {one["rule"] for one in found.findings} == {"schema"}


def test_rules_look_at_a_draft_within_the_bank() -> None:
    bank = make_bank(make_items(40))
    item = altered(make_item(), "stem.fr", "Que faire **en premier**\u202f?")
    item = altered(item, "enemies", ["no-such-item"])
    found = {
        one["rule"] for one in judged(bank, draft(item.model_dump(mode="json")), TODAY).findings
    }
    assert {"country", "links"} <= found
    taken = {**SOUND, "id": next(iter(bank.items))}
    rules = {one["rule"] for one in judged(bank, draft(taken, is_new=True), TODAY).findings}
    assert "unique-id" in rules


def test_a_waived_finding_is_told_as_such_and_stands_last() -> None:
    waivers = [{"rule": "country", "reason": "A test.", "by": "Ann"}]
    item = {**SOUND, "waivers": waivers, "stem": {**SOUND["stem"], "fr": "Que faire\u202f?"}}
    found = judged(make_bank([]), draft(item), TODAY)
    assert [one["rule"] for one in found.findings if one["waived"]] == ["country"]
    assert found.findings[-1]["waived"]
    assert not found.has_errors


def test_findings_on_a_scenario_bear_its_place() -> None:
    long = {"en": "word " * 160, "fr": "(États-Unis) mot"}
    case = {"id": "long-one", "text": long}
    found = judged(make_bank([]), draft({**SOUND, "case": "long-one"}, case=case), TODAY)
    assert "scenario.text.en" in {one["place"] for one in found.findings}
    assert "links" not in {one["rule"] for one in found.findings}
    empty = judged(make_bank([]), draft(SOUND, case={"id": "x", "text": {}}), TODAY)
    assert "scenario.text.en" in {one["place"] for one in empty.findings}


def proposed(bank: Bank, asked: Draft) -> str | None:
    return suggested_id(bank, asked, word_counts(bank))


def test_an_id_is_suggested_that_nobody_has() -> None:
    bank = make_bank([make_item()])
    first = proposed(bank, draft(SOUND))
    assert first is not None
    assert first.startswith("transitions-")
    again = make_bank([make_item(first)])
    assert proposed(again, draft(SOUND)) == f"{first}-2"
    assert proposed(bank, draft({"topic": "x", "stem": {"en": "?? 12"}})) is None
    assert proposed(bank, draft({"stem": "not a text", "topic": 3})) is None


def test_a_preview_shuffles_by_the_seed_and_shows_what_is_there() -> None:
    full = Preview(exam="ccm", item=SOUND, seed=1)
    shown = preview(make_bank([]), full, TODAY)
    assert [one["key"] for one in shown["reveal"]].count(True) == 1
    assert {one["letter"] for one in shown["question"]["options"]} == set("abcd")
    orders = {
        tuple(
            one["text"]["en"]
            for one in preview(make_bank([]), full.model_copy(update={"seed": seed}), TODAY)[
                "reveal"
            ]
        )
        for seed in range(12)
    }
    assert len(orders) > 3
    bare = preview(make_bank([]), Preview(exam="ccm", item={"stem": {"en": "So?"}}, seed=0), TODAY)
    assert bare["question"]["stem"] == {"en": "So?", "fr": "…"}
    assert bare["reveal"] == []
    odd = Preview(exam="ccm", item={"choices": [3, {"id": "a"}], "correct": "a"}, seed=0)
    assert len(preview(make_bank([]), odd, TODAY)["reveal"]) == 1


def test_a_list_answers_to_filters_and_to_words_in_either_language() -> None:
    items = [*make_items(80), make_item("draft-one", status="draft", case="return-from-hospital")]
    bank = make_bank(items, cases=[make_case()])
    assert listed(bank, {})["total"] == 81
    assert len(listed(bank, {})["items"]) == 60
    assert len(listed(bank, {}, start=60)["items"]) == 21
    (only,) = listed(bank, {"status": "draft", "exam": "ccm"})["items"]
    assert (only["id"], only["case"]) == ("draft-one", "return-from-hospital")
    assert listed(bank, {"text": "DIURETIQUE rentre hopital"})["total"] == 1
    assert listed(bank, {"text": "nothing-of-the-kind"})["total"] == 0
    assert listed(bank, {"exam": "diu"})["total"] == 0
    twins = make_bank([make_item("a-b"), make_item("a-b-c")])
    assert [one["id"] for one in listed(twins, {"text": " a-b "})["items"]] == ["a-b"]
    assert listed(twins, {"text": "b-c"})["total"] == 1
    assert (
        listed(bank, {"population": "chronic-illness", "module": "care-management/3"})["total"] > 0
    )


def test_the_service_works_without_lessons_and_closes(root: Root) -> None:
    root.put(make_item())

    async def ask() -> None:
        editing = Editing(lambda: None, (root.path,))
        offered = await editing.vocabulary()
        assert offered["modules"] == []
        assert [one["id"] for one in offered["exams"]] == ["ccm", "diu"]
        assert (await editing.item(make_item().id))["root"] == 0
        with pytest.raises(NoSuchItem):
            await editing.item("nothing")
        with pytest.raises(NoSuchItem):
            await editing.scenario("nothing")
        found = await editing.similar(draft({"stem": "not a text", "choices": "none"}))
        assert found == {"similar": []}
        assert (await editing.statistics())["exams"][0]["titles"]["psychosocial"]
        editing.close()

    asyncio.run(ask())
