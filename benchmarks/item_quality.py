"""The page docs/item-quality.md, every figure of it counted or measured here.

Run: `python benchmarks/item_quality.py > docs/item-quality.md` (under a minute).
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).parent.parent))

from question_bank.bank import Bank
from question_bank.form import FormImpossible
from question_bank.forms.parallel import Assembly, assemble
from question_bank.holdings import DomainHolding, holdings
from question_bank.limits import limits
from question_bank.load import ITEMS, load_bank
from question_bank.model import Item
from question_bank.readings.standing import standing, tallies
from question_bank.targets import load_targets
from question_bank.tracing.standing import sweep

from labelled import measured, table  # isort: skip

BLUEPRINT = "ccm-2025-08"
MOST = 4  # parallel forms that the issue of the bank is planned for
FIRST = """# How good the items are

Written by `python benchmarks/item_quality.py > docs/item-quality.md`; how items are made and read
stands in [items.md](items.md), the rules of the linter in [linter.md](linter.md). No reader so far
holds the credential, and difficulties are authors' guesses: what candidates answer is not in here.
"""
READINGS = """\
Each reader sees neither key nor reasons; `options` is a reader who sees the four options
alone, and should find no more than chance gives (25 %). Between the first and the latest reading of
an item stands the mending. A dispute is another answer, or a second option held as defensible; what
became of it is told by the ledger (`parcours bank readings report`): the text has changed since, a
later reader of the same text agreed, the item was dropped, or it is open.
"""
TRACES = """\
Every statement of fact of a traced item (a period, a share, an article, what a programme covers)
was looked for: `official` is the text itself or a page of the body that answers for it, `secondary`
another publication, `not seen` stands on the reader's knowledge, with a note in the ledger that
says where to look (`parcours bank traces report`). A copy of an official text on another site
counts as the text; what rests on a record of the curriculum, checked earlier, says so in its note.
Another figure or source needs a new trace; what nobody has looked up yet: `bank traces list`.
"""
LABELLED = """Four sets in both languages, written apart from the rules (`tests/content/labelled`,
`python benchmarks/labelled.py --part PART`). The rules were mended on the first, a hundred flawed
and a hundred clean items, so its figures say little of wordings nobody has seen. The second, 48
flawed and 24 clean items, holds the eight rules that were weak on the first; it is still a fair
test of 10 to 13 and of false friends. Rules 5, 21 and 22 were weak on it, so two more sets were
written for these alone, each by somebody who had not seen the rules or the other sets: the third
in wordings as odd as could be thought of, the fourth as teachers write them. Each was read once
before anything was mended on it, and only that first reading is a fair test:

| set, as first read | rule 5 | rule 21 | rule 22 | errors that are right |
|---|---|---|---|---|
| second | 2 of 6 | 4 of 6 | 4 of 6 | 14 of 14 |
| third | 5 of 12 | 6 of 12 | 5 of 12 | 20 of 20 |
| fourth, after mending on the third | 9 of 10 | 9 of 10 | 7 of 10 | 32 of 35 |

