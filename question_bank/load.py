"""The only module that opens item files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from question_bank.bank import Bank, Origin
from question_bank.blueprints import load_blueprints
from question_bank.checks.finding import Fault, Finding, finding, in_order
from question_bank.forms.frozen import FORMS, REVISIONS, PublishedForm, Revision
from question_bank.model import Case, Item, Record
from question_bank.readings.ledger import READINGS
from question_bank.readings.reading import by_item
from question_bank.shape import shaped
from question_bank.tracing.ledger import TRACES
from question_bank.tracing.trace import latest_traces
from question_bank.yaml_file import read_yaml

ITEMS = Path(__file__).parent / "items"
CASES = "cases"  # <root>/<exam>/cases/<id>.yaml holds scenarios, not items

R = TypeVar("R", bound=Record)


def default_roots() -> tuple[Path, ...]:
    """The items that come with the package, then the folders named in `PARCOURS_BANK`."""
    named = os.environ.get("PARCOURS_BANK", "")
    return (ITEMS, *(Path(part) for part in named.split(os.pathsep) if part))


def load_bank(roots: Sequence[Path] | None = None) -> tuple[Bank, tuple[Finding, ...]]:
    """Everything under the roots that can be read, and every fault of what cannot.

    A broken file hides no other. Of two items with one id, the first read is kept.
    """
    shelf = _Shelf()
    used = [Path(root) for root in (default_roots() if roots is None else roots)]
    for root in used:
        shelf.read_root(root)
    blueprints, faults = load_blueprints()
    readings, broken = READINGS.load(used)
    traces, torn = TRACES.load(used)
    bank = Bank(
        items=shelf.items,
        blueprints=blueprints,
        origins=shelf.origins,
        cases=shelf.cases,
        case_origins=shelf.case_origins,
        forms=shelf.forms,
        revisions=shelf.revisions,
        frozen_origins=shelf.frozen_origins,
        readings=by_item(readings),
        traces=latest_traces(traces),
    )
    return bank, in_order([*shelf.findings, *faults, *broken, *torn])


def load_item(path: Path) -> tuple[Item | None, tuple[Finding, ...]]:
    """The item of one file, or None, and every fault of its form."""
    return _load(Item, path)


def load_case(path: Path) -> tuple[Case | None, tuple[Finding, ...]]:
    """The scenario of one file, or None, and every fault of its form."""
    return _load(Case, path)


def _load(record: type[R], path: Path) -> tuple[R | None, tuple[Finding, ...]]:
    data, faults = read_yaml(path)
    if data is None and faults:
        return None, faults
    found, misfits = shaped(record, data, path)
    return found, (*faults, *misfits)


def bank_files(root: Path) -> Iterator[Path]:
    """Files of a root that hold or should hold items and scenarios, in one order everywhere."""
    yield from (path for path in _yaml_files(root) if not is_frozen(path))


def _yaml_files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*.y*ml")):
        if not any(part.startswith(".") for part in path.relative_to(root).parts):
            yield path


def is_frozen(path: Path) -> bool:
    """Whether a file of a bank root holds a published form or a superseded revision."""
    return path.parent.name in (FORMS, REVISIONS)


def is_case(path: Path) -> bool:
    """Whether a file of a bank root holds a scenario rather than an item."""
    return path.parent.name == CASES


@dataclass
class _Shelf:
    """What has been read so far."""

    items: dict[str, Item] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    case_origins: dict[str, Origin] = field(default_factory=dict)
    forms: dict[str, PublishedForm] = field(default_factory=dict)
    revisions: dict[str, Revision] = field(default_factory=dict)
    frozen_origins: dict[str, Origin] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read_root(self, root: Path) -> None:
        """Read every file of one root."""
        if not root.is_dir():
            fault = Fault("", "is not a folder", "Mend the root, or PARCOURS_BANK.")
            self.findings.append(finding("bank-root", str(root), fault))
            return
        for path in _yaml_files(root):
            parts = path.relative_to(root).parts
            if len(parts) != 3 or path.suffix != ".yaml":
                fault = Fault(
                    "",
                    "is not where an item stands",
                    "Put it at <exam>/<domain>/<id>.yaml, or <exam>/cases/<id>.yaml.",
                )
                self.findings.append(finding("file-name", str(path), fault))
            elif is_case(path):
                self._read_case(path, exam=parts[0])
            elif is_frozen(path):
                self._read_frozen(path, exam=parts[0])
            else:
                self._read_item(path, exam=parts[0], folder=parts[1])

    def _read_item(self, path: Path, *, exam: str, folder: str) -> None:
        item, faults = load_item(path)
        self.findings += faults
        if item is None:
            return
        self._compare_name(path, item.id)
        if item.domain != folder:
            fault = Fault(
                "domain",
                f"the domain is {item.domain!r} but the folder is {folder!r}",
                f"Move the file to {exam}/{item.domain}/, or mend the domain.",
            )
            self.findings.append(finding("file-name", str(path), fault))
        if self._is_taken(self.origins, item.id, path):
            return
        self.items[item.id] = item
        self.origins[item.id] = Origin(path=path, exam=exam)

    def _read_case(self, path: Path, *, exam: str) -> None:
        case, faults = load_case(path)
        self.findings += faults
        if case is None:
            return
        self._compare_name(path, case.id)
        if self._is_taken(self.case_origins, case.id, path):
            return
        self.cases[case.id] = case
        self.case_origins[case.id] = Origin(path=path, exam=exam)

    def _read_frozen(self, path: Path, *, exam: str) -> None:
        if path.parent.name == FORMS:
            form, faults = _load(PublishedForm, path)
            self.findings += faults
            if form is not None and self._is_new(form.id, path, exam=exam):
                self.forms[form.id] = form
            return
        revision, faults = _load(Revision, path)
        self.findings += faults
        if revision is not None and self._is_new(revision.name, path, exam=exam):
            self.revisions[revision.name] = revision

    def _is_new(self, name: str, path: Path, *, exam: str) -> bool:
        self._compare_name(path, name)
        if self._is_taken(self.frozen_origins, name, path):
            return False
        self.frozen_origins[name] = Origin(path=path, exam=exam)
        return True

    def _compare_name(self, path: Path, found: str) -> None:
        if found == path.stem:
            return
        fault = Fault(
            "id",
            f"the id is {found!r} but the file is named {path.stem!r}",
            f"Rename the file to {found}.yaml, or mend the id.",
        )
        self.findings.append(finding("file-name", str(path), fault))

    def _is_taken(self, origins: dict[str, Origin], found: str, path: Path) -> bool:
        if found not in origins:
            return False
        fault = Fault(
            "id",
            f"the id {found!r} is used twice, here and in {origins[found].path}",
            "Give one of them a new id; an id is for ever.",
        )
        self.findings.append(finding("unique-id", str(path), fault))
        return True
