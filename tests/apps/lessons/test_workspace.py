from __future__ import annotations

import json
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from apps.lessons.folder import home_of, trust_of
from apps.lessons.workspace import Report, shown, sync
from curriculum.load import load_catalog
from question_bank.bank import Bank
from tests.lessons import (
    MODULE,
    MODULE_FILE,
    NEXT,
    SHEET,
    STEM,
    write_curriculum,
    write_lesson,
    write_yaml,
)

COPY = f"{MODULE}/{STEM}.en.ipynb"
HALF = f"{MODULE}/data/{STEM}.en.json"
EMPTY = Bank({}, {}, {}, {}, {})


class Reader:
    """A curriculum, a reader's folder, and what is done to them."""

    def __init__(self, folder: Path) -> None:
        self.source = write_curriculum(folder / "curriculum")
        self.root = folder / "lessons"

    def sync(self) -> Report:
        catalog, _ = load_catalog(self.source)
        return sync(catalog, EMPTY, self.root)

    def copy(self, name: str = COPY) -> Any:
        return json.loads((self.root / name).read_bytes())

    def change(self, name: str = COPY, **cell: Any) -> bytes:
        """Add a note, as JupyterLab would save it."""
        notebook = self.copy(name)
        note = {"cell_type": "markdown", "id": "note", "metadata": {}, "source": "My note"}
        notebook["cells"].insert(2, {**note, **cell})
        raw = json.dumps(notebook).encode()
        (self.root / name).write_bytes(raw)
        return raw


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """A reader whose folder was made once."""
    made = Reader(tmp_path)
    made.sync()
    return made


def test_each_language_has_its_copy_its_public_half_and_the_tables(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    report = reader.sync()
    folder = reader.root / MODULE
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*")) == sorted(
        [
            f"{STEM}.en.ipynb",
            f"{STEM}.fr.ipynb",
            f"data/{STEM}.en.json",
            f"data/{STEM}.fr.json",
            "data/visits.csv",
        ]
    )
    assert len(report.written) == 5
    assert report.kept == ()
    assert json.loads((reader.root / HALF).read_text())["title"] == "The first visit"
    assert stat.S_IMODE(reader.root.stat().st_mode) == 0o700


def test_copies_are_valid_notebooks_that_show_their_outputs(reader: Reader) -> None:
    notebook = nbformat.read(reader.root / COPY, as_version=4)
    nbformat.validate(notebook)
    html = {
        cell.id: [out.data["text/html"] for out in cell.outputs]
        for cell in notebook.cells
        if cell.cell_type == "code"
    }
    assert "Do thing 1" in html["open"][0]
    assert "Put the steps in order" in html["do-steps"][0]
    assert "<svg" in html["see-visits"][0]
    about = notebook.metadata.parcours
    assert (about.module, about.n, about.lang, about.other) == (MODULE, 1, "en", f"{STEM}.fr.ipynb")
    assert all(cell.metadata.editable is False for cell in notebook.cells)


def test_links_to_lessons_lead_to_their_copies(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    write_curriculum(reader.source, NEXT)
    said = "[a](lesson:next-steps/1#b) [c](lesson:first-steps/1#d) [e](lesson:next-steps/1)"
    write_lesson(reader.source, "fr", scene=said)
    reader.sync()
    french = f"../{NEXT}/{STEM}.fr.ipynb"
    cells = reader.copy(f"{MODULE}/{STEM}.fr.ipynb")["cells"]
    assert [cell["source"] for cell in cells if cell["id"] == "scene"] == [
        f"[a]({french}#b) [c](#d) [e]({french})"
    ]


def test_jupyterlab_is_told_to_trust_the_copies_and_no_others(reader: Reader) -> None:
    with NotebookNotary(data_dir=str(trust_of(reader.root))) as notary:
        assert notary.check_signature(nbformat.read(reader.root / COPY, as_version=4))
        reader.change()
        assert not notary.check_signature(nbformat.read(reader.root / COPY, as_version=4))


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        'lesson.activity("steps")\nimport os',
        'other.activity("steps")',
        "lesson.activity(",
        'open_lesson("first-steps", 1, "en")',
    ],
)
def test_code_that_is_no_call_to_the_lesson_has_no_output(source: str) -> None:
    public = {"module": MODULE, "n": 1, "lang": "en", "activities": {"steps": {"html": "<p>"}}}
    assert shown(source, public) == ""


def test_several_claims_are_shown_together_and_unknown_ones_left_out() -> None:
    claims = {"a": {"html": "<p>a</p>"}, "b": {"html": "<p>b</p>"}}
    public = {"module": MODULE, "n": 1, "lang": "en", "claims": claims}
    assert shown('lesson.disagree("a", "zz", "b")', public) == "<p>a</p>\n<p>b</p>"


def test_a_second_synchronisation_writes_nothing(reader: Reader) -> None:
    before = {path: path.stat().st_mtime_ns for path in reader.root.rglob("*") if path.is_file()}
    report = reader.sync()
    assert (report.written, report.kept, report.unchanged) == ((), (), 5)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_lesson_that_changed_replaces_a_copy_that_did_not(reader: Reader) -> None:
    write_lesson(reader.source, "en", scene="## Another scene")
    report = reader.sync()
    assert COPY in report.written
    assert report.kept == ()
    assert "Another scene" in (reader.root / COPY).read_text()


def test_what_jupyterlab_saves_by_itself_is_no_change_of_the_reader(reader: Reader) -> None:
    notebook = reader.copy()
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.11"}
    for cell in notebook["cells"]:
        cell["metadata"]["collapsed"] = False
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
            cell["outputs"] = []
        cell["source"] = (
            cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        )
    (reader.root / COPY).write_text(json.dumps(notebook))
    write_lesson(reader.source, "en", scene="## Another scene")
    assert reader.sync().kept == ()


