"""What the bank holds, in numbers, and whether it keeps the limits of the authoring guide."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from question_bank.bank import Bank
from question_bank.checks.key_length import MEASURES, key_is_longest, key_is_shortest
from question_bank.checks.key_position import live_by_exam
from question_bank.checks.prose import word_count
from question_bank.checks.writing.sizes import item_words
from question_bank.holdings import Holdings, holdings
from question_bank.limits import Limit, limits
from question_bank.model import LOCALES, Item
from question_bank.targets import Targets, load_targets
from question_bank.verbs import verb_family

_COUNTED: dict[str, Callable[[Item], Sequence[str]]] = {
    "domain": lambda item: (item.domain,),
    "topic": lambda item: (f"{item.domain}/{item.topic}",),
    "level": lambda item: (item.level,),
    "leadin": lambda item: (item.leadin,),
    "use": lambda item: (item.use,),
    "review": lambda item: (item.review,),
    "step": lambda item: (item.step,),
    "setting": lambda item: item.setting,
    "population": lambda item: item.population,
    "jurisdiction": lambda item: (item.jurisdiction,),
    "module": lambda item: (item.module or "none",),
    "key position": lambda item: (str([c.id for c in item.choices].index(item.key) + 1),),
    "key verb": lambda item: (verb_family(_wording(item, item.key)),),
    "distractor verb": lambda item: tuple(
        verb_family(choice.text.en) for choice in item.choices if choice.id != item.key
    ),
}


@dataclass(frozen=True)
class Spread:
    """How a measure is spread over the items."""

    least: float
    median: float
    mean: float
    most: float


@dataclass(frozen=True)
class Statistics:
    """The live items of one exam in numbers."""

    exam: str
    live: int
    by_status: dict[str, int]
    counts: dict[str, dict[str, int]]
    spreads: dict[str, Spread]
    key_longest: dict[str, int]  # "en words" -> items whose key alone is the longest option
    key_shortest: dict[str, int]
    limits: tuple[Limit, ...]
    holdings: Holdings

    def as_json(self) -> dict[str, Any]:
        """The statistics for other programs."""
        said = [{"share": limit.share, "holds": limit.holds} for limit in self.limits]
        data = asdict(self)
        data["limits"] = [limit | more for limit, more in zip(data["limits"], said, strict=True)]
        return data


def bank_statistics(bank: Bank) -> tuple[Statistics, ...]:
    """Statistics of each exam that has live items."""
    targets = load_targets()
    return tuple(
        _of_exam(bank, exam, items, targets.get(exam)) for exam, items in live_by_exam(bank)
    )


def _of_exam(bank: Bank, exam: str, items: Sequence[Item], targets: Targets | None) -> Statistics:
    found = limits(items)
    measures = [(locale, measure) for locale in LOCALES for measure in MEASURES]
    return Statistics(
        exam=exam,
        live=len(items),
        by_status=dict(Counter(item.status for item in bank.select(exam=exam))),
        counts={name: _counted(items, values) for name, values in _COUNTED.items()},
        spreads=_spreads(items),
        key_longest={
            f"{locale} {measure}": sum(key_is_longest(item, locale, measure) for item in items)
            for locale, measure in measures
        },
        key_shortest={
            f"{locale} {measure}": sum(key_is_shortest(item, locale, measure) for item in items)
            for locale, measure in measures
        },
        limits=found,
        holdings=holdings(bank, exam, targets, found),
    )


def _counted(items: Sequence[Item], values: Callable[[Item], Sequence[str]]) -> dict[str, int]:
    counts = Counter(value for item in items for value in values(item))
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _spreads(items: Sequence[Item]) -> dict[str, Spread]:
    spreads = {
        "difficulty": _spread([item.difficulty for item in items]),
        "seconds": _spread([item.seconds for item in items]),
    }
    for locale in LOCALES:
        spreads[f"stem words {locale}"] = _spread(
            [word_count(item.stem.in_(locale)) for item in items]
        )
        spreads[f"item words {locale}"] = _spread([item_words(item, locale) for item in items])
        spreads[f"option words {locale}"] = _spread(
            [word_count(choice.text.in_(locale)) for item in items for choice in item.choices]
        )
    return spreads


def _spread(values: Sequence[float]) -> Spread:
    return Spread(
        least=min(values),
        median=statistics.median(values),
        mean=round(statistics.fmean(values), 3),
        most=max(values),
    )


def _wording(item: Item, choice_id: str) -> str:
    return next(choice.text.en for choice in item.choices if choice.id == choice_id)
