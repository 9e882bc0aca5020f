"""Whether a case has every part that its house style asks for, in the sizes it asks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curriculum.cases.rubric import Rubric
from curriculum.cases.tasks import AnyTask, Choose, Long, Short, Simulation
from curriculum.catalog import CaseFile
from curriculum.checks.prose import all_texts
from curriculum.checks.rule import Setting
from question_bank.checks.finding import Fault
from question_bank.model import LOCALES, Text

STORY = (250, 500)  # words of all steps, in each language
DEBRIEF = (120, 210)  # about 150; French has more words
ANCHOR = (150, 300)
NODES = (8, 14)
SHORT = 150  # words, at most
REMARKS = {"short": 5, "long": 15, "plan": 5}
APART = 0.35  # share by which one language may be longer
LONGEST_KEY = 1.25  # the key, of the mean of its rivals

_LEFT = re.compile(r"\bTODO\b|\bTBD\b|\bXXX\b")


def case_parts(found: CaseFile, _: Setting) -> Iterator[Fault]:
    """Tasks enough, of kinds enough, from the first step on; what a sensitive case needs."""
    case = found.case
    free = case.paper or any(isinstance(task, Simulation) for task in case.tasks)
    kinds = {task.kind for task in case.tasks}
    if len(kinds) < (2 if free else 3):
        yield Fault("tasks", f"only {len(kinds)} kinds of task", "Ask in other ways too.")
    if len(case.tasks) < (3 if free else 5):
        yield Fault("tasks", f"only {len(case.tasks)} tasks", "Add some.")
    if not any(task.step == case.steps[0].id for task in case.tasks):
        yield Fault("tasks", "nothing to do in the first step", "Give it a task.")
    if case.content_note is not None:
        if case.alternative is None:
            yield Fault("alternative", "is missing", "Name a case of equal weight.")
        if not case.help_lines:
            yield Fault("help_lines", "are missing", "Name facts with help lines.")
    if case.paper and case.pair is None:
        yield Fault("pair", "is missing", "A long paper has two variants: name the other.")
    for place, text in all_texts(case):
        if _LEFT.search(text):
            yield Fault(place, "is still to be written", "Write it.")


def case_sizes(found: CaseFile, _: Setting) -> Iterator[Fault]:
    """Story, debrief, anchors and interviews have the length that can be worked in the time."""
    case = found.case
    for lang in LOCALES:
        story = sum(_count(step.text, lang) for step in case.steps)
        yield from _between("steps", story, STORY, f"words of story ({lang})")
        yield from _between("debrief", _count(case.debrief, lang), DEBRIEF, f"words ({lang})")
    for task in case.tasks:
        place = f"tasks.{task.id}"
        if isinstance(task, Simulation):
            yield from _between(place, len(task.script.nodes), NODES, "nodes")
        if isinstance(task, Short) and task.words > SHORT:
            yield Fault(place, f"{task.words} words are not short", "Make it a `long` task.")
        rubric = getattr(task, "rubric", None)
        if rubric is not None:
            yield from _rubric(task, rubric, place)


def case_options(found: CaseFile, _: Setting) -> Iterator[Fault]:
    """The right option does not stand out by its length."""
    for task in found.case.tasks:
        if not isinstance(task, Choose):
            continue
        for lang in LOCALES:
            key = next(len(one.text.in_(lang)) for one in task.options if one.right)
            rivals = [len(one.text.in_(lang)) for one in task.options if not one.right]
            if key > max(*rivals, LONGEST_KEY * sum(rivals) / len(rivals)):
                message = f"the right option is the longest by far ({lang})"
                yield Fault(f"tasks.{task.id}", message, "Shorten it.", "warning")


def case_languages(found: CaseFile, _: Setting) -> Iterator[Fault]:
    """Both languages say as much."""
    for place, text in _pairs(found.case.model_dump(mode="json"), ""):
        english, french = len(text["en"].split()), len(text["fr"].split())
        if abs(english - french) > max(25, APART * max(english, french)):
            message = f"has {english} words of English and {french} of French"
            yield Fault(place, message, "Is something missing in one?", "warning")


def case_references(found: CaseFile, setting: Setting) -> Iterator[Fault]:
    """Sections, sources, facts, domains, tables and other cases that are named exist."""
    case, catalog = found.case, setting.catalog
    for named in case.teaches:
        lesson_id, _, section = named.partition("#")
        lesson = catalog.by_id.get(lesson_id)
        if lesson is None:
            yield Fault("teaches", f"there is no lesson {lesson_id!r}", "Write module/n#section.")
        elif lesson.section(section, "en") is None:
            known = ", ".join(one.id for one in lesson.sections("en"))
            message = f"{lesson_id} has no section {section!r}"
            yield Fault("teaches", message, f"There are: {known}.")
    for source in case.sources:
        if source not in catalog.works:
            yield Fault("sources", f"{source!r} is not in sources.yaml", "Add it there.")
    for fact in case.help_lines:
        if fact not in catalog.facts:
            yield Fault("help_lines", f"{fact!r} is not in facts.yaml", "Add it there.")
    yield from _other_cases(found, setting)
    yield from _tasks_name(found, setting)


def _other_cases(found: CaseFile, setting: Setting) -> Iterator[Fault]:
    case, cases = found.case, setting.catalog.cases
    for field, name in (("alternative", case.alternative), ("pair", case.pair)):
        if name is not None and name not in cases:
            fault = Fault(field, f"there is no case {name!r}", "Mend the id, or write the case.")
            yield fault
    pair = cases.get(case.pair or "")
    if pair is not None and pair.case.pair != case.id:
        yield Fault("pair", f"{pair.id} does not name this case", "Variants name each other.")


def _tasks_name(found: CaseFile, setting: Setting) -> Iterator[Fault]:
    outline = setting.bank.outline("ccm")
    domains = {
        one.id: {topic.id for topic in one.topics} for one in (outline.domains if outline else ())
    }
    for task in found.case.tasks:
        place = f"tasks.{task.id}"
        if task.domain not in domains:
            known = ", ".join(sorted(domains))
            yield Fault(place, f"{task.domain!r} is no domain", f"There are: {known}.")
        elif task.topic is not None and task.topic not in domains[task.domain]:
            known = ", ".join(sorted(domains[task.domain]))
            yield Fault(place, f"{task.topic!r} is no topic", f"There are: {known}.")
        for name in getattr(task, "data", ()):
            if not (found.data / name).exists():
                yield Fault(place, f"there is no {found.data / name}", "Write the table.")


def _rubric(task: AnyTask, rubric: Rubric, place: str) -> Iterator[Fault]:
    if len(rubric.remarks) < REMARKS[task.kind]:
        message = f"{len(rubric.remarks)} remarks for graders, of {REMARKS[task.kind]}"
        yield Fault(f"{place}.rubric.remarks", message, "Add some.")
    if not isinstance(task, Long):
        return
    strengths = [one.strength for one in rubric.anchors]
    if sorted(strengths) != ["middle", "strong", "weak"]:
        message = "needs three anchors: weak, middle, strong"
        yield Fault(f"{place}.rubric.anchors", message, "Write them.")
        return
    marks = {
        anchor.strength: sum(
            rubric.criterion(name).levels[level].points for name, level in anchor.levels.items()
        )
        for anchor in rubric.anchors
    }
    if not marks["weak"] < marks["middle"] < marks["strong"]:
        yield Fault(f"{place}.rubric.anchors", "their marks do not rise", "Mend the levels.")
    for anchor in rubric.anchors:
        for lang in LOCALES:
            words = _count(anchor.text, lang)
            yield from _between(f"{place}.rubric.anchors.{anchor.id}", words, ANCHOR, lang)


def _between(place: str, count: int, limits: tuple[int, int], what: str) -> Iterator[Fault]:
    low, high = limits
    if not low <= count <= high:
        yield Fault(place, f"{count} {what}, of {low} to {high}", "Bring it within that.")


def _count(text: Text, lang: str) -> int:
    return len((text.fr if lang == "fr" else text.en).split())


def _pairs(data: object, place: str) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(data, dict):
        if set(data) == set(LOCALES):
            yield place, data
            return
        for key, value in data.items():
            yield from _pairs(value, f"{place}.{key}" if place else str(key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            name = value.get("id", index) if isinstance(value, dict) else index
            yield from _pairs(value, f"{place}.{name}")