def test_a_note_is_left_alone_while_the_lesson_stays(reader: Reader) -> None:
    raw = reader.change()
    assert reader.sync().written == ()
    assert (reader.root / COPY).read_bytes() == raw


def test_a_note_is_left_alone_when_only_what_cells_show_changed(reader: Reader) -> None:
    raw = reader.change()
    changed = json.loads(json.dumps(SHEET).replace("Say who you are", "Give your name"))
    write_yaml(reader.source / "modules" / MODULE / "data" / f"{STEM}.yaml", changed)
    report = reader.sync()
    assert report.kept == ()
    assert HALF in report.written
    assert (reader.root / COPY).read_bytes() == raw
    assert "Give your name" in (reader.root / HALF).read_text()


def test_a_note_in_a_lesson_that_changed_is_kept_beside_it(reader: Reader) -> None:
    raw = reader.change()
    write_lesson(reader.source, "en", scene="## Another scene")
    mine = f"{MODULE}/{STEM}.en.mine.ipynb"
    assert reader.sync().kept == ((COPY, mine),)
    assert (reader.root / mine).read_bytes() == raw
    assert "Another scene" in (reader.root / COPY).read_text()


def test_copies_that_were_kept_earlier_are_kept_still(reader: Reader) -> None:
    kept = []
    for n in range(3):
        kept.append(reader.change(source=f"Note {n}"))
        write_lesson(reader.source, "en", scene=f"## Scene {n}")
        reader.sync()
    names = ["mine", "mine-2", "mine-3"]
    assert [
        (reader.root / MODULE / f"{STEM}.en.{name}.ipynb").read_bytes() for name in names
    ] == kept


@pytest.mark.parametrize("manifest", [None, b"", b"[]", b'{"files": 3}'])
def test_without_its_notes_nothing_of_the_reader_is_lost(
    reader: Reader, manifest: bytes | None
) -> None:
    raw = reader.change()
    path = home_of(reader.root) / "manifest.json"
    path.unlink() if manifest is None else path.write_bytes(manifest)
    report = reader.sync()
    assert [name for name, _ in report.kept] == [COPY]
    assert (reader.root / report.kept[0][1]).read_bytes() == raw
    assert reader.sync().written == ()


@pytest.mark.parametrize("damage", [b"", b"not json", b'{"cells": 3}', b"[]"])
def test_a_copy_that_is_no_notebook_any_more_is_kept_too(reader: Reader, damage: bytes) -> None:
    (reader.root / COPY).write_bytes(damage)
    write_lesson(reader.source, "en", scene="## Another scene")
    kept = reader.sync().kept
    assert (reader.root / kept[0][1]).read_bytes() == damage


@pytest.mark.parametrize("name", [COPY, HALF])
def test_a_file_that_was_deleted_comes_back(reader: Reader, name: str) -> None:
    (reader.root / name).unlink()
    assert name in reader.sync().written
    assert (reader.root / name).exists()


def test_progress_and_other_files_are_never_touched(reader: Reader) -> None:
    progress = reader.root / MODULE / "data" / f"{STEM}.progress.json"
    other = reader.root / MODULE / "shopping.ipynb"
    for path in (progress, other):
        path.write_text("mine")
    write_lesson(reader.source, "en", scene="## Another scene")
    reader.sync()
    assert progress.read_text() == other.read_text() == "mine"


def test_a_lesson_of_another_name_leaves_no_second_public_half(reader: Reader) -> None:
    folder = reader.source / "modules" / MODULE
    for path in [*folder.glob("lessons/*"), *folder.glob("data/*.yaml")]:
        path.rename(path.with_name(path.name.replace(STEM, "1-other")))
    renamed = {**MODULE_FILE["lessons"][0], "slug": "other"}  # type: ignore[index]
    write_yaml(folder / "module.yaml", {**MODULE_FILE, "lessons": [renamed]})
    reader.sync()
    halves = (reader.root / MODULE / "data").glob("1-*.en.json")
    assert [path.name for path in halves] == ["1-other.en.json"]
    assert (reader.root / COPY).exists()


def test_a_table_of_the_reader_is_kept_when_the_lesson_brings_another(reader: Reader) -> None:
    table = reader.root / MODULE / "data" / "visits.csv"
    table.write_text("mine")
    (reader.source / "modules" / MODULE / "data" / "visits.csv").write_text("month,visits\n7,9\n")
    reader.sync()
    assert table.read_text() == "month,visits\n7,9\n"
    assert table.with_name("visits.mine.csv").read_text() == "mine"


def test_a_lesson_in_one_language_has_one_copy(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    (reader.source / "modules" / MODULE / "lessons" / f"{STEM}.fr.ipynb").unlink()
    reader.sync()
    assert [path.name for path in (reader.root / MODULE).glob("*.ipynb")] == [f"{STEM}.en.ipynb"]


def test_forty_six_lessons_that_did_not_change_take_well_under_a_second(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    first = reader.source / "modules" / MODULE
    (first / "data" / f"{STEM}.yaml").write_text("activities: []\n")  # figures take their time
    for n in range(45):
        folder = first.with_name(f"steps-{n}")
        shutil.copytree(first, folder)
        write_yaml(folder / "module.yaml", {**MODULE_FILE, "id": folder.name})
    catalog, _ = load_catalog(reader.source)
    sync(catalog, EMPTY, reader.root)
    start = time.perf_counter()
    report = sync(catalog, EMPTY, reader.root)
    assert time.perf_counter() - start < 0.5
    assert (report.written, report.unchanged) == ((), 46 * 5)
