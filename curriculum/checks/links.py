"""Whether links lead somewhere and images can be heard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curriculum.catalog import Lesson
from curriculum.checks.rule import Placed, Setting, in_cell
from curriculum.links import SCHEME, Link, links
from question_bank.checks.finding import Fault, Level
from question_bank.model import Locale

_WEB = re.compile(r"^https?://[\w.-]+\.[a-z]{2,}(/\S*)?$")


def links_alive(lesson: Lesson, setting: Setting) -> Iterator[Placed]:
    """Links lead to lessons and sections that exist, or to the web; images have a text."""
    for notebook in lesson.notebooks.values():
        for cell in notebook.cells:
            if cell.kind != "markdown":
                continue
            for link in links(cell.source):
                fault = _fault(link, lesson, notebook.lang, setting)
                if fault is not None:
                    yield in_cell(notebook, cell.id, fault)


def _fault(link: Link, lesson: Lesson, lang: Locale, setting: Setting) -> Fault | None:
    if link.is_image:
        return _image(link, lesson)
    if link.target.startswith("#"):
        if lesson.notebooks[lang].cell(link.target[1:]) is None:
            return Fault("", f"{link.target} is no cell of this lesson", "Mend the anchor.")
        return None
    if link.target.startswith(SCHEME):
        return _to_lesson(link, lang, setting)
    if not _WEB.match(link.target):
        fix = "Write lesson:module/n#section, #section, or an address with https://."
        return Fault("", f"{link.target!r} leads nowhere", fix)
    return None


def _image(link: Link, lesson: Lesson) -> Fault | None:
    if not link.text.strip():
        return Fault("", f"the image {link.target} has no text", "Say what it shows.")
    if not (lesson.folder / "lessons" / link.target).is_file():
        return Fault("", f"the image {link.target} is not there", "Mend the path.")
    return None


def _to_lesson(link: Link, lang: Locale, setting: Setting) -> Fault | None:
    where = link.lesson
    if where is None:
        return Fault("", f"{link.target!r} names no lesson", "Write lesson:module/n#section.")
    lesson_id, section = where
    module = lesson_id.partition("/")[0]
    if lesson_id not in setting.catalog.by_id:
        level: Level = "warning" if module in setting.missing else "error"
        return Fault("", f"there is no lesson {lesson_id!r}", "Mend the link.", level)
    if section is not None and setting.catalog.lesson(lesson_id).section(section, lang) is None:
        return Fault("", f"{lesson_id} has no section {section!r}", "Mend the anchor.")
    return None
