"""The ledger of readings: CSV files beside the items, to which lines are only added."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from question_bank.checks.finding import Fault, Finding, finding
from question_bank.readings.reading import Reading

FOLDER = "readings"  # <root>/<exam>/readings/<month>.csv
COLUMNS = tuple(Reading.model_fields)


def ledger_files(root: Path) -> Iterator[Path]:
    """The ledgers of a bank root, in one order on every machine."""
    yield from sorted(root.glob(f"*/{FOLDER}/*.csv"))


def load_readings(roots: Sequence[Path]) -> tuple[tuple[Reading, ...], tuple[Finding, ...]]:
    """Every reading under the roots in the order of the ledgers, and every broken line."""
    readings: list[Reading] = []
    findings: list[Finding] = []
    for root in roots:
        for path in ledger_files(root):
            found, faults = read_ledger(path)
            readings += found
            findings += faults
    return tuple(readings), tuple(findings)


def read_ledger(path: Path) -> tuple[list[Reading], list[Finding]]:
    """The readings of one file; a broken line is a finding and hides no other."""
    readings: list[Reading] = []
    findings: list[Finding] = []
    with path.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2):
            try:
                readings.append(Reading.model_validate(row))
            except ValidationError as error:
                first = error.errors()[0]
                what = f"line {number}: {'.'.join(map(str, first['loc']))}: {first['msg']}"
                fault = Fault("", what, "Mend the line, or have the item read again.")
                findings.append(finding("readings", str(path), fault))
    return readings, findings


def append(path: Path, readings: Iterable[Reading]) -> None:
    """Add lines to a ledger, which is started where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        for reading in readings:
            data = reading.model_dump(mode="json")
            writer.writerow({key: "" if value is None else value for key, value in data.items()})
