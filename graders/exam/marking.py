"""Answers joined to their questions and marked: the one place where right is decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graders.exam.records import Answer, Correction, Question
from graders.exam.sections import Outcome
from question_bank.blueprint import Blueprint, Domain


@dataclass(frozen=True)
class Marked:
    """One question with its answer, its outcome and its domain in the blueprint."""

    question: Question
    answer: Answer
    outcome: Outcome
    domain: Domain

    @property
    def position(self) -> int:
        """Place in the form, from 1."""
        return self.question.position

    @property
    def seconds(self) -> float:
        """Time the question was on screen."""
        return self.answer.spent_ms / 1000

    @property
    def is_right(self) -> bool:
        """The answer that counts is the key."""
        return self.outcome == "right"

    @property
    def is_answered(self) -> bool:
        """An answer was given, whatever it is worth."""
        return self.answer.choice is not None


def mark(
    blueprint: Blueprint, questions: Iterable[Question], answers: Iterable[Answer]
) -> tuple[Marked, ...]:
    """Every question of the form in order, marked; a question without an answer is blank.

    Raises ValueError when an answer cannot belong to this form, since a score computed from
    it would be about something else.
    """
    asked = sorted(questions, key=lambda question: question.position)
    positions = [question.position for question in asked]
    if len(set(positions)) != len(positions):
        raise ValueError("two questions of the form share a position")
    given: dict[int, Answer] = {}
    for answer in answers:
        if answer.position in given:
            raise ValueError(f"question {answer.position} has two answers")
        given[answer.position] = answer
    strangers = sorted(set(given) - set(positions))
    if strangers:
        raise ValueError(f"answers to questions that are not in the form: {strangers}")
    domains = _domains_by_item_domain(blueprint)
    marked = []
    for question in asked:
        answer = given.get(question.position, Answer(position=question.position))
        if question.item.domain not in domains:
            raise ValueError(
                f"question {question.position} ({question.item.id}): blueprint {blueprint.id} "
                f"has no domain for items filed under {question.item.domain!r}"
            )
        outcome = outcome_of(question, answer.choice)
        marked.append(Marked(question, answer, outcome, domains[question.item.domain]))
    return tuple(marked)


def outcome_of(question: Question, choice: str | None) -> Outcome:
    """Right, wrong or blank for one choice; ValueError when it is not an option."""
    if choice is not None and choice not in question.options:
        raise ValueError(
            f"question {question.position} ({question.item.id}) has no option {choice!r}; "
            f"its options are {', '.join(question.options)}"
        )
    return decide(question.item.correct, choice, question.correction)


def decide(
    correct: Collection[str], choice: str | None, correction: Correction | None = None
) -> Outcome:
    """Right, wrong or blank; once everyone is given the point, also a blank is right."""
    if correction == "credit":
        return "right"
    if choice is None:
        return "blank"
    return "right" if choice in correct else "wrong"


def scored(marked: Iterable[Marked]) -> tuple[Marked, ...]:
    """The questions that count."""
    return tuple(one for one in marked if one.question.counts)


def pretest(marked: Iterable[Marked]) -> tuple[Marked, ...]:
    """The questions that never counted; what was dropped later is not among them."""
    return tuple(one for one in marked if not one.question.scored)


def _domains_by_item_domain(blueprint: Blueprint) -> dict[str, Domain]:
    """Which domain of the blueprint takes items of each domain; the first to claim them."""
    claimed: dict[str, Domain] = {}
    for domain in blueprint.domains:
        for item_domain in domain.item_domains:
            claimed.setdefault(item_domain, domain)
    return claimed
