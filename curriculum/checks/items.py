"""Whether the bank and the lessons know each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from curriculum.checks.rule import Placed, Setting
from question_bank.checks.finding import Fault, Level

QUESTIONS = 6  # at least, in one knowledge check


def items_taught(setting: Setting) -> Iterator[Placed]:
    """The lesson and the section that an item names exist; each lesson has its questions."""
    catalog, bank = setting.catalog, setting.bank
    practice: Counter[str] = Counter()
    for item in bank:
        if item.module is None:
            continue
        path = bank.origins[item.id].path
        lesson_id, _, section = item.module.partition("#")
        if lesson_id not in catalog.by_id:
            if lesson_id.partition("/")[0] not in setting.missing:
                fix = "Name a lesson as module/n."
                level: Level = "warning" if setting.missing else "error"
                yield path, Fault("module", f"there is no lesson {lesson_id!r}", fix, level)
        elif section and catalog.lesson(lesson_id).section(section, "en") is None:
            known = ", ".join(one.id for one in catalog.lesson(lesson_id).sections("en"))
            message = f"{lesson_id} has no section {section!r}"
            yield path, Fault("module", message, f"There are: {known}.")
        practice[lesson_id] += item.use == "practice" and item.status == "live"
    for lesson in catalog.lessons:
        if practice[lesson.id] < QUESTIONS:
            message = f"its knowledge check has {practice[lesson.id]} questions of {QUESTIONS}"
            fix = f"Write practice items with `module: {lesson.id}#section`."
            level = "warning" if setting.missing else "error"
            yield lesson.folder / "module.yaml", Fault(lesson.id, message, fix, level)
