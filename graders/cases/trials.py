"""Whether a case earns what it says: its key everything, its trials what they state."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.cases.model import Case
from graders.cases.marking import mark, work
from graders.cases.reference import reference_answers

NEAR = 0.006  # trials state points with two decimals


def check_trials(case: Case) -> Iterator[str]:
    """What is wrong, in words; nothing where all is as stated."""
    worked = work(case, reference_answers(case, "en"))
    for misfit in worked.misfits:
        yield f"the key itself does not fit: {misfit.task} {misfit.message}"
    for task_id, scored in worked.scores.items():
        if abs(scored.points - scored.out_of) > NEAR:
            yield f"the key of {task_id} earns {scored.points:g} of {scored.out_of:g}"
    if worked.critical:
        yield f"the key makes the critical error {', '.join(worked.critical)}"
    for trial in case.trials:
        tried = work(case, trial.answers)
        for misfit in tried.misfits:
            yield f"trial {trial.id}: {misfit.task} {misfit.message}"
        for task_id, scored in tried.scores.items():
            stated = trial.points.get(task_id, 0.0)
            if abs(scored.points - stated) > NEAR:
                yield f"trial {trial.id}: {task_id} earns {scored.points:.4g}, not {stated:g}"
        exact = mark(case, tried, {}).exact
        if abs(exact - trial.mark) > NEAR:
            yield f"trial {trial.id}: the mark is {exact:.4g}, not {trial.mark:g}"
