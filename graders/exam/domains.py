"""Domains: intervals for each, words under 25 questions, and only significant differences."""

from __future__ import annotations

from math import sqrt

from scipy.special import ndtr

from graders.exam.intervals import wilson
from graders.exam.marking import Marked, pretest, scored
from graders.exam.sections import Cut, DomainLine, Domains, Finding, Interval, Note
from graders.exam.standing import NARROW, WIDE, standing, standing_short, standing_text
from graders.exam.wording import count, join, listed, percent, say
from question_bank.blueprint import Blueprint, Domain
from question_bank.model import Text

NUMBER_FROM = 25  # scored questions; below that a domain gets a word, no number (NBME's rule)
ALPHA = 0.05  # chance of one or more false findings in a report without any real difference


def report_domains(blueprint: Blueprint, marked: tuple[Marked, ...], cut: Cut) -> Domains:
    """The domains of the form, compared with one another when there are several."""
    present = [
        domain for domain in blueprint.domains if any(one.domain.id == domain.id for one in marked)
    ]
    counts = {domain.id: _counts(marked, domain) for domain in present}
    compared = len([n for _, n in counts.values() if n > 0]) > 1
    findings = compare(counts) if compared else {}
    lines = tuple(
        _line(domain, marked, counts[domain.id], cut, findings.get(domain.id)) for domain in present
    )
    return Domains(
        lines=lines,
        compared=compared,
        strengths=tuple(line.id for line in lines if line.finding == "strength"),
        weaknesses=tuple(line.id for line in lines if line.finding == "weakness"),
        sentence=_summary(lines, compared=compared),
        notes=_notes(lines, compared=compared),
    )


def compare(counts: dict[str, tuple[int, int]]) -> dict[str, Finding]:
    """A finding for each domain with scored questions, from its (right, scored).

    Each domain is set against what the candidate's total makes one expect there: under no
    difference its right answers are hypergeometric. |observed - expected| > z * SE, with
    Holm's correction over the domains, at a family-wise level of 5 %.
    """
    tested = {key: (k, n) for key, (k, n) in counts.items() if n > 0}
    total = sum(n for _, n in tested.values())
    right = sum(k for k, _ in tested.values())
    scores = {key: _z(k, n, right, total) for key, (k, n) in tested.items()}
    found: dict[str, Finding] = dict.fromkeys(tested, "in-line")
    order = sorted(scores, key=lambda key: (-abs(scores[key]), key))
    for rank, key in enumerate(order):
        chance = 2 * float(ndtr(-abs(scores[key])))
        if chance > ALPHA / (len(order) - rank):
            break
        found[key] = "strength" if scores[key] > 0 else "weakness"
    return found


def _z(correct: int, n: int, right: int, total: int) -> float:
    """Distance from expectation in standard errors; 0 when nothing could differ."""
    share = right / total
    if total < 2:
        return 0.0
    variance = n * share * (1 - share) * (total - n) / (total - 1)
    return 0.0 if variance <= 0 else (correct - n * share) / sqrt(variance)


def _counts(marked: tuple[Marked, ...], domain: Domain) -> tuple[int, int]:
    inside = [one for one in scored(marked) if one.domain.id == domain.id]
    return sum(one.is_right for one in inside), len(inside)


def _line(
    domain: Domain,
    marked: tuple[Marked, ...],
    counts: tuple[int, int],
    cut: Cut,
    finding: Finding | None,
) -> DomainLine:
    correct, n = counts
    numeric = n >= NUMBER_FROM
    interval = word = None
    text = short = say("not scored in this form")
    if n > 0:
        low, high = wilson(correct, n, WIDE)
        interval = Interval(level=WIDE, low=low, high=high)
        word = standing(cut.share, (low, high), wilson(correct, n, NARROW))
        text, short = standing_text(word), standing_short(word)
    return DomainLine(
        id=domain.id,
        title=domain.title,
        weight=domain.weight,
        weight_confidence=domain.confidence,
        weight_note=domain.weight_note,
        scored=n,
        correct=correct,
        pretest=sum(one.domain.id == domain.id for one in pretest(marked)),
        share=correct / n if numeric else None,
        interval=interval,
        standing=word,
        standing_text=text,
        standing_short=short,
        finding=finding,
        finding_text=_finding_text(finding),
        sentence=_line_sentence(domain.title, n, correct, interval, text),
    )


def _line_sentence(
    title: Text, n: int, correct: int, interval: Interval | None, word: Text
) -> Text:
    if interval is None:
        return say("{title}: {word}.", title=title, word=word)
    scored_text = count("{n} scored question", "{n} scored questions", n)
    ends = {"low": percent(interval.low), "high": percent(interval.high)}
    if n < NUMBER_FROM:
        return say(
            "{title}: {word}; {scored}, 90% interval from {low} to {high}.",
            title=title,
            word=word,
            scored=scored_text,
            **ends,
        )
    return say(
        "{title}: {share}, {word}; {scored}, 90% interval from {low} to {high}.",
        title=title,
        share=percent(correct / n),
        word=word,
        scored=scored_text,
        **ends,
    )


def _finding_text(finding: Finding | None) -> Text:
    if finding == "strength":
        return say("stronger than your total")
    if finding == "weakness":
        return say("weaker than your total")
    if finding == "in-line":
        return say("in line with your total")
    return say("not compared")


def _summary(lines: tuple[DomainLine, ...], *, compared: bool) -> Text:
    if not compared:
        return say("One domain was asked: there is nothing to compare it with.")
    strong = tuple(line.title for line in lines if line.finding == "strength")
    weak = tuple(line.title for line in lines if line.finding == "weakness")
    if not strong and not weak:
        return say(
            "No domain differs from your total by more than chance: read no strength or "
            "weakness into the bars."
        )
    parts = []
    if strong:
        parts.append(say("Stronger than your total: {titles}.", titles=listed(strong)))
    if weak:
        parts.append(say("Weaker than your total: {titles}.", titles=listed(weak)))
    return join(*parts)


def _notes(lines: tuple[DomainLine, ...], *, compared: bool) -> tuple[Note, ...]:
    notes = [
        Note(
            id="domain-intervals",
            text=say(
                "Each bar is a 90% interval (Wilson): where the share of right answers to "
                "questions like these plausibly lies. The words say how the interval lies to "
                "the training cut: clearly above or below, all of it; above or below, its "
                "middle half; around, neither."
            ),
        )
    ]
    if any(line.share is None and line.scored > 0 for line in lines):
        text = say(
            "Under {n} scored questions a percentage would promise more than it holds: the "
            "domain gets a word instead.",
            n=NUMBER_FROM,
        )
        notes.append(Note(id="domain-words", text=text))
    if compared:
        text = say(
            "A domain is called stronger or weaker only when it differs from your total by "
            "more than chance (5% over all domains, Holm). This takes the domains to be "
            "equally hard, which no data has confirmed yet."
        )
        notes.append(Note(id="domain-findings", text=text))
    return tuple(notes)
