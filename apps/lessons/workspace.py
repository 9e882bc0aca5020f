"""The reader's folder: a copy of each lesson with its outputs, and beside it what its cells show.

A copy belongs to the reader, who may write notes in it. It is replaced only when nothing but
outputs would be lost; otherwise the reader's copy is kept under another name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import nbformat
from nbformat.sign import NotebookNotary

import curriculum
import question_bank
from apps.lessons.folder import home_of, locked, trust_of, write
from curriculum.links import resolved
from curriculum.notebook import KERNELSPEC, called, opening
from curriculum.public import asked, build_lesson, lesson_items
from question_bank.model import Locale

if TYPE_CHECKING:
    from curriculum.catalog import Catalog, Lesson
    from question_bank.bank import Bank

# Part of every digest: raise it when copies are made in another way.
FORM = "1"


@dataclass(frozen=True)
class Report:
    """What a synchronisation did, as paths below the root."""

    written: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()  # a copy the reader had changed, and where it is now
    unchanged: int = 0


@dataclass
class _Done:
    """A report that is being written."""

    written: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0


def copy_name(lesson: Lesson, lang: Locale) -> str:
    """File name of the reader's copy of a lesson."""
    return f"{lesson.stem}.{lang}.ipynb"


def half_name(lesson: Lesson, lang: Locale) -> str:
    """File name of the public half of a lesson."""
    return f"{lesson.stem}.{lang}.json"


def sync(catalog: Catalog, bank: Bank, root: Path) -> Report:
    """Bring the workspace up to date with the lessons; nothing that a reader wrote is lost."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    home_of(root).mkdir(mode=0o700, exist_ok=True)
    with locked(home_of(root) / "lock"), Workspace(root) as workspace:
        shared = _shared_stamp(catalog)
        for lesson in catalog.lessons:
            stamp = _stamp(lesson, bank, shared)
            for lang in lesson.notebooks:  # those that can be read
                if workspace.is_current(lesson, lang, stamp):
                    continue
                public = build_lesson(catalog, bank, lesson, lang)
                copy = _copy(catalog, lesson, lang, public)
                workspace.place(lesson, lang, public, copy, stamp)
            workspace.place_data(lesson)
        return workspace.report


class Workspace:
    """The folder, what was last written in it, and what this synchronisation did."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._manifest_file = home_of(root) / "manifest.json"
        self._manifest = _read_manifest(self._manifest_file)
        self._done = _Done()
        self._changed = not self._manifest_file.exists()
        self._notary: Any = None

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        """Note what was written, also when a lesson could not be."""
        if self._notary is not None:
            self._notary.close()
        text = json.dumps({"schema": 1, "files": self._manifest}, indent=1, sort_keys=True)
        if self._changed:
            write(self._manifest_file, text.encode())

    @property
    def report(self) -> Report:
        """What was done so far."""
        done = self._done
        return Report(tuple(done.written), tuple(done.kept), done.unchanged)

    def is_current(self, lesson: Lesson, lang: Locale, stamp: str) -> bool:
        """Whether the copy was made of just these sources, so that nothing need be built."""
        folder = self._root / lesson.module.id
        files = (folder / copy_name(lesson, lang), folder / "data" / half_name(lesson, lang))
        known = self._manifest.get(str(files[0].relative_to(self._root)), {})
        if known.get("stamp") != stamp or not all(file.exists() for file in files):
            return False
        self._done.unchanged += len(files)
        return True

    def place(
        self, lesson: Lesson, lang: Locale, public: Mapping[str, Any], made: bytes, stamp: str
    ) -> None:
        """Write the copy of a lesson in a language, and its public half."""
        folder = self._root / lesson.module.id
        (folder / "data").mkdir(parents=True, exist_ok=True)
        half = json.dumps(public, ensure_ascii=False, separators=(",", ":")).encode()
        half_file = folder / "data" / half_name(lesson, lang)
        self._place(half_file, _digest(half), lambda: half, content=None, sign=False)
        for stale in half_file.parent.glob(f"{lesson.n}-*.{lang}.json"):
            if stale != half_file:  # the lesson had another name
                stale.unlink()
        copy = folder / copy_name(lesson, lang)
        self._place(copy, _digest(made), lambda: made, content=content_digest, sign=True)
        self._manifest[str(copy.relative_to(self._root))]["stamp"] = stamp
        self._changed = True

    def place_data(self, lesson: Lesson) -> None:
        """Write the tables that the lessons of a module read."""
        for table in sorted((lesson.notebook("en").parent.parent / "data").glob("*.csv")):
            raw = table.read_bytes()
            target = self._root / lesson.module.id / "data" / table.name
            self._place(target, _digest(raw), table.read_bytes, content=_digest, sign=False)

    def _place(
        self,
        target: Path,
        source: str,
        make: Callable[[], bytes],
        *,
        content: Callable[[bytes], str] | None,
        sign: bool,
    ) -> None:
        """Write one file unless it is there; `content` tells what of it a reader may change."""
        name = str(target.relative_to(self._root))
        known = self._manifest.get(name, {})
        if known.get("source") == source and target.exists():
            self._done.unchanged += 1
            return
        made = make()
        ours = content(made) if content else ""
        if content and target.exists():
            theirs = content(target.read_bytes())
            if theirs not in (ours, known.get("content")):
                if known.get("content") == ours:  # only outputs are new, and they come by running
                    self._note(name, source, ours)
                    self._done.unchanged += 1
                    return
                self._keep(target)
        if sign:
            self._sign(made)
        write(target, made)
        self._note(name, source, ours)
        self._done.written.append(name)

    def _note(self, name: str, source: str, content: str) -> None:
        self._manifest[name] = {"source": source, "content": content}
        self._changed = True

    def _keep(self, target: Path) -> None:
        """Give the reader's copy another name."""
        stem, number = target.stem, 1
        aside = target.with_name(f"{stem}.mine{target.suffix}")
        while aside.exists():
            number += 1
            aside = target.with_name(f"{stem}.mine-{number}{target.suffix}")
        target.rename(aside)
        names = (str(target.relative_to(self._root)), str(aside.relative_to(self._root)))
        self._done.kept.append(names)

    def _sign(self, made: bytes) -> None:
        if self._notary is None:
            trust = trust_of(self._root)
            trust.mkdir(mode=0o700, exist_ok=True)
            self._notary = NotebookNotary(data_dir=str(trust)).__enter__()
        self._notary.sign(nbformat.reads(made.decode(), as_version=4))


