"""Texts that say nearly the same as another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from question_bank.checks.finding import Fault
from question_bank.checks.language.words import content_words, words
from question_bank.checks.prose import normalised
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES, Locale

if TYPE_CHECKING:
    from scipy.sparse import csr_array

COSINE = 0.85  # TF-IDF cosine from which two texts are near duplicates
TOKENS = 90.0  # rapidfuzz token_set_ratio, the same
CANDIDATE = 0.35  # cosine under which two texts share too little to be compared word by word
FEWEST = 10  # words under which a text is contained in too many others


@dataclass(frozen=True)
class Pair:
    """Two texts, by their places in the sequence, and how alike they are (0 to 1)."""

    first: int
    second: int
    cosine: float
    tokens: float


def near_duplicate_items(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """No item that is not retired says nearly the same as another."""
    bank = setting.bank
    items = [item for item in bank.select() if item.status != "retired"]
    told = set()
    for locale in LOCALES:
        stems = [item.stem.in_(locale) for item in items]
        wholes = [
            " ".join([item.stem.in_(locale), *(choice.text.in_(locale) for choice in item.choices)])
            for item in items
        ]
        for pair in (*near_duplicates(stems, locale), *near_duplicates(wholes, locale)):
            one, other = items[pair.first], items[pair.second]
            same = normalised(one.stem.in_(locale)) == normalised(other.stem.in_(locale))
            if same or (one.id, other.id) in told:
                continue
            if one.case is not None and one.case == other.case:
                continue
            told.add((one.id, other.id))
            message = (
                f"says nearly the same as {one.id!r} "
                f"(cosine {pair.cosine:.2f}, shared words {pair.tokens:.0%}, {locale})"
            )
            fix = "Write another situation, retire one, or name them enemies and waive this."
            yield bank.path_of(other.id), Fault("stem", message, fix, "warning")


def near_duplicates(texts: Sequence[str], locale: Locale) -> tuple[Pair, ...]:
    """Pairs of texts that say nearly the same, for items, lessons or anything in one language."""
    from rapidfuzz import fuzz

    if len(texts) < 2:
        return ()
    tokens = [" ".join(words(text, locale)) for text in texts]
    matrix = tf_idf(texts, locale)
    alike = (matrix @ matrix.T).tocoo()
    near = (alike.row < alike.col) & (alike.data >= CANDIDATE)
    found = []
    for first, second, cosine in zip(
        alike.row[near], alike.col[near], alike.data[near], strict=True
    ):
        short = min(tokens[first].count(" "), tokens[second].count(" ")) + 1
        score = 0.0
        if short >= FEWEST:
            score = fuzz.token_set_ratio(tokens[first], tokens[second], score_cutoff=TOKENS)
        if cosine >= COSINE or score >= TOKENS:
            shared = score / 100 or fuzz.token_set_ratio(tokens[first], tokens[second]) / 100
            found.append(Pair(int(first), int(second), float(cosine), shared))
    return tuple(sorted(found, key=lambda pair: (pair.first, pair.second)))


def tf_idf(texts: Sequence[str], locale: Locale) -> csr_array:
    """One row a text of unit length: its stems, weighed by how rare they are among the texts."""
    import numpy as np
    from scipy.sparse import coo_array

    numbers: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, text in enumerate(texts):
        for word in content_words(text, locale):
            columns.append(numbers.setdefault(word, len(numbers)))
            rows.append(row)
    shape = (len(texts), max(1, len(numbers)))
    counts = coo_array((np.ones(len(rows)), (rows, columns)), shape=shape).tocsr()
    counts.sum_duplicates()
    in_texts = np.bincount(counts.indices, minlength=shape[1])
    rarity = np.log((1 + shape[0]) / (1 + in_texts)) + 1
    counts.data *= rarity[counts.indices]
    lengths = np.sqrt(counts.multiply(counts).sum(axis=1))
    lengths[lengths == 0] = 1
    counts.data /= np.repeat(lengths, np.diff(counts.indptr))
    return counts
