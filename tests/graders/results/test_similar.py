"""Texts that share passages are found; what everybody quotes is not held against anyone."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from curriculum.cases.tasks import Long
from graders.results.pages import similar_html
from graders.results.passages import own_text, shared_passages, shingles, words_of
from graders.results.records import Results
from graders.results.similar import compare_texts, given_phrases, similar_texts
from graders.results.similar_view import similar_view
from question_bank.model import LOCALES, Locale
from tests.curriculum.cases.sample_case import sample_case
from tests.graders.results.made import copy_of, results_of

CASE = sample_case()
TASK = next(task for task in CASE.tasks if isinstance(task, Long))
SYLLABLES = ("ba", "ko", "lu", "mi", "ren", "ta", "so", "vel", "dri", "na", "é", "pou")


def invented(seed: int, words: int = 200) -> str:
    """Words that no other seed has in the same order."""
    rng = random.Random(seed)
    made = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) for _ in range(words)]
    return " ".join(word + ("." if n % 12 == 11 else "") for n, word in enumerate(made))


def changed(text: str, every: int) -> str:
    return " ".join(
        "autrement" if n % every == every - 1 else word for n, word in enumerate(text.split())
    )


def pairs_of(
    texts: dict[str, str], given: frozenset[tuple[str, ...]] = frozenset()
) -> set[tuple[str, str]]:
    return {pair.students for pair in compare_texts(texts, given, task="t", lang="fr")[1]}


def test_a_copied_text_is_found_with_its_passages() -> None:
    base = invented(1)
    half = " ".join(base.split()[:100]) + " " + invented(9, 100)
    texts = {"a": base, "b": base, "c": half, "d": invented(4)}
    _, pairs = compare_texts(texts, frozenset(), task="t", lang="fr")
    assert {pair.students for pair in pairs} == {("a", "b"), ("a", "c"), ("b", "c")}
    whole = next(pair for pair in pairs if pair.students == ("a", "b"))
    assert (whole.share, whole.likeness) == (1, 1)
    (passage,) = whole.passages
    assert passage.first == base.rstrip(".")
    part = next(pair for pair in pairs if pair.students == ("a", "c"))
    assert part.share == pytest.approx(0.5, abs=0.03)


def test_changed_words_accents_order_and_punctuation_hide_little() -> None:
    base = invented(1)
    words = base.split()
    texts = {
        "a": base,
        "b": changed(base, 12),
        "c": " ".join(words[100:] + words[:100]),
        "d": base.upper().replace("É", "e").replace(".", " ;"),
    }
    assert len(pairs_of(texts)) == 6


def test_texts_of_their_own_are_not_listed() -> None:
    assert pairs_of({str(n): invented(n) for n in range(30)}) == set()


def test_what_the_case_says_and_its_model_answers_do_not_count() -> None:
    given = given_phrases(CASE, {}, "en")
    model = TASK.rubric.anchors[-1].text.en
    quoted = f"{model} {CASE.steps[0].text.en} "
    texts = {"a": quoted + invented(1, 80), "b": quoted + invented(2, 80)}
    assert pairs_of(texts)
    assert pairs_of(texts, given) == set()


def test_a_phrase_that_everyone_quotes_does_not_count() -> None:
    phrase = invented(77, 50)
    texts = {str(n): f"{invented(n)} {phrase}" for n in range(12)}
    said, pairs = compare_texts(texts, frozenset(), task="t", lang="fr")
    assert pairs == []
    assert said.left_out > 30
    few = {name: text for name, text in texts.items() if int(name) < 4}
    assert len(pairs_of(few)) == 6


def test_short_texts_are_counted_and_not_compared() -> None:
    text = invented(1, 40)
    said, pairs = compare_texts({"a": text, "b": text}, frozenset(), task="t", lang="fr")
    assert (pairs, said.texts, said.too_short) == ([], 2, 2)


def test_a_passage_may_hold_a_changed_word_and_ends_at_what_is_quoted() -> None:
    base = invented(3, 60).replace(".", "")
    other = changed(base, 20)
    first, second = (own_text(words_of(text), frozenset()) for text in (base, other))
    (passage,) = shared_passages(first, second)
    assert passage.words == 57
    common = set(shingles(words_of(" ".join(base.split()[30:]))))
    first, second = (own_text(words_of(text), common) for text in (base, base))
    assert [one.words for one in shared_passages(first, second)] == [34]


def made(texts: dict[tuple[str, Locale], str]) -> Results:
    copies = []
    for (student, lang), text in texts.items():
        copy = copy_of(CASE, student, [0.5] * 11, lang=lang)
        tasks = tuple(
            replace(task, answer=text if task.kind == "long" else None) for task in copy.tasks
        )
        copies.append(replace(copy, tasks=tasks))
    return results_of(copies)


def test_languages_are_apart() -> None:
    text = invented(1)
    found = similar_texts(made({("a", "fr"): text, ("b", "en"): text}), CASE.id)
    assert found.pairs == ()
    assert {(one.lang, one.texts) for one in found.compared} == {("en", 1), ("fr", 1)}


@pytest.mark.parametrize("lang", LOCALES)
def test_the_page_is_a_place_to_look_and_escapes_what_students_wrote(lang: Locale) -> None:
    text = invented(1, 100) + " <b>x</b> " + invented(2, 100)
    results = made({("a", "fr"): text, ("b", "fr"): text})
    view = similar_view(results, similar_texts(results, CASE.id), lang)
    page = similar_html(view)
    assert {"en": "A place to look", "fr": "Un endroit où regarder"}[lang] in page
    assert "<b>x" not in page
    assert "&lt;b&gt;x" in page
    for verdict in ("plagiar", "cheat", "fraud", "tricher", "triche"):
        assert verdict not in page.lower()


def test_two_hundred_copies_take_seconds() -> None:
    texts = {str(n): invented(n, 600) for n in range(200)}
    started = time.perf_counter()
    assert pairs_of(texts) == set()
    assert time.perf_counter() - started < 6
