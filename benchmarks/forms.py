"""Four parallel forms from a whole bank: how long it takes, and how alike they come out.

Run: `python benchmarks/forms.py [--rounds 3] [--json FILE]`. The synthetic banks hold 720 items
(every one is used) and 918, a sixth of them in scenarios of four, a tenth of them unchecked, with
pairs of enemies in every domain. The real bank follows: as many full forms as its live items fill,
and as many as all its mock items would, were every draft live.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent.parent))

from question_bank.bank import Bank
from question_bank.forms.parallel import Assembly, assemble
from question_bank.load import load_bank
from tests.factories import CCM
from tests.question_bank.forms.pools import mixed_bank

FORMS = 4
out = Console(width=120)


def main() -> None:
    """Measure, print, and write the figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    figures = [measured(name, bank, forms, asked.rounds) for name, bank, forms in banks()]
    columns = tuple(figures[0])
    table = Table(*columns)
    for row in figures:
        table.add_row(*(str(row[column]) for column in columns))
    out.print(table)
    if asked.json is not None:
        asked.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


def banks() -> Iterator[tuple[str, Bank, int]]:
    """Each bank with its name and the number of forms."""
    for count in (720, 918):
        yield f"synthetic {count}", mixed_bank(count, size=4, drafts=0.1), FORMS
    live, _ = load_bank()
    drafts = {
        name: item.model_copy(update={"status": "live"} if item.status == "draft" else {})
        for name, item in live.items.items()
    }
    for name, bank in (("real, live", live), ("real, drafts too", replace(live, items=drafts))):
        if forms := min(FORMS, forms_of(bank)):
            yield name, bank, forms


def forms_of(bank: Bank) -> int:
    """How many full forms the mock items of the bank fill, by their counts."""
    has = Counter(item.domain for item in bank.select(exam=CCM.exam, status="live", use="mock"))
    return min(has[domain.id] // domain.full.total for domain in CCM.domains)


def measured(name: str, bank: Bank, forms: int, rounds: int) -> dict[str, Any]:
    """One row: several seeds, the median time and the widest differences of any round."""
    seconds, made = [], []
    for seed in range(rounds):
        began = time.perf_counter()
        made.append(assemble(bank, CCM, forms, seed=seed))
        seconds.append(time.perf_counter() - began)
    return {
        "bank": name,
        "items": len(bank.select(exam=CCM.exam, status="live", use="mock")),
        "forms": forms,
        "seconds": round(statistics.median(seconds), 2),
        "slowest": round(max(seconds), 2),
        "difficulty": widest(made, "difficulty"),
        "time": widest(made, "time"),
        "topics": widest(made, "topics"),
        "levels": widest(made, "levels"),
        "keys": widest(made, "key positions"),
        "scenarios": widest(made, "scenarios"),
    }


def widest(made: list[Assembly], name: str) -> float:
    """The widest difference between two forms, over all rounds."""
    found = [family.widest for one in made for family in one.families if family.name == name]
    return round(max(found), 5)


if __name__ == "__main__":
    main()
