"""The scored total with its band, and the chance of passing a parallel form."""

from __future__ import annotations

from math import ceil

from graders.exam.intervals import quantile, wilson
from graders.exam.marking import Marked, scored
from graders.exam.passing import (
    PEERS,
    passes_parallel_form,
    prior_from,
    true_score_reaches,
)
from graders.exam.precision import keats_sem, kr20, kr21, lord_sem
from graders.exam.records import Cohort, Sitting
from graders.exam.sections import (
    Chance,
    Cut,
    Interval,
    Note,
    Percentile,
    Prior,
    Spread,
    Total,
)
from graders.exam.standing import NARROW, WIDE, standing, standing_text
from graders.exam.wording import count, decimal, likelihood, percent, say

SEEN_LIMIT = 0.20  # above this share of questions seen before, the chance is left out
SHORT = 50  # scored questions below which the band is Wilson's, as it is for a domain
ONE_SEM = 0.6827


def training_cut(share: float, n: int) -> Cut:
    """The cut as a share and as a number of questions, under its label."""
    if not 0 < share < 1:
        raise ValueError(f"cut {share} is not between 0 and 1")
    # The small term keeps 0.7 * 150 = 105.00000000000001 from asking for 106.
    return Cut(
        share=share,
        items=ceil(share * n - 1e-9),
        label=say("Training cut of {percent}, set by Parcours", percent=percent(share)),
    )


def score_total(marked: tuple[Marked, ...], cut: Cut, cohort: Cohort | None) -> Total:
    """The total over scored questions; blanks are wrong, pretest questions do not exist."""
    counted = scored(marked)
    n = len(counted)
    if n == 0:
        raise ValueError("the form has no scored question, so there is nothing to report")
    correct = sum(one.is_right for one in counted)
    sem, method = _standard_error(correct, n, cohort)
    share = correct / n
    bands = {level: _band(correct, n, sem, method, level) for level in (ONE_SEM, WIDE, NARROW)}
    word = standing(cut.share, bands[WIDE], bands[NARROW])
    low, high = bands[WIDE]
    return Total(
        scored=n,
        correct=correct,
        answered=sum(one.is_answered for one in counted),
        share=share,
        reached=correct >= cut.items,
        sem=sem,
        sem_share=sem / n,
        sem_method=method,
        band68=Interval(level=0.68, low=bands[ONE_SEM][0], high=bands[ONE_SEM][1]),
        band90=Interval(level=WIDE, low=low, high=high),
        standing=word,
        standing_text=standing_text(word),
        sentence=say(
            "{correct} of {n} scored questions right ({share}): {word}. Averaged over many "
            "forms like this one, your score plausibly lies between {low} and {high} (90% "
            "band).",
            correct=correct,
            n=n,
            share=percent(share),
            word=standing_text(word),
            low=percent(low),
            high=percent(high),
        ),
    )


def score_band(correct: int, n: int, level: float = WIDE) -> tuple[float, float]:
    """The band of a total as shares, from the total alone: what a list of attempts shows."""
    sem, method = _standard_error(correct, n, None)
    return _band(correct, n, sem, method, level)


def chance_of_passing(
    sitting: Sitting, marked: tuple[Marked, ...], total: Total, cut: Cut, cohort: Cohort | None
) -> Chance:
    """The chance with everything it assumes, or why it is left out."""
    n = total.scored
    prior = prior_from(cohort, n)
    seen_share = sum(one.question.seen_before for one in marked) / len(marked)
    withheld = _why_withheld(sitting, seen_share)
    parallel = true_score = None
    sentence = None
    if withheld is None:
        parallel = passes_parallel_form(cut.items, total.correct, n, prior)
        true_score = true_score_reaches(cut.share, total.correct, n, prior)
        sentence = say(
            "Chance of reaching the training cut ({cut} of {n}) on a parallel form: {chance}. "
            "Chance that the true score is at or above the cut: {true}.",
            cut=cut.items,
            n=n,
            chance=likelihood(parallel),
            true=likelihood(true_score),
        )
    return Chance(
        parallel=parallel,
        true_score=true_score,
        items=n,
        cut_items=cut.items,
        prior=prior,
        seen_share=seen_share,
        withheld=withheld,
        sentence=sentence,
        assumptions=_assumptions(sitting, prior) if withheld is None else (),
    )


