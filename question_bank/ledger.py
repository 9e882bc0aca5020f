"""Ledgers: CSV files beside the items, `<root>/<exam>/<folder>/<month>.csv`, that only grow."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from question_bank.checks.finding import Fault, Finding, finding
from question_bank.model import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Ledger(Generic[R]):
    """A kind of ledger: the folder of its files, which also names its findings, and its rows."""

    folder: str
    row: type[R]

    def load(self, roots: Sequence[Path]) -> tuple[tuple[R, ...], tuple[Finding, ...]]:
        """Every row under the roots in the order of the ledgers, and every broken line."""
        rows: list[R] = []
        findings: list[Finding] = []
        for root in roots:
            for path in sorted(root.glob(f"*/{self.folder}/*.csv")):
                found, faults = self._read(path)
                rows += found
                findings += faults
        return tuple(rows), tuple(findings)

    def append(self, root: Path, exam: str, on: date, rows: Iterable[R]) -> None:
        """Add rows to the month's ledger of an exam, which is started where there is none."""
        path = root / exam / self.folder / f"{on:%Y-%m}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists()
        with path.open("a", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, tuple(self.row.model_fields), lineterminator="\n")
            if is_new:
                writer.writeheader()
            for row in rows:
                data = row.model_dump(mode="json")
                writer.writerow({k: "" if value is None else value for k, value in data.items()})

    def _read(self, path: Path) -> tuple[list[R], list[Finding]]:
        """The rows of one file; a broken line is a finding and hides no other."""
        rows: list[R] = []
        findings: list[Finding] = []
        with path.open(encoding="utf-8", newline="") as stream:
            for number, line in enumerate(csv.DictReader(stream), start=2):
                try:
                    rows.append(self.row.model_validate(line))
                except ValidationError as error:
                    first = error.errors()[0]
                    what = f"line {number}: {'.'.join(map(str, first['loc']))}: {first['msg']}"
                    fault = Fault("", what, "Mend the line, or have the item read again.")
                    findings.append(finding(self.folder, str(path), fault))
        return rows, findings
