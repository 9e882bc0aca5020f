"""Long texts of a task that are nearly alike: a place to look, never a verdict.

Two texts are listed for what they share once the prompt, the story, the documents, the model
answers and what many students write alike have been set aside. A shared passage has many innocent
reasons: work together that was allowed, notes of the same class, a source that both quote. Who
reads the two copies decides; nothing here counts in a mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from curriculum.cases.model import Case
from curriculum.cases.tasks import Long, Short
from curriculum.model import Fact
from graders.cases.voice import Voice
from graders.results.passages import (
    OwnText,
    Passage,
    Shingle,
    Words,
    own_text,
    shared_passages,
    shingles,
    words_of,
)
from graders.results.records import Results
from question_bank.model import LOCALES, Locale, Text

FEWEST_WORDS = 60  # own words under which a text is too short to compare
LEAST_SHARE = 0.2  # of the own words of the shorter text
LONGEST_ALONE = 30  # words of one passage that is shown however long the texts are
LEAST_LIKENESS = 0.7  # of the order of words: texts that were reworded throughout
QUOTED_BY = 6  # by more students, and more than a third: then it is what everyone quotes
QUOTED_SHARE = 1 / 3


@dataclass(frozen=True)
class Pair:
    """Two texts to look at.

    `share` is how much of the shorter one's own words is in shared passages, `likeness` how much of
    both is the same words in the same order (0 to 1 each).
    """

    task: str
    lang: Locale
    students: tuple[str, str]
    share: float
    likeness: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Compared:
    """What was compared of a task in one language: `left_out` shingles were quoted by many."""

    task: str
    lang: Locale
    texts: int
    too_short: int
    left_out: int


@dataclass(frozen=True)
class Similar:
    """All that was found in a case; the pairs that share most come first."""

    case: str
    compared: tuple[Compared, ...]
    pairs: tuple[Pair, ...]


def similar_texts(results: Results, case_id: str) -> Similar:
    """The long texts of a case that are nearly alike, each language by itself."""
    case = results.cases[case_id]
    compared: list[Compared] = []
    pairs: list[Pair] = []
    for task in (task.id for task in case.tasks if isinstance(task, Long)):
        for lang in LOCALES:
            texts = {
                copy.student: one.answer
                for copy in results.of_case(case_id)
                for one in copy.tasks
                if one.task == task and copy.lang == lang and one.answer
            }
            if not texts:
                continue
            given = given_phrases(case, results.facts, lang)
            said, found = compare_texts(texts, given, task=task, lang=lang)
            compared.append(said)
            pairs += found
    pairs.sort(key=lambda one: (-one.share, -one.likeness, one.students))
    return Similar(case_id, tuple(compared), tuple(pairs))


def compare_texts(
    texts: Mapping[str, str], given: Collection[Shingle], *, task: str, lang: Locale
) -> tuple[Compared, list[Pair]]:
    """Compare texts by student; `given` are the shingles of what every student has before them."""
    read = {student: words_of(text) for student, text in texts.items()}
    often = Counter(one for words in read.values() for one in set(shingles(words)))
    limit = max(QUOTED_BY, len(read) * QUOTED_SHARE)
    quoted = {one for one, number in often.items() if number > limit} - set(given)
    common = quoted | set(given)
    own = {student: own_text(words, common) for student, words in read.items()}
    sizes = {student: len(text.within) for student, text in own.items()}
    long = [student for student in read if sizes[student] >= FEWEST_WORDS]
    shared = _shared(long, own)
    likeness = _likeness([read[student] for student in long])
    pairs = []
    for (i, one), (j, other) in combinations(enumerate(long), 2):
        passages: tuple[Passage, ...] = ()
        if shared[one, other] > 1:
            passages = shared_passages(own[one], own[other])
        total = sum(passage.words for passage in passages)
        share = min(1.0, total / min(sizes[one], sizes[other]))
        alike = float(likeness[i, j])
        longest = passages[0].words if passages else 0
        if share >= LEAST_SHARE or longest >= LONGEST_ALONE or alike >= LEAST_LIKENESS:
            pairs.append(Pair(task, lang, (one, other), share, alike, passages))
    said = Compared(task, lang, len(read), len(read) - len(long), len(quoted))
    return said, pairs


def _shared(students: list[str], own: Mapping[str, OwnText]) -> Counter[tuple[str, str]]:
    """How many own shingles each two students have in common, in the order of the students."""
    holders: dict[Shingle, list[str]] = {}
    for student in students:
        for shingle in own[student].places:
            holders.setdefault(shingle, []).append(student)
    return Counter(
        pair for found in holders.values() if len(found) > 1 for pair in combinations(found, 2)
    )


def given_phrases(case: Case, facts: Mapping[str, Fact], lang: Locale) -> frozenset[Shingle]:
    """The shingles of all that a case lays before a student, and of its model answers."""
    voice = Voice(lang, facts)
    return frozenset(
        shingle for text in _given(case) for shingle in shingles(words_of(voice.prose(text)))
    )


def _given(case: Case) -> Iterator[Text]:
    yield from (case.title, case.summary)
    for step in case.steps:
        yield from (step.title, step.text)
    for document in case.documents:
        yield document.title
        yield from (one for one in (document.text, document.after) if one is not None)
        if document.table is not None:
            for row in (document.table.head, *document.table.rows):
                yield from row
    yield from (one.text for one in case.critical)
    for task in case.tasks:
        yield task.prompt
        if isinstance(task, Long | Short):
            rubric = task.rubric
            yield from (*rubric.points_list, *rubric.alternatives)
            yield from (one.text for one in rubric.anchors)
            for criterion in rubric.criteria:
                yield from (criterion.title, *(level.text for level in criterion.levels))


def _likeness(texts: list[Words]) -> np.ndarray:
    """For each two texts, the share of words that they have in common in the same order."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    numbers: dict[str, int] = {}
    coded = ["".join(chr(numbers.setdefault(w, len(numbers) + 1)) for w in t.words) for t in texts]
    return process.cdist(
        coded, coded, scorer=Indel.normalized_similarity, score_cutoff=LEAST_LIKENESS, workers=1
    )
