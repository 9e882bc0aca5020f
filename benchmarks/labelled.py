"""How well the linter finds what authors of a labelled set put into it: precision and recall.

Run: `python benchmarks/labelled.py [--part first|odd|even|second|third|fourth] [--misses]`. The
sets stand in `tests/content/labelled`, written apart from the rules: a hundred flawed items with a
label for each flaw and a hundred clean ones with near misses (`flawed`, `clean`), a smaller set for
the rules that were weak on these (`flawed-2`, `clean-2`), and two for the three that were weak on
that. A finding counts as right when its item bears a label of its rule's number; a label counts as
found when a rule of its number says so of its item. `labels-extra.csv` holds flaws that the authors
made without noticing, each with its reason.

A set tells what the rules find in wordings that nobody tuned them on once, when it is first read;
`docs/item-quality.md` keeps these first figures.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from question_bank.bank import Bank
from question_bank.bank import Origin as ItemOrigin
from question_bank.blueprints import load_blueprints
from question_bank.checks.finding import Finding
from question_bank.checks.registry import RULES
from question_bank.checks.rule import Setting
from question_bank.checks.run import check_item
from question_bank.checks.writing.sizes import item_words
from question_bank.load import load_bank, load_item
from question_bank.model import Item

FOLDER = Path(__file__).parent.parent / "tests" / "content" / "labelled"
LISTS: dict[str, frozenset[str]] = {  # the rule, and what the labels call its word list
    "protected-contents": frozenset({"protected"}),
    "outdated-rules": frozenset({"outdated"}),
    # dated words for people ("infirme", "vieillarde") bear the label "outdated"
    "stigmatising-words": frozenset({"stigma", "outdated"}),
    "false-friends": frozenset({"false-friend"}),
}
NOT_JUDGED = frozenset({"review", "links"})  # every item of the set is new and alone
NO_LENGTH_ASKED = 75  # words: the authors of the set were asked for none, and wrote shorter items
PARTS: dict[str, tuple[tuple[str, int], ...]] = {  # the set and the remainder of the number by 2
    "odd": (("", 1),),
    "even": (("", 0),),
    "first": (("", 0), ("", 1)),
    "second": (("-2", 0), ("-2", 1)),
    "third": (("-3", 0), ("-3", 1)),
    "fourth": (("-4", 0), ("-4", 1)),
}


@dataclass
class Score:
    """Findings and labels of one rule, or of several."""

    findings: int = 0
    right: int = 0
    labels: int = 0
    found: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count the other's too."""
        self.findings += other.findings
        self.right += other.right
        self.labels += other.labels
        self.found += other.found

    def row(self, name: str) -> str:
        """One line of a Markdown table."""
        precision, recall = _share(self.right, self.findings), _share(self.found, self.labels)
        of = f"{self.right} of {self.findings}", f"{self.found} of {self.labels}"
        return f"| {name} | {precision} | {of[0]} | {recall} | {of[1]} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--misses", action="store_true", help="name what was missed or found wrongly"
    )
    parser.add_argument(
        "--part",
        choices=PARTS,
        default="second",
        help="a set, or the items of odd or even number of the first",
    )
    asked = parser.parse_args()
    by_rule, by_level = measured(asked.part)
    print("\n".join(table(by_rule, by_level)))
    if asked.misses:
        for number, score in by_rule.items():
            for line in (*score.false, *score.missed):
                print(f"{number}: {line}")


def measured(part: str) -> tuple[dict[str, Score], dict[str, Score]]:
    """Scores by number of the rule, and of all findings by level."""
    items, paths = _items(PARTS[part])
    bank = _bank(items, paths)
    setting = Setting(bank=bank, today=datetime.now(UTC).date())
    labels = _labels()
    numbers = {rule.name: _numbers(rule.name, rule.number) for rule in RULES}
    by_rule: dict[str, Score] = defaultdict(Score)
    by_level: dict[str, Score] = defaultdict(Score)
    for name, item in items.items():
        said: set[str] = set()
        for finding in check_item(item, setting):
            if _is_beside_the_set(finding, item):
                continue
            said |= numbers[finding.rule]
            _judge(finding, numbers[finding.rule], labels.get(name, set()), by_rule, by_level, name)
        for label in labels.get(name, set()):
            score = by_rule[label]
            score.labels += 1
            score.found += label in said
            if label not in said:
                score.missed.append(f"missed in {name}")
    return by_rule, by_level


def table(by_rule: Mapping[str, Score], by_level: Mapping[str, Score]) -> Iterator[str]:
    """The scores as Markdown."""
    yield "| rule | precision | right findings | recall | labels found |"
    yield "|---|---|---|---|---|"
    for number in sorted(by_rule, key=lambda n: (not n.isdigit(), int(n) if n.isdigit() else 0, n)):
        yield by_rule[number].row(number)
    whole = Score()
    for score in by_rule.values():
        whole.add(score)
    yield whole.row("**all**")
    yield ""
    for level in ("error", "warning", "info"):
        score = by_level[level]
        share = _share(score.right, score.findings)
        yield f"- {level}: {share} of {score.findings} findings are right"


def _is_beside_the_set(finding: Finding, item: Item) -> bool:
    """Whether the finding is about what the authors of the set were not asked for."""
    if finding.rule in NOT_JUDGED:
        return True
    is_length = finding.rule == "sizes" and finding.place == "item.en"
    return is_length and item_words(item, "en") < NO_LENGTH_ASKED


def _judge(
    finding: Finding,
    numbers: frozenset[str],
    labels: set[str],
    by_rule: dict[str, Score],
    by_level: dict[str, Score],
    name: str,
) -> None:
    is_right = bool(numbers & labels)
    number = min(numbers & labels or numbers, key=lambda n: (n != "stigma", n))
    for score in (by_rule[number], by_level[finding.level]):
        score.findings += 1
        score.right += is_right
    if not is_right:
        by_rule[number].false.append(
            f"{finding.rule} in {name}, {finding.place}: {finding.message}"
        )


def _numbers(rule: str, number: str) -> frozenset[str]:
    """What labels call the rule: its numbers in the table, or the name of its word list."""
    return LISTS.get(rule) or frozenset(part.strip() for part in number.split(","))


def _labels() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(FOLDER.glob("labels-*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                found[Path(row["file"]).stem].add(row["rule"].strip())
    return found


def _items(parts: tuple[tuple[str, int], ...]) -> tuple[dict[str, Item], dict[str, Path]]:
    items: dict[str, Item] = {}
    paths: dict[str, Path] = {}
    for path in sorted(FOLDER.glob("*/*.yaml")):
        which = path.parent.name.removeprefix("flawed").removeprefix("clean")
        if (which, int(path.stem.rpartition("-")[2]) % 2) not in parts:
            continue
        item, faults = load_item(path)
        assert item is not None, faults
        items[item.id], paths[item.id] = item, path
    return items, paths


def _bank(items: Mapping[str, Item], paths: Mapping[str, Path]) -> Bank:
    """The labelled items beside those of the bank, as a rule may look at its words."""
    bank, _ = load_bank()
    return Bank(
        items={**bank.items, **items},
        blueprints=load_blueprints()[0],
        origins={**bank.origins, **{name: ItemOrigin(paths[name], "ccm") for name in items}},
        cases=bank.cases,
        case_origins=bank.case_origins,
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


if __name__ == "__main__":
    main()
