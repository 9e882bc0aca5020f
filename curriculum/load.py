"""The only module that opens the files of the curriculum."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from curriculum.cases.model import Case
from curriculum.catalog import CaseFile, Catalog, Lesson
from curriculum.model import Claim, Entry, Fact, Module, Syllabus, Term, Work
from curriculum.notebook import Notebook, Unreadable, read_notebook
from curriculum.sheet import Sheet
from question_bank.checks.finding import Fault, Finding, finding, in_order
from question_bank.model import LOCALES, Locale
from question_bank.shape import shaped
from question_bank.yaml_file import read_yaml

ROOT = Path(__file__).parent

R = TypeVar("R", bound=BaseModel)
Listed = TypeVar("Listed", Fact, Work, Term, Claim)


def default_root() -> Path:
    """The curriculum that comes with the package, or the folder named in `PARCOURS_CURRICULUM`."""
    return Path(os.environ.get("PARCOURS_CURRICULUM") or ROOT)


def load_catalog(root: Path | None = None) -> tuple[Catalog, tuple[Finding, ...]]:
    """Everything under the root that can be read, and every fault of what cannot.

    A broken file hides no other: a lesson without its data keeps its text.
    """
    desk = _Desk(default_root() if root is None else root)
    return desk.catalog(), in_order(desk.findings)


def load_cases(root: Path | None = None) -> Catalog:
    """Cases, their modules and the facts: what marks and feedback need; no lesson is opened."""
    return _Desk(default_root() if root is None else root, with_lessons=False).catalog()


@dataclass
class _Desk:
    """What has been found wrong so far, while the files are read."""

    root: Path
    findings: list[Finding] = field(default_factory=list)
    with_lessons: bool = True

    def catalog(self) -> Catalog:
        modules: dict[str, Module] = {}
        lessons: dict[str, Lesson] = {}
        cases: dict[str, CaseFile] = {}
        for folder in sorted((self.root / "modules").glob("*/")):
            path = folder / "module.yaml"
            if folder.name.startswith((".", "_")):
                continue
            module = self._read(Module, path)
            if module is None:
                continue
            if module.id != path.parent.name:
                message = f"the id is {module.id!r} but the folder is {path.parent.name!r}"
                self._blame("file-name", path, Fault("id", message, "Rename one of the two."))
            modules[module.id] = module
            if self.with_lessons:
                lessons |= {found.id: found for found in self._lessons(module, path.parent)}
            for found in self._cases(module, path.parent, cases):
                cases[found.id] = found
            self._stray(path.parent, modules[module.id])
        return Catalog(
            modules=modules,
            by_id=lessons,
            cases=cases,
            syllabus=self._read(Syllabus, self.root / "syllabus.yaml"),
            facts=self._listed(Fact, "facts.yaml"),
            works=self._listed(Work, "sources.yaml") if self.with_lessons else {},
            terms=self._listed(Term, "glossary.yaml") if self.with_lessons else {},
            claims=self._listed(Claim, "claims.yaml") if self.with_lessons else {},
        )

    def _lessons(self, module: Module, folder: Path) -> Iterable[Lesson]:
        for entry in module.lessons:
            data = folder / "data" / f"{entry.n}-{entry.slug}.yaml"
            sheet = self._read(Sheet, data) or Sheet(activities=())
            books = {lang: self._notebook(folder, entry, lang) for lang in LOCALES}
            yield Lesson(
                module=module,
                entry=entry,
                folder=folder,
                sheet=sheet,
                notebooks={lang: book for lang, book in books.items() if book is not None},
            )

    def _cases(
        self, module: Module, folder: Path, known: Mapping[str, CaseFile]
    ) -> Iterable[CaseFile]:
        for path in sorted((folder / "cases").glob("*.yaml"), key=lambda path: path.stem):
            case = self._read(Case, path, wrapped=False)
            if case is None:
                continue
            if case.id != path.stem:
                message = f"the id is {case.id!r} but the file is {path.name!r}"
                self._blame("file-name", path, Fault("id", message, "Rename one of the two."))
            elif case.id in known:
                message = f"is also the id of {known[case.id].path}"
                self._blame("unique-id", path, Fault("id", message, "Give one a new id."))
            else:
                yield CaseFile(module, case, path)

    def _notebook(self, folder: Path, entry: Entry, lang: Locale) -> Notebook | None:
        path = folder / "lessons" / f"{entry.n}-{entry.slug}.{lang}.ipynb"
        try:
            return read_notebook(path, lang)
        except Unreadable as error:
            fix = "Write it with `parcours curriculum new`, or mend the slug in module.yaml."
            self._blame("notebook", path, Fault("", str(error), fix))
            return None

    def _stray(self, folder: Path, module: Module) -> None:
        """Notebooks and data that no lesson of the module announces."""
        known = {f"{e.n}-{e.slug}.{lang}.ipynb" for e in module.lessons for lang in LOCALES}
        known |= {f"{e.n}-{e.slug}.yaml" for e in module.lessons}
        found = [*(folder / "lessons").glob("*.ipynb"), *(folder / "data").glob("*.yaml")]
        for path in sorted(found):
            if path.name not in known:
                fix = "Announce the lesson in module.yaml, or remove the file."
                self._blame("file-name", path, Fault("", "belongs to no lesson", fix))

    def _read(self, record: type[R], path: Path, *, wrapped: bool = True) -> R | None:
        data, faults = read_yaml(path)
        self.findings += faults
        if data is None and faults:
            return None
        found, misfits = shaped(record, data, path, wrapped=wrapped)
        self.findings += misfits
        return found

    def _listed(self, record: type[Listed], name: str) -> dict[str, Listed]:
        """The entries of a file that is a list; a broken one hides no other."""
        path = self.root / name
        data, faults = read_yaml(path)
        self.findings += faults
        if not isinstance(data, list):
            if not faults:
                self._blame("schema", path, Fault("", "is not a list", "Start with `- id: …`."))
            return {}
        found: dict[str, Listed] = {}
        for index, entry in enumerate(data):
            for one in self._entry(record, entry, path, index):
                if one.id in found:
                    fix = "Give one of them a new id."
                    self._blame("unique-id", path, Fault(one.id, "is used twice", fix))
                found.setdefault(one.id, one)
        return found

    def _entry(
        self, record: type[Listed], data: object, path: Path, index: int
    ) -> Sequence[Listed]:
        made, misfits = shaped(record, data, path)
        name = data.get("id", index) if isinstance(data, dict) else index
        self.findings += [_at(found, f"[{name}]") for found in misfits]
        return () if made is None else (made,)

    def _blame(self, rule: str, path: Path, fault: Fault) -> None:
        self.findings.append(finding(rule, str(path), fault))


def _at(found: Finding, where: str) -> Finding:
    place = f"{where}.{found.place}" if found.place else where
    return Finding(found.rule, found.level, found.path, place, found.message, found.fix)
