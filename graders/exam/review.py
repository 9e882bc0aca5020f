"""Every question of a closed attempt with its key, its reasons and what was answered."""

from __future__ import annotations

from collections.abc import Mapping

from graders.exam.changes import change_of, first_choice
from graders.exam.marking import Marked
from graders.exam.pace import is_over_budget
from graders.exam.records import Question, Sitting
from graders.exam.report import ReviewOption, ReviewQuestion, ReviewSource
from graders.exam.sections import Outcome, Pace
from graders.exam.study import lesson_of, topic_title
from graders.exam.wording import percent, say
from question_bank.model import Item, Review, Text


def review_question(
    sitting: Sitting, one: Marked, pace: Pace, lessons: Mapping[str, Text]
) -> ReviewQuestion:
    """All that may be told about one question once the attempt is closed."""
    question, item, answer = one.question, one.question.item, one.answer
    first = first_choice(answer)
    return ReviewQuestion(
        position=one.position,
        item=item.id,
        revision=item.revision,
        scored=question.counts,
        status_text=_status_text(question),
        domain=one.domain.id,
        domain_title=one.domain.title,
        topic=item.topic,
        topic_title=topic_title(sitting.blueprint, one.domain, item.topic),
        level=item.level,
        case=question.case,
        stem=item.stem,
        options=_options(one),
        choice=None if answer.choice is None else question.letter(answer.choice),
        key=question.letter(item.key),
        outcome=one.outcome,
        outcome_text=outcome_text(one.outcome),
        seconds=one.seconds,
        over_budget=is_over_budget(one, pace.budget),
        flagged=answer.flagged,
        seen_before=question.seen_before,
        note=answer.note,
        first_choice=None if first is None else question.letter(first),
        change=change_of(one),
        difficulty=item.difficulty,
        difficulty_text=say(
            "Author's guess: {share} of just-qualified candidates answer right",
            share=percent(item.difficulty),
        ),
        sources=_sources(item),
        as_of=item.as_of,
        review=item.review,
        review_text=_review_text(item.review),
        lesson=lesson_of(one, lessons),
    )


def _status_text(question: Question) -> Text:
    if question.correction == "drop":
        return say("Dropped after the attempt: not scored")
    if not question.scored:
        return say("Pretest: not scored")
    texts = {
        None: say("Scored"),
        "key": say("Scored, by a key corrected after the attempt"),
        "credit": say("Scored as right for everyone"),
    }
    return texts[question.correction]


def outcome_text(outcome: Outcome) -> Text:
    """Right, wrong or not answered, in words."""
    texts = {"right": say("Right"), "wrong": say("Wrong"), "blank": say("Not answered")}
    return texts[outcome]


def _sources(item: Item) -> tuple[ReviewSource, ...]:
    return tuple(
        ReviewSource(title=source.title, where=source.where, url=source.url)
        for source in item.sources
    )


def _options(one: Marked) -> tuple[ReviewOption, ...]:
    question = one.question
    choices = {choice.id: choice for choice in question.item.choices}
    return tuple(
        ReviewOption(
            letter=question.letter(choice_id),
            id=choice_id,
            text=choices[choice_id].text,
            why=choices[choice_id].why,
            key=choice_id in question.item.correct,
            chosen=choice_id == one.answer.choice,
        )
        for choice_id in question.options
    )


def _review_text(review: Review) -> Text:
    texts = {
        "draft": say("Draft: not read by a second person yet"),
        "checked": say("Answered blind by a second reader who agreed with the key"),
        "expert": say("Signed by a certified professional"),
    }
    return texts[review]