def _copy(catalog: Catalog, lesson: Lesson, lang: Locale, public: Mapping[str, Any]) -> bytes:
    """The reader's copy: links lead to files, and outputs are in place."""

    def address(lesson_id: str, section: str | None) -> str:
        other = catalog.by_id.get(lesson_id)
        file = "" if other is None or other is lesson else copy_name(other, lang)
        if other is not None and other.module.id != lesson.module.id:
            file = f"../{other.module.id}/{file}"
        return file + (f"#{section}" if section else "")

    notebook = json.loads(lesson.notebook(lang).read_bytes())
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = resolved(_source(cell), address)
    return _dump(reading_copy(notebook, lesson, lang, public))


def reading_copy(
    notebook: dict[str, Any], lesson: Lesson, lang: Locale, public: Mapping[str, Any]
) -> dict[str, Any]:
    """The notebook with its outputs in place; what it says cannot be deleted by a slip."""
    cells = [_reading_cell(cell, public) for cell in notebook["cells"]]
    about = {
        **notebook["metadata"].get("parcours", {}),
        "module": lesson.module.id,
        "n": lesson.n,
        "slug": lesson.slug,
        "lang": lang,
        "other": copy_name(lesson, "en" if lang == "fr" else "fr"),
    }
    metadata = {**notebook["metadata"], "kernelspec": KERNELSPEC, "parcours": about}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _reading_cell(cell: Mapping[str, Any], public: Mapping[str, Any]) -> dict[str, Any]:
    copied = {
        **cell,
        "metadata": {**cell["metadata"], "deletable": False, "editable": False},
    }
    if cell["cell_type"] == "code":
        html = shown(_source(cell), public)
        copied["execution_count"] = None
        copied["outputs"] = [_display(html)] if html else []
    return copied


def _display(html: str) -> dict[str, Any]:
    data = {"text/html": html, "text/plain": ""}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def shown(source: str, public: Mapping[str, Any]) -> str:
    """The static HTML of what a cell displays; nothing when it calls anything but the lesson."""
    if source.strip() == opening(public["module"], public["n"], public["lang"]):
        return str(public["head"]["html"])
    call = called(source)
    parts = {} if call is None else asked(call, public)
    return "\n".join(str(part["html"]) for part in parts.values() if part is not None)


def content_digest(raw: bytes) -> str:
    """What a reader may have written in a notebook: not its outputs, nor JupyterLab's metadata."""
    try:
        cells = json.loads(raw)["cells"]
        said = [
            (cell["cell_type"], _source(cell).strip(), cell.get("attachments") or {})
            for cell in cells
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return _digest(raw)  # not a notebook any more: whatever it is, it is the reader's
    while said and not said[-1][1]:  # JupyterLab adds an empty cell at the end
        said.pop()
    return _digest(json.dumps(said, ensure_ascii=False, sort_keys=True).encode())


def _shared_stamp(catalog: Catalog) -> str:
    """What every lesson is made with: the shared lists, the modules' own pages, and our code."""
    code = Path(curriculum.__file__).parent
    files = [path for kind in ("*.py", "*.j2", "*.po") for path in code.rglob(kind)]
    files += Path(question_bank.__file__).parent.glob("blueprints/*")
    roots = {lesson.folder.parent.parent for lesson in catalog.lessons}
    files += [path for root in roots for path in root.glob("*.yaml")]
    files += [path for root in roots for path in root.glob("modules/*/module.yaml")]
    return _digest(*(path.read_bytes() for path in sorted(set(files))))


def _stamp(lesson: Lesson, bank: Bank, shared: str) -> str:
    """What one lesson is made of, in both languages."""
    files = [lesson.data, *(lesson.notebook(lang) for lang in lesson.notebooks)]
    items = [item.model_dump_json().encode() for item in lesson_items(bank, lesson)]
    contents = [file.read_bytes() for file in files if file.exists()]
    return _digest(shared.encode(), *contents, *items)


def _source(cell: Mapping[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _dump(notebook: Mapping[str, Any]) -> bytes:
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _digest(*parts: bytes) -> str:
    found = hashlib.sha256(FORM.encode())
    for part in parts:
        found.update(b"\0" + part)
    return found.hexdigest()


def _read_manifest(path: Path) -> dict[str, dict[str, str]]:
    """What was written last; empty when unreadable, and then every copy counts as the reader's."""
    try:
        files = json.loads(path.read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return cast(dict[str, dict[str, str]], files) if isinstance(files, dict) else {}
