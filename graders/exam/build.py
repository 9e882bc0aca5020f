"""From a closed attempt to its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from graders.exam.caveats import caveats
from graders.exam.changes import report_changes
from graders.exam.domains import report_domains
from graders.exam.history import report_history
from graders.exam.marking import mark, pretest, scored
from graders.exam.pace import report_pace
from graders.exam.records import Answer, Cohort, PastAttempt, Question, Sitting
from graders.exam.report import Outline, Report
from graders.exam.review import review_question
from graders.exam.score import chance_of_passing, percentile, score_total, training_cut
from graders.exam.study import report_study
from graders.exam.wording import say
from question_bank.model import Text


def build_report(
    sitting: Sitting,
    questions: Iterable[Question],
    answers: Iterable[Answer],
    *,
    cut: float = 0.70,
    cohort: Cohort | None = None,
    history: Iterable[PastAttempt] = (),
    lessons: Mapping[str, Text] | None = None,
    now: datetime,
) -> Report:
    """The score report; the order of questions, answers and history makes no difference.

    `lessons`: titles of lessons and sections by `module/n` and `module/n#section`.
    Questions without an answer are blank. ValueError when answers and questions cannot be
    of one form, or when no question is scored.
    """
    marked = mark(sitting.blueprint, questions, answers)
    counted = len(scored(marked))
    line = training_cut(cut, counted)
    total = score_total(marked, line, cohort)
    pace = report_pace(sitting, marked)
    answered = sum(one.is_answered for one in marked)
    seen = sum(one.question.seen_before for one in marked)
    return Report(
        attempt=sitting.attempt_id,
        mode=sitting.mode,
        domain=sitting.domain,
        title=sitting.title,
        outline=_outline(sitting),
        language=sitting.language,
        state=sitting.state,
        state_text=say("Submitted") if sitting.state == "submitted" else say("Time ran out"),
        started_at=sitting.started_at,
        finished_at=sitting.finished_at,
        generated_at=now,
        factor=sitting.factor,
        limit_ms=sitting.limit_ms,
        scored=counted,
        pretest=len(pretest(marked)),
        late_answers=sitting.late_answers,
        questions=len(marked),
        answered=answered,
        unanswered=len(marked) - answered,
        flagged=sum(one.answer.flagged for one in marked),
        seen=seen,
        seen_share=seen / len(marked),
        cut=line,
        total=total,
        chance=chance_of_passing(sitting, marked, total, line, cohort),
        percentile=percentile(total, cohort),
        domains=report_domains(sitting.blueprint, marked, line),
        pace=pace,
        changes=report_changes(marked),
        study=report_study(sitting.blueprint, marked, lessons or {}),
        history=report_history(sitting, total, history),
        notes=caveats(sitting, marked, line),
        review=tuple(review_question(sitting, one, pace, lessons or {}) for one in marked),
    )


def _outline(sitting: Sitting) -> Outline:
    blueprint = sitting.blueprint
    return Outline(
        id=blueprint.id,
        title=blueprint.title,
        note=blueprint.note,
        current=blueprint.status == "current",
    )
