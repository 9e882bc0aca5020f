"""Items that say nearly what an author is about to say, from an index that is made once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from question_bank.bank import Bank
from question_bank.checks.language.words import content_words, words
from question_bank.checks.sets.near_duplicates import COSINE, TOKENS
from question_bank.model import LOCALES, Item, Locale

CANDIDATES = 40  # texts with the highest cosine, which are then compared word by word
LEAST = 0.12  # cosine under which two texts have nothing in common worth showing


@dataclass(frozen=True)
class Alike:
    """An item and how like the text it is, in the language in which it is most so (0 to 1)."""

    item: str
    score: float
    cosine: float
    tokens: float
    lang: Locale

    @property
    def is_near_duplicate(self) -> bool:
        """Whether the linter would say so too."""
        return self.cosine >= COSINE or 100 * self.tokens >= TOKENS

    def as_json(self) -> dict[str, Any]:
        """The likeness for other programs."""
        return asdict(self) | {"near_duplicate": self.is_near_duplicate}


class SimilarItems:
    """Every item of a bank that is not retired, by the words of its stem and its options."""

    def __init__(self, bank: Bank) -> None:
        self._ids = [item.id for item in bank.select() if item.status != "retired"]
        items = [bank.items[item_id] for item_id in self._ids]
        self._indexes = {locale: _Index(items, locale) for locale in LOCALES}

    def nearest(
        self, texts: Mapping[Locale, str], *, count: int = 5, without: str = ""
    ) -> tuple[Alike, ...]:
        """The items most like the texts of a draft, most alike first; `without` is its own id."""
        best: dict[str, Alike] = {}
        for locale, text in texts.items():
            for row, cosine, tokens in self._indexes[locale].nearest(text):
                found = Alike(self._ids[row], (cosine + tokens) / 2, cosine, tokens, locale)
                if found.item != without and (
                    found.item not in best or best[found.item].score < found.score
                ):
                    best[found.item] = found
        return tuple(sorted(best.values(), key=lambda one: (-one.score, one.item))[:count])


class _Index:
    """The texts of one language, by word: in which of them it stands, and how much it weighs."""

    def __init__(self, items: Sequence[Item], locale: Locale) -> None:
        self._locale = locale
        texts = [wording(item, locale) for item in items]
        self._tokens = [" ".join(words(text, locale)) for text in texts]
        counts = [Counter(content_words(text, locale)) for text in texts]
        in_texts = Counter(word for found in counts for word in found)
        self._size = len(texts)
        self._rarity = {word: self._rare(number) for word, number in in_texts.items()}
        self._rows: dict[str, list[tuple[int, float]]] = {}
        for row, found in enumerate(counts):
            for word, weight in self._weighed(found).items():
                self._rows.setdefault(word, []).append((row, weight))

    def nearest(self, text: str) -> list[tuple[int, float, float]]:
        """Rows of the most similar texts, with the cosine and the share of common words."""
        from rapidfuzz import fuzz

        alike: dict[int, float] = {}
        for word, weight in self._weighed(Counter(content_words(text, self._locale))).items():
            for row, other in self._rows.get(word, ()):
                alike[row] = alike.get(row, 0.0) + weight * other
        near = sorted(alike.items(), key=lambda pair: (-pair[1], pair[0]))[:CANDIDATES]
        tokens = " ".join(words(text, self._locale))
        return [
            (row, cosine, fuzz.token_set_ratio(tokens, self._tokens[row]) / 100)
            for row, cosine in near
            if cosine >= LEAST
        ]

    def _rare(self, number: int) -> float:
        return math.log((1 + self._size) / (1 + number)) + 1

    def _weighed(self, counts: Counter[str]) -> dict[str, float]:
        """Weights of the words of one text, of unit length together."""
        weights = {
            word: count * self._rarity.get(word, self._rare(0)) for word, count in counts.items()
        }
        length = math.hypot(*weights.values())
        return {word: weight / length for word, weight in weights.items()}


def wording(item: Item, locale: Locale) -> str:
    """What a candidate reads of an item."""
    return " ".join([item.stem.in_(locale), *(choice.text.in_(locale) for choice in item.choices)])
