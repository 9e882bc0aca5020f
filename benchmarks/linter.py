"""`bank check` over a bank of the size that is planned: the present items, repeated under new ids.

Run: `python benchmarks/linter.py [--items 1070] [--rounds 3] [--json FILE]`. Writes the items to a
folder of its own, runs the command on it as a person would, and prints how long it took, with the
rules that take longest. Each copy has a word of its own in every text, so that no rule is answered
from a memory of a text seen before.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

sys.path.insert(0, str(Path(__file__).parent.parent))

from question_bank.bank import Bank
from question_bank.canonical import written
from question_bank.checks.registry import RULES, SET_RULES
from question_bank.checks.rule import Setting
from question_bank.load import ITEMS, load_bank
from question_bank.model import Item

out = Console()


def main() -> None:
    """Measure, print, and write the figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1070)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        present = write_bank(Path(folder), asked.items)
        seconds = [run_check(Path(folder)) for _ in range(asked.rounds)]
        bank, _ = load_bank([Path(folder)])
    figures: dict[str, Any] = {
        "items": len(bank),
        "of_the_bank": present,
        "seconds": [round(one, 2) for one in seconds],
        "median_seconds": round(statistics.median(seconds), 2),
        "slowest_rules": by_rule(bank, datetime.now(UTC).date())[:8],
    }
    out.print_json(data=figures)
    if asked.json is not None:
        asked.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


def write_bank(root: Path, count: int) -> int:
    """Write that many items and every scenario; how many of them are no copies."""
    bank, _ = load_bank([ITEMS])
    items = list(bank)
    for number in range(count):
        item = items[number % len(items)]
        again = number // len(items)
        copy = _copy(item, again) if again else item
        _write(root / bank.exam_of(item.id) / item.domain / f"{copy.id}.yaml", written(copy))
    for case_id, origin in bank.case_origins.items():
        _write(root / origin.exam / "cases" / f"{case_id}.yaml", written(bank.cases[case_id]))
    return min(count, len(items))


def run_check(root: Path) -> float:
    """Seconds of the command, from the shell's return key to its end."""
    command = [sys.executable, "-m", "question_bank.cli", "bank", "check", "--json"]
    begun = time.perf_counter()
    done = subprocess.run([*command, "--root", str(root)], capture_output=True, check=False)
    spent = time.perf_counter() - begun
    assert json.loads(done.stdout)["items"], done.stderr  # findings are expected, a crash is not
    return spent


def by_rule(bank: Bank, today: date) -> list[tuple[str, float]]:
    """Seconds of each rule, the slowest first."""
    setting = Setting(bank=bank, today=today)
    spent: dict[str, float] = {}
    for item in bank:
        for rule in RULES:
            begun = time.perf_counter()
            list(rule.check(item, setting))
            spent[rule.name] = spent.get(rule.name, 0.0) + time.perf_counter() - begun
    for set_rule in SET_RULES:
        begun = time.perf_counter()
        list(set_rule.check(setting))
        spent[set_rule.name] = time.perf_counter() - begun
    ordered = sorted(spent.items(), key=lambda pair: -pair[1])
    return [(name, round(seconds, 2)) for name, seconds in ordered]


def _copy(item: Item, again: int) -> Item:
    """The same item under another id, each of its texts a word longer."""
    data = item.model_dump()
    data["id"] = f"{item.id[:70]}-copy-{again}"
    data["enemies"], data["replaces"] = (), None
    for text in (data["stem"], *(c[part] for c in data["choices"] for part in ("text", "why"))):
        for locale in text:
            text[locale] += f" Lot{again}"
    return Item.model_validate(data)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
