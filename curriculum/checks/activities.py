"""Activities and figures: announced, used once, and of several kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from curriculum.catalog import Lesson
from curriculum.checks.rule import Placed, Setting
from question_bank.checks.finding import Fault

KINDS = 4  # at least, in one lesson


def activities(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """Every activity and figure that the text calls exists, and each is called once."""
    sheet = lesson.sheet
    known = {
        "activity": [one.id for one in sheet.activities],
        "figure": [one.id for one in sheet.figures],
    }
    for notebook in lesson.notebooks.values():
        for name, ids in known.items():
            called = Counter(str(one) for call in notebook.calls(name) for one in call.arguments)
            for one in (found for found in called if found not in ids):
                message = f"calls the {name} {one!r}, which {lesson.data.name} does not hold"
                fix = f"There are: {', '.join(ids) or 'none'}."
                yield notebook.path, Fault("", message, fix)
            for one in ids:
                if called[one] != 1:
                    message = f"calls the {name} {one!r} {called[one]} times"
                    yield notebook.path, Fault("", message, "Call it once, or remove it.")
    kinds = {one.kind for one in sheet.activities}
    if len(kinds) < KINDS:
        message = f"has {len(kinds)} kinds of activity: {', '.join(sorted(kinds))}"
        yield lesson.data, Fault("activities", message, f"Use at least {KINDS}.", "warning")
    for number, figure in enumerate(sheet.figures):
        if figure.source is not None and figure.source not in setting.catalog.works:
            message = f"{figure.source!r} is not in sources.yaml"
            yield lesson.data, Fault(f"figures[{number}].source", message, "Add it, or mend it.")
