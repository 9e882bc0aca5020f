"""Whether what the documents get wrong is taught as such."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.activities import Contradiction
from curriculum.catalog import Lesson
from curriculum.checks.rule import Placed, Setting, in_cell
from question_bank.checks.finding import Fault, Level

EXERCISES = 12  # claims that become exercises in reading, at least


def claims_shown(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """Claims that a lesson shows exist."""
    known = setting.catalog.claims
    for notebook in lesson.notebooks.values():
        for cell in notebook.cells:
            if cell.call is None or cell.call.name != "disagree":
                continue
            for one in cell.call.arguments:
                if one not in known:
                    fault = Fault("", f"{one!r} is not in claims.yaml", "Add it, or mend the id.")
                    yield in_cell(notebook, cell.id, fault)
    for number, activity in enumerate(lesson.sheet.activities):
        if isinstance(activity, Contradiction):
            for one in (found for found in activity.claims if found not in known):
                place = f"activities[{number}].claims"
                yield lesson.data, Fault(place, f"{one!r} is not in claims.yaml", "Mend the id.")


def claims_placed(setting: Setting) -> Iterator[Placed]:
    """Every claim has its place in a lesson, and at least twelve are exercises."""
    shown: set[str] = set()
    exercised: set[str] = set()
    for lesson in setting.catalog.lessons:
        for notebook in lesson.notebooks.values():
            shown |= {str(one) for call in notebook.calls("disagree") for one in call.arguments}
        for activity in lesson.sheet.activities:
            if isinstance(activity, Contradiction):
                exercised |= set(activity.claims)
    level: Level = "warning" if setting.missing else "error"
    path = setting.root / "claims.yaml"
    for claim in setting.catalog.claims.values():
        if claim.id not in shown | exercised:
            fix = "Show it with lesson.disagree, or make it an exercise."
            yield path, Fault(claim.id, "has no place in any lesson", fix, level)
    if setting.catalog.claims and len(exercised) < EXERCISES:
        message = f"{len(exercised)} claims are exercises in reading sources"
        yield path, Fault("", message, f"Make it {EXERCISES} at least.", level)
