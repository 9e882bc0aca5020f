"""Time per block and per question, against the candidate's own budget."""

from __future__ import annotations

from statistics import median

from graders.exam.marking import Marked
from graders.exam.records import Sitting
from graders.exam.sections import Pace, PaceBlock, SlowQuestion
from graders.exam.wording import count, duration, join, say
from question_bank.model import Text

BLOCK = 30
SLOWEST = 5
TOLERANCE = 1.1  # a block is over its budget from a tenth above it
EXAM_SECONDS = 60.0  # 180 questions in 180 minutes


def report_pace(sitting: Sitting, marked: tuple[Marked, ...]) -> Pace:
    """Pace of the whole attempt, of each block of 30 and of the slowest questions."""
    timed = sitting.limit_ms is not None
    limit = None if sitting.limit_ms is None else sitting.limit_ms / 1000
    budget = None if limit is None else limit / len(marked)
    spent = [one.seconds for one in marked]
    used = max(0.0, (sitting.finished_at - sitting.started_at).total_seconds())
    rapid_below = _rapid_below(marked)
    slow = sorted(marked, key=lambda one: (-one.seconds, one.position))[:SLOWEST]
    return Pace(
        timed=timed,
        limit=limit,
        used=used,
        on_questions=sum(spent),
        budget=budget,
        exam_seconds=EXAM_SECONDS,
        mean=sum(spent) / len(spent),
        over_budget=sum(is_over_budget(one, budget) for one in marked),
        rapid=sum(one.is_answered and one.seconds < rapid_below for one in marked),
        rapid_below=rapid_below,
        blocks=tuple(
            _block(marked[start : start + BLOCK], budget) for start in range(0, len(marked), BLOCK)
        ),
        slowest=tuple(
            SlowQuestion(
                position=one.position,
                seconds=one.seconds,
                outcome=one.outcome,
                scored=one.question.counts,
            )
            for one in slow
            if one.seconds > 0
        ),
        sentence=_summary(used, limit, marked),
    )


def is_over_budget(one: Marked, budget: float | None) -> bool:
    """The question took longer than its share of the time; 60 s when untimed."""
    return one.seconds > (EXAM_SECONDS if budget is None else budget)


def _rapid_below(marked: tuple[Marked, ...]) -> float:
    """Three seconds, or a tenth of the median time when that is more."""
    times = [one.seconds for one in marked if one.is_answered]
    return max(3.0, median(times) / 10) if times else 3.0


def _block(block: tuple[Marked, ...], budget: float | None) -> PaceBlock:
    seconds = sum(one.seconds for one in block)
    allowed = None if budget is None else budget * len(block)
    over = None if allowed is None else seconds > TOLERANCE * allowed
    answered = sum(one.is_answered for one in block)
    return PaceBlock(
        first=block[0].position,
        last=block[-1].position,
        questions=len(block),
        answered=answered,
        seconds=seconds,
        mean=seconds / len(block),
        budget=allowed,
        over=over,
        sentence=_block_sentence(block, seconds, allowed, over=over),
    )


def _block_sentence(
    block: tuple[Marked, ...], seconds: float, allowed: float | None, *, over: bool | None
) -> Text:
    values: dict[str, int | Text] = {
        "first": block[0].position,
        "last": block[-1].position,
        "time": duration(seconds),
        "mean": duration(seconds / len(block)),
    }
    if allowed is None:
        return say("Questions {first} to {last}: {time}, {mean} per question.", **values)
    values["budget"] = duration(allowed)
    if over:
        return say(
            "Questions {first} to {last}: {time} for {budget}, {mean} per question; over budget.",
            **values,
        )
    return say(
        "Questions {first} to {last}: {time} for {budget}, {mean} per question; within budget.",
        **values,
    )


def _summary(used: float, limit: float | None, marked: tuple[Marked, ...]) -> Text:
    mean = duration(sum(one.seconds for one in marked) / len(marked))
    if limit is None:
        first = say(
            "Untimed: {used} from start to end, {mean} per question on average. The timed "
            "examination leaves {exam}.",
            used=duration(used),
            mean=mean,
            exam=duration(EXAM_SECONDS),
        )
    else:
        first = say(
            "{used} used of {limit}; {mean} per question on average, for a budget of {budget}.",
            used=duration(used),
            limit=duration(limit),
            mean=mean,
            budget=duration(limit / len(marked)),
        )
    blanks = sum(one.outcome == "blank" for one in marked)
    if blanks == 0:
        return join(first, say("Every question was answered."))
    left = count(
        "{n} question was left without an answer; a blank counts as wrong, so a guess costs "
        "nothing.",
        "{n} questions were left without an answer; a blank counts as wrong, so a guess costs "
        "nothing.",
        blanks,
    )
    return join(first, left)
