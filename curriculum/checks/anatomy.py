"""Whether a lesson has the parts of the house style, in sizes that can be studied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curriculum.catalog import Lesson
from curriculum.checks.rule import Placed, Setting, in_cell
from curriculum.notebook import Notebook, prose_words
from question_bank.checks.finding import Fault

TAGS = (
    "jurisdiction",
    "opening-scene",
    "section",
    "not-my-role",
    "on-monday",
    "scene-decided",
    "how-examined",
    "key-points",
)
CALLS = ("check", "glossary", "sources")
WORDS = (3_500, 6_000)  # of a lesson, in one language
SECTION = (350, 800)
SECTIONS = (5, 9)
SCENE = (70, 190)
KEY_POINTS = 7
OUTSIDE = {"fr": "**À lire ailleurs", "en": "**Read outside"}

NOTES = ("Teacher's note", "Note pour qui enseigne")
NOTE_WORDS = 80

_TODO = re.compile(r"\bTODO\b")
_POINT = re.compile(r"^\s*(?:[-*]|\d+\.)\s+\S", re.MULTILINE)


def anatomy(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """A lesson has every part that readers look for."""
    for notebook in lesson.notebooks.values():
        for tag in TAGS:
            if not notebook.tagged(tag):
                message = f"has no cell tagged `{tag}`"
                yield notebook.path, Fault("", message, "Write it; docs/lessons.md says how.")
        for name in CALLS:
            if len(notebook.calls(name)) != 1:
                message = f"calls `lesson.{name}()` {len(notebook.calls(name))} times"
                yield notebook.path, Fault("", message, "Call it once.")
        yield from _key_points(notebook)


def placeholders(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """Nothing is left to be written, the teacher's note included."""
    for notebook in lesson.notebooks.values():
        for cell in notebook.cells:
            if _TODO.search(cell.source):
                yield in_cell(notebook, cell.id, Fault("", "is still to be written", "Write it."))
    for path in (lesson.data, lesson.folder / "module.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        todo = [str(number) for number, line in enumerate(lines, 1) if _TODO.search(line)]
        if todo:
            place = f"line {', '.join(todo)}"
            yield path, Fault(place, "has texts still to be written", "Write them.")
    note = lesson.folder / "design.md"
    text = note.read_text(encoding="utf-8") if note.is_file() else ""
    for heading in NOTES:
        after = text.partition(f"## {heading}")[2].partition("\n## ")[0]
        if prose_words(after) < NOTE_WORDS:
            message = f"says nothing under `## {heading}`"
            fix = "Write timing, questions to discuss, common errors, the case that fits."
            yield note, Fault("", message, fix)


def sections(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """Each section has an activity in its first half and names something to read outside."""
    for notebook in lesson.notebooks.values():
        for section in notebook.sections:
            if not section.activities:
                fault = Fault("", "has nothing to do", "Add an activity in its first half.")
                yield in_cell(notebook, section.id, fault)
                continue
            before = 0
            for cell in section.cells:
                if cell.call is not None and cell.call.name == "activity":
                    break
                before += cell.words
            if before > 0.6 * section.words:
                message = f"its first activity comes after {before} of {section.words} words"
                fault = Fault("", message, "Move it to the first half.", "warning")
                yield in_cell(notebook, section.id, fault)
            if not any(OUTSIDE[notebook.lang] in cell.source for cell in section.cells):
                message = "names nothing to read outside"
                fix = f"End it with a line « {OUTSIDE[notebook.lang].strip('*')} »."
                yield in_cell(notebook, section.id, Fault("", message, fix, "warning"))


def sizes(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """A lesson is 60 to 90 minutes of study, its sections a few minutes each."""
    for notebook in lesson.notebooks.values():
        low, high = WORDS
        if not low <= notebook.words <= high:
            message = f"has {notebook.words} words; a lesson has {low} to {high}"
            yield notebook.path, Fault("", message, "Write what is missing, or split it.")
        count = len(notebook.sections)
        if not SECTIONS[0] <= count <= SECTIONS[1]:
            message = f"has {count} sections; a lesson has {SECTIONS[0]} to {SECTIONS[1]}"
            yield notebook.path, Fault("", message, "Join or split sections.", "warning")
        for section in notebook.sections:
            if not SECTION[0] <= section.words <= SECTION[1]:
                message = f"has {section.words} words; a section has 400 to 700"
                fault = Fault("", message, "Split it, or say more.", "warning")
                yield in_cell(notebook, section.id, fault)
        for cell in notebook.tagged("opening-scene"):
            if not SCENE[0] <= cell.words <= SCENE[1]:
                message = f"has {cell.words} words; an opening scene has 80 to 150"
                yield in_cell(notebook, cell.id, Fault("", message, "Mend it.", "warning"))


def _key_points(notebook: Notebook) -> Iterator[Placed]:
    for cell in notebook.tagged("key-points"):
        count = len(_POINT.findall(cell.source))
        if not 3 <= count <= KEY_POINTS:
            message = f"lists {count} points; three to seven can be kept in mind"
            yield in_cell(notebook, cell.id, Fault("", message, "Choose."))