The tables that follow are of the rules as they stand. Other flaws of the items of the second set
bear no label: they count against precision.
"""


def main() -> None:
    """Write the page."""
    bank, faults = load_bank([ITEMS])
    assert not faults, faults
    parts = [
        FIRST,
        "\n".join(counts(bank)),
        *("\n".join(coverage(bank, exam)) for exam in ("ccm", "diu")),
        "\n".join(read(bank)),
        "\n".join(traced(bank)),
        "\n".join(linter()),
        "\n".join(parallel(bank)),
    ]
    print("\n\n".join(part.strip("\n") for part in parts))


def counts(bank: Bank) -> Iterator[str]:
    """How many items there are, by exam, use, status and review."""
    yield "## Counts"
    yield ""
    yield "| exam | live | of them mock | practice | checked | drafts | mock items in case sets |"
    yield "|---|---|---|---|---|---|---|"
    for exam in ("ccm", "diu"):
        live = bank.select(exam=exam, status="live")
        uses = Counter(item.use for item in live)
        checked = sum(item.review != "draft" for item in live)
        drafts = len(bank.select(exam=exam, status="draft"))
        sets = sum(item.case is not None and item.use == "mock" for item in live)
        share = f"{sets} ({_percent(sets, uses['mock'])})"
        yield (
            f"| {exam} | {len(live)} | {uses['mock']} | {uses['practice']} | {checked} "
            f"| {drafts} | {share} |"
        )


def coverage(bank: Bank, exam: str) -> Iterator[str]:
    """Live items of each topic against the target, and the limits of the guide."""
    live = bank.select(exam=exam, status="live")
    found = holdings(bank, exam, load_targets().get(exam), limits(live))
    yield f"## Coverage, {exam.upper()}"
    yield ""
    yield "Live items of the number aimed at; drafts are not counted."
    yield ""
    yield "| domain | live | topics |"
    yield "|---|---|---|"
    for domain in found.domains:
        yield f"| {domain.id} | {_of(domain.live, domain.target)} | {_topics(domain)} |"
    yield ""
    yield f"Levels: {_mix(live, 'level')}. Lead-ins: {_mix(live, 'leadin')}."


def read(bank: Bank) -> Iterator[str]:
    """What readers found who saw neither key nor reasons."""
    yield "## Readings"
    yield ""
    yield READINGS
    yield "| exam | reading | language | items read | key at first | key at latest | disputes |"
    yield "|---|---|---|---|---|---|---|"
    for (exam, kind, lang), tally in tallies(bank).items():
        fates = ", ".join(f"{n} {fate}" for fate, n in sorted(tally.disputes.items())) or "none"
        first = f"{tally.first} ({_percent(tally.first, tally.items)})"
        latest = f"{tally.latest} ({_percent(tally.latest, tally.items)})"
        told = fates if kind == "blind" else "-"
        yield f"| {exam} | {kind} | {lang} | {tally.items} | {first} | {latest} | {told} |"
    yield ""
    for exam in ("ccm", "diu"):
        guessed = [
            standing(bank, item).is_guessed for item in bank.select(exam=exam, status="live")
        ]
        known = [one for one in guessed if one is not None]
        yield (
            f"- {exam}: of the {len(guessed)} live items, {len(known)} were read by their present "
            f"options alone; {_percent(sum(known), len(known))} were guessed."
        )


def traced(bank: Bank) -> Iterator[str]:
    """Where the statements of the live items come from."""
    yield "## Facts traced"
    yield ""
    yield TRACES
    yield "| domain | live | traced | statements | official | secondary | not seen |"
    yield "|---|---|---|---|---|---|---|"
    live = bank.select(status="live")
    for domain in sorted({item.domain for item in live}):
        found = sweep(bank, bank.select(domain=domain, status="live"))
        yield (
            f"| {domain} | {found.items} | {found.traced} | {found.statements} "
            f"| {found.official} | {found.secondary} | {found.unseen} |"
        )
    whole = sweep(bank, live)
    seen = whole.official + whole.secondary
    yield ""
    yield (
        f"{whole.traced} of {whole.items} items; {seen} of {whole.statements} statements seen,"
        f" {whole.official} of them in an official text."
    )


def linter() -> Iterator[str]:
    """Precision and recall on the labelled set."""
    yield "## The linter on a labelled set"
    yield ""
    yield LABELLED
    for part in ("second", "first"):
        yield f"**The {part} set**"
        yield ""
        yield from table(*measured(part))
        yield ""


def parallel(bank: Bank) -> Iterator[str]:
    """As many parallel forms as the live items allow."""
    yield "## Parallel forms"
    yield ""
    for forms in range(MOST, 1, -1):
        begun = time.perf_counter()
        try:
            made = assemble(bank, bank.blueprint(BLUEPRINT), forms)
        except FormImpossible as impossible:
            yield f"{forms} forms are not possible yet: {_reason(impossible)}."
            yield ""
            continue
        seconds = time.perf_counter() - begun
        yield f"`parcours form assemble --blueprint {BLUEPRINT} --forms {forms}`: {seconds:.1f} s."
        yield ""
        yield from _equivalence(made)
        return


def _equivalence(made: Assembly) -> Iterator[str]:
    yield "| form | items | scored | mean difficulty (guess) | minutes | recall, apply, judge |"
    yield "|---|---|---|---|---|---|"
    for number, form in enumerate(made.forms, start=1):
        levels = Counter(item.level for item in form.items)
        mix = ", ".join(str(levels[level]) for level in ("recall", "apply", "judge"))
        yield (
            f"| {number} | {len(form.items)} | {len(form.scored)} | {form.difficulty:.4f} "
            f"| {form.seconds / 60:.1f} | {mix} |"
        )
    difficulties = [form.difficulty for form in made.forms]
    seconds = [form.seconds for form in made.forms]
    widest = (max(seconds) - min(seconds)) / fmean(seconds)
    yield ""
    yield (
        f"Widest difference: {max(difficulties) - min(difficulties):.4f} in mean difficulty, "
        f"{widest:.2%} in time."
    )


def _reason(impossible: FormImpossible) -> str:
    return "; ".join(shortage.message for shortage in impossible.shortages)


def _topics(domain: DomainHolding) -> str:
    return ", ".join(f"{topic.id} {_of(topic.live, topic.target)}" for topic in domain.topics)


def _of(live: int, target: int | None) -> str:
    return f"{live}" if target is None else f"{live} of {target}"


def _mix(items: Sequence[Item], field: str) -> str:
    found = Counter(str(getattr(item, field)) for item in items)
    return ", ".join(f"{name} {_percent(n, len(items))}" for name, n in found.most_common())


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "-"


if __name__ == "__main__":
    main()
