"""Where the keys stand, in the files and once shuffled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from question_bank.bank import Bank, is_answerable
from question_bank.checks.chance import binomial_quantile, chi_square_limit, longest_run_limit
from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import Item
from question_bank.shuffle import option_order, shuffled, starts_with_numbers

FILES = 0.99  # share of sound banks whose files pass
# Authors cannot mend bad luck of the shuffle, so only a shuffle at fault may fail.
SHUFFLE = 0.99999
SEEDS = (1, 2, 3)
FORM = 180  # items of a full form


def key_position(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """Keys stand as often at each place, in the files and after the shuffle."""
    for exam, items in live_by_exam(setting.bank):
        in_files = [_place([choice.id for choice in item.choices], item) for item in items]
        for message in unbalanced(in_files, FILES):
            fix = "Move the choices within some files; their order there means nothing."
            yield "", Fault(f"{exam} files", message, fix)
        yield from _once_shuffled(exam, items)
        yield from _unmoved(exam, items)


def _once_shuffled(exam: str, items: Sequence[Item]) -> Iterator[tuple[str, Fault]]:
    """What several shuffles show, over all items and over a form's worth of them."""
    for seed in SEEDS:
        drawn = [_place(option_order(item, seed), item) for item in shuffled(items, seed)]
        faults = [
            message
            for places in (drawn, drawn[:FORM])
            for message in (*unbalanced(places, SHUFFLE), *run_too_long(places, SHUFFLE))
        ]
        if faults:
            fix = "Look for options that start with numbers: they keep the order of the file."
            for message in dict.fromkeys(faults):
                yield "", Fault(f"{exam} shuffled", message, fix)
            return


def _unmoved(exam: str, items: Sequence[Item]) -> Iterator[tuple[str, Fault]]:
    """What shows in the items whose options keep the order of the file in every shuffle."""
    places = [
        _place([choice.id for choice in item.choices], item)
        for item in items
        if starts_with_numbers(item)
    ]
    for message in unbalanced(places, FILES) if places else ():
        fix = "Choose other numbers around some keys, so that they stand elsewhere."
        yield "", Fault(f"{exam} numbers", message, fix)


def live_by_exam(bank: Bank) -> Iterator[tuple[str, list[Item]]]:
    """Live items that have a key and the exam's usual number of options, exam by exam."""
    exams = sorted({origin.exam for origin in bank.origins.values()})
    for exam in exams:
        live = [item for item in bank.select(exam=exam, status="live") if is_answerable(item)]
        sizes = Counter(len(item.choices) for item in live)
        if sizes:
            usual = max(sizes, key=lambda size: (sizes[size], size))
            yield exam, [item for item in live if len(item.choices) == usual]


def unbalanced(places: Sequence[tuple[int, int]], share: float) -> Iterator[str]:
    """What shows that keys are not spread at random; places are `(place, options)`."""
    n, options = len(places), places[0][1] if places else 4
    counts = Counter(place for place, _ in places)
    tail = (1 - share) / 2
    low = binomial_quantile(tail, n, 1 / options)
    high = binomial_quantile(1 - tail, n, 1 / options)
    for place in range(options):
        if not low <= counts[place] <= high:
            found = f"the key is option {place + 1} in {counts[place]} of {n} items"
            yield f"{found}; chance allows {low} to {high}"
    spread = sum((counts[place] - n / options) ** 2 / (n / options) for place in range(options))
    limit = chi_square_limit(share, options - 1)
    if n and spread > limit:
        shown = ", ".join(str(counts[place]) for place in range(options))
        yield f"the keys stand {shown} times at the places (chi-square {spread:.1f} > {limit:.1f})"


def run_too_long(places: Sequence[tuple[int, int]], share: float) -> Iterator[str]:
    """What shows that the key stays at one place for too long."""
    if not places:
        return
    longest = max(len(list(run)) for _, run in groupby(places))
    limit = longest_run_limit(share, len(places), places[0][1])
    if longest > limit:
        yield f"the key stays at one place for {longest} items; chance allows {limit}"


def _place(order: Sequence[str], item: Item) -> tuple[int, int]:
    return list(order).index(item.key), len(order)
