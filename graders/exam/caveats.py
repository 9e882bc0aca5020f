"""What every report says about itself, and what only some reports must say."""

from __future__ import annotations

from collections.abc import Iterator

from graders.exam.marking import Marked, pretest
from graders.exam.records import Sitting
from graders.exam.sections import Cut, Note
from graders.exam.wording import count, listed, percent, say
from question_bank.model import Text


def caveats(sitting: Sitting, marked: tuple[Marked, ...], cut: Cut) -> tuple[Note, ...]:
    """The notes of a report, the independence notice first."""
    return (
        *_always(marked, cut),
        *_about_the_outline(sitting, marked),
        *_about_the_attempt(sitting, marked),
        *_about_corrections(marked),
    )


def _always(marked: tuple[Marked, ...], cut: Cut) -> Iterator[Note]:
    yield Note(
        id="independence",
        text=say(
            "Parcours is independent of the Commission for Case Manager Certification, which "
            "owns the CCM mark and has neither reviewed nor endorsed these questions or this "
            "report."
        ),
    )
    yield Note(
        id="cut-is-ours",
        text=say(
            "The training cut of {percent} is ours, not the certifier's: no passing score of "
            "the Commission was found published.",
            percent=percent(cut.share),
        ),
    )
    yield Note(id="not-expert-signed", text=_signed(marked))
    yield Note(id="pretest-not-scored", text=_pretest(marked))
    yield Note(
        id="difficulty-is-a-guess",
        text=say(
            "The difficulty shown with a question is its author's guess, not an observed statistic."
        ),
    )


def _signed(marked: tuple[Marked, ...]) -> Text:
    signed = sum(one.question.item.review == "expert" for one in marked)
    if signed == 0:
        return say("No question of this form is signed by a certified professional.")
    return count(
        "{n} of {all} questions is signed by a certified professional.",
        "{n} of {all} questions are signed by a certified professional.",
        signed,
        all=len(marked),
    )


def _pretest(marked: tuple[Marked, ...]) -> Text:
    unscored = len(pretest(marked))
    if unscored == 0:
        return say("Every question of this form was scored.")
    return count(
        "{n} question was not scored (pretest), as in the examination; the review shows which.",
        "{n} questions were not scored (pretest), as in the examination; the review shows which.",
        unscored,
    )


def _about_the_outline(sitting: Sitting, marked: tuple[Marked, ...]) -> Iterator[Note]:
    present = {one.domain.id for one in marked}
    guessed = tuple(
        domain.title
        for domain in sitting.blueprint.domains
        if domain.id in present and domain.confidence == "estimate"
    )
    if guessed and sitting.mode != "domain":
        yield Note(
            id="weights-estimated",
            text=say(
                "The weight of these domains is our estimate, since none was found published: "
                "{titles}.",
                titles=listed(guessed),
            ),
        )
    if sitting.blueprint.status == "legacy":
        yield Note(
            id="legacy-outline",
            text=say("This form follows an outline that is no longer in force."),
        )
    if sitting.mode == "half":
        yield Note(
            id="half-form",
            text=say(
                "Half a form: every interval is wider than on a full one, so words replace "
                "more numbers."
            ),
        )
    if sitting.mode == "domain":
        yield Note(
            id="one-domain",
            text=say(
                "One domain only: the score describes this domain and is not a forecast of a "
                "whole form."
            ),
        )


def _about_the_attempt(sitting: Sitting, marked: tuple[Marked, ...]) -> Iterator[Note]:
    seen = sum(one.question.seen_before for one in marked)
    if seen:
        yield Note(
            id="seen-before",
            text=count(
                "{n} question of this form had been seen before ({share}), which may lift the "
                "score.",
                "{n} questions of this form had been seen before ({share}), which may lift the "
                "score.",
                seen,
                share=percent(seen / len(marked)),
            ),
        )
    if sitting.limit_ms is None:
        yield Note(
            id="untimed",
            text=say("Untimed practice: the score says nothing about working under time limits."),
        )
    if sitting.state == "expired":
        yield Note(
            id="expired",
            text=say("Time ran out: the attempt was closed with the answers saved by then."),
        )
    if sitting.late_answers:
        yield Note(
            id="late-answers",
            text=count(
                "{n} answer arrived after the deadline; it is recorded and not counted.",
                "{n} answers arrived after the deadline; they are recorded and not counted.",
                sitting.late_answers,
            ),
        )
    if not any(one.is_answered for one in marked):
        yield Note(
            id="no-answers",
            text=say("No question was answered: the figures say nothing about what you know."),
        )


def _about_corrections(marked: tuple[Marked, ...]) -> Iterator[Note]:
    """What was corrected after the attempt, and what the score makes of it."""
    for kind in ("key", "credit", "drop"):
        where = [str(one.position) for one in marked if one.question.correction == kind]
        n, places = len(where), ", ".join(where)
        texts = {
            "key": count(
                "Question {list}: the key was corrected after this attempt; the score counts the "
                "corrected one.",
                "Questions {list}: the keys were corrected after this attempt; the score counts "
                "the corrected ones.",
                n,
                list=places,
            ),
            "credit": count(
                "Question {list} was found to be faulty after this attempt; everyone is given its "
                "point.",
                "Questions {list} were found to be faulty after this attempt; everyone is given "
                "their points.",
                n,
                list=places,
            ),
            "drop": count(
                "Question {list} was found to be faulty after this attempt; it is left out of the "
                "score.",
                "Questions {list} were found to be faulty after this attempt; they are left out "
                "of the score.",
                n,
                list=places,
            ),
        }
        if where:
            yield Note(id=f"corrected-{kind}", text=texts[kind])
