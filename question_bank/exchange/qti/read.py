"""Content packages and single item files of anybody, as questions."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from question_bank.checks.finding import Fault
from question_bank.exchange.archive import Archive
from question_bank.exchange.foreign_xml import children, local, parse_xml
from question_bank.exchange.qti.dialect import slug_of
from question_bank.exchange.qti.package import MANIFEST
from question_bank.exchange.qti.qti12 import is_qti12, read_qti12
from question_bank.exchange.qti.read_item import Stimulus, is_item, read_item, stimulus_html
from question_bank.exchange.qti.sidecar import NAME, Entry, read_sidecar
from question_bank.exchange.question import NotReadable, Option, Question, Reading, Words
from question_bank.model import Locale

LONGEST_NAME = 60  # characters of a file name in messages

_TYPES = ("imsqti_item", "imsqti_xmlv1", "imsqti_assessment", "assessment/x-bb-qti")
_EXPORT = "Export it again, or leave it out."


def read(data: bytes, locale: Locale) -> Reading:
    """The questions of a package or of one file of QTI 1.2, 2 or 3."""
    if data[:2] == b"PK":
        return _Package(Archive(data), locale).read()
    root = parse_xml(data, "the file")
    found, faults = _from_root(root, "the file", locale, lambda _: "")
    if not found and not faults:
        raise NotReadable(f"the root is <{local(root)}>: this is no QTI item; see the manual")
    return Reading(tuple(found), tuple(faults))


def _from_root(
    root: Element, place: str, locale: Locale, stimulus: Stimulus
) -> tuple[list[Question], list[Fault]]:
    if is_qti12(root):
        return read_qti12(root, place, locale)
    if not is_item(root):
        return [], []
    one = read_item(root, place, locale, stimulus)
    return ([], [one]) if isinstance(one, Fault) else ([one], [])


class _Package:
    """A package being read; a file that cannot be read hides no other."""

    def __init__(self, archive: Archive, locale: Locale) -> None:
        self._archive = archive
        self._locale = locale
        self._stimuli: dict[str, str] = {}

    def read(self) -> Reading:
        questions: list[Question] = []
        faults: list[Fault] = []
        for name in self._names():
            try:
                root = parse_xml(self._archive.read(name), name)
            except NotReadable as error:
                faults.append(Fault(name, str(error).removeprefix(f"{name}: "), _EXPORT))
                continue
            found, more = _from_root(root, _short(name), self._locale, self._stimulus_from(name))
            questions += found
            faults += more
        if not questions and not faults:
            raise NotReadable("holds no QTI item; is it a test, a course or another format?")
        return Reading(_joined(questions, self._entries()), tuple(faults))

    def _names(self) -> Iterator[str]:
        """Item files: those of the manifest, or every XML file where it names none."""
        listed = [name for name in self._listed() if name in self._archive]
        rest = (name for name in self._archive if name.lower().endswith(".xml"))
        yield from listed or (name for name in rest if name not in (MANIFEST, NAME))

    def _listed(self) -> Iterator[str]:
        manifest = next((n for n in self._archive if posixpath.basename(n) == MANIFEST), None)
        if manifest is None:
            return
        folder = posixpath.dirname(manifest)
        root = parse_xml(self._archive.read(manifest), manifest)
        for resources in children(root, "resources"):
            for resource in children(resources, "resource"):
                kind = resource.get("type", "").lower()
                if kind.startswith(_TYPES):
                    own = [value for key, value in resource.items() if key.endswith("}file")]
                    files = [one.get("href", "") for one in children(resource, "file")]
                    yield from _inside(folder, [resource.get("href", ""), *own, *files])

    def _entries(self) -> tuple[Entry, ...]:
        return read_sidecar(self._archive.read(NAME)) if NAME in self._archive else ()

    def _stimulus_from(self, item: str) -> Stimulus:
        def stimulus(href: str) -> str:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(item), unquote(href)))
            if path not in self._archive:
                return ""
            if path not in self._stimuli:
                root = parse_xml(self._archive.read(path), path)
                self._stimuli[path] = stimulus_html(root)
            return self._stimuli[path]

        return stimulus


def _short(name: str) -> str:
    """The name of a file for messages; tools make some that fill a line."""
    base = posixpath.basename(name)
    return base if len(base) <= LONGEST_NAME else f"…{base[-LONGEST_NAME:]}"


def _inside(folder: str, addresses: list[str]) -> Iterator[str]:
    """XML files of the package at these addresses, each once; Blackboard calls them `.dat`."""
    paths = (posixpath.normpath(posixpath.join(folder, unquote(one))) for one in addresses if one)
    yield from dict.fromkeys(path for path in paths if path.lower().endswith((".xml", ".dat")))


def _joined(questions: list[Question], entries: tuple[Entry, ...]) -> tuple[Question, ...]:
    """The questions, those of the sidecar with their metadata and both languages in one."""
    by_name = {question.id: question for question in questions}
    joined: dict[str | None, Question] = {}
    for entry in entries:
        names = [slug_of(name) for name in entry.items]
        parts = [by_name[name] for name in names if name in by_name]
        if parts:
            whole = _whole(parts)
            joined[parts[0].id] = replace(
                whole, id=entry.id, labels=entry.labels, sources=entry.sources
            )
            joined.update({part.id: joined[parts[0].id] for part in parts[1:]})
    kept = [joined.get(question.id, question) for question in questions]
    return tuple({id(question): question for question in kept}.values())


def _whole(parts: list[Question]) -> Question:
    """One question from the same in several languages."""
    first, *rest = parts
    stem: Words = dict(first.stem)
    scenario: Words = dict(first.scenario)
    options = {option.id: option for option in first.options}
    for part in rest:
        stem = {**stem, **part.stem}
        scenario = {**scenario, **part.scenario}
        for option in part.options:
            if (known := options.get(option.id)) is not None:
                options[option.id] = Option(
                    {**known.text, **option.text},
                    {**known.why, **option.why},
                    known.is_key,
                    known.id,
                )
    notes = tuple(dict.fromkeys(note for part in parts for note in part.notes))
    return replace(
        first, stem=stem, scenario=scenario, options=tuple(options.values()), notes=notes
    )