def percentile(total: Total, cohort: Cohort | None) -> Percentile | None:
    """Rank among at least 30 users who sat a comparable form; None otherwise."""
    if cohort is None or cohort.people < PEERS or cohort.items != total.scored:
        return None
    below = sum(other < total.correct for other in cohort.totals)
    ties = sum(other == total.correct for other in cohort.totals)
    rank = 100 * (below + ties / 2) / cohort.people
    return Percentile(
        rank=rank,
        people=cohort.people,
        sentence=say(
            "Percentile {rank} among {people} users of this platform who sat a comparable "
            "form; they are not the candidates of the certifying examination.",
            rank=decimal(rank),
            people=cohort.people,
        ),
    )


def _standard_error(correct: int, n: int, cohort: Cohort | None) -> tuple[float, Spread]:
    """Keats's error with a cohort, Lord's without, Wilson's half width where both mislead.

    That is on short forms, whose errors are not symmetric, and at 0 or full marks, where
    Lord's error is 0.
    """
    if n < SHORT or correct in (0, n):
        low, high = wilson(correct, n, ONE_SEM)
        return n * (high - low) / 2, "wilson"
    if cohort is not None and cohort.people >= PEERS and cohort.items == n:
        rough = kr21(cohort.totals, n)
        fine = kr20(cohort.totals, cohort.proportions) if cohort.proportions else None
        if rough is not None and fine is not None and 0 < rough <= fine < 1:
            return keats_sem(correct, n, fine, rough), "keats"
    return lord_sem(correct, n), "lord"


def _band(correct: int, n: int, sem: float, method: Spread, level: float) -> tuple[float, float]:
    if method == "wilson":
        return wilson(correct, n, level)
    half = quantile(level) * sem
    return max(0.0, (correct - half) / n), min(1.0, (correct + half) / n)


def _why_withheld(sitting: Sitting, seen_share: float) -> Note | None:
    if sitting.mode == "domain":
        return Note(
            id="chance-one-domain",
            text=say(
                "No chance of passing is given for a single domain: it says nothing about a "
                "whole form."
            ),
        )
    if sitting.mode == "practice":
        return Note(
            id="chance-practice",
            text=say(
                "No chance of passing is given for a practice set: its questions are not those "
                "kept for mock exams."
            ),
        )
    if seen_share > SEEN_LIMIT:
        return Note(
            id="chance-seen",
            text=say(
                "No chance of passing is given: {seen} of the questions of this form had been "
                "seen before, more than {limit}.",
                seen=percent(seen_share),
                limit=percent(SEEN_LIMIT),
            ),
        )
    return None


def _assumptions(sitting: Sitting, prior: Prior) -> tuple[Note, ...]:
    notes = [
        Note(
            id="chance-parallel",
            text=say(
                "It assumes another form of the same length and difficulty, the same "
                "conditions, and no learning or forgetting in between. Near the cut, "
                "a form even 2% easier or harder moves it by ten to fifteen points."
            ),
        )
    ]
    if prior.calibrated:
        text = count(
            "The starting distribution is fitted to {n} user of this platform.",
            "The starting distribution is fitted to {n} users of this platform.",
            prior.people,
        )
        notes.append(Note(id="chance-calibrated", text=text))
    else:
        text = say(
            "Not calibrated: too few people have sat this form, so the starting distribution "
            "is a documented convention, Beta({alpha}, {beta}): mean {mean}, worth {worth} "
            "questions.",
            alpha=decimal(prior.alpha),
            beta=decimal(prior.beta),
            mean=percent(prior.alpha / (prior.alpha + prior.beta)),
            worth=decimal(prior.alpha + prior.beta),
        )
        notes.append(Note(id="chance-not-calibrated", text=text))
    if sitting.limit_ms is None:
        text = say("This attempt was untimed: the chance is about another untimed form.")
        notes.append(Note(id="chance-untimed", text=text))
    return tuple(notes)
