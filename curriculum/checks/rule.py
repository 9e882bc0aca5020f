"""What a rule of the curriculum is: a name and a generator of faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from curriculum.catalog import CaseFile, Catalog, Lesson
from curriculum.notebook import Notebook
from question_bank.bank import Bank
from question_bank.checks.finding import Fault

Placed = tuple[Path, Fault]


@dataclass(frozen=True)
class Setting:
    """What a rule may look at: the curriculum, the bank, and the day."""

    root: Path
    catalog: Catalog
    bank: Bank
    today: date

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Modules of the syllabus that are not written yet."""
        syllabus = self.catalog.syllabus
        named = [s.module for t in syllabus.tracks for s in t.stops] if syllabus else []
        return tuple(m for m in dict.fromkeys(named) if m not in self.catalog.modules)


@dataclass(frozen=True)
class LessonRule:
    """A rule about one lesson; it names the file of each fault."""

    name: str
    check: Callable[[Lesson, Setting], Iterator[Placed]]


@dataclass(frozen=True)
class CaseRule:
    """A rule about one case, whose file all its faults are in."""

    name: str
    check: Callable[[CaseFile, Setting], Iterator[Fault]]


@dataclass(frozen=True)
class WholeRule:
    """A rule about the curriculum as a whole."""

    name: str
    check: Callable[[Setting], Iterator[Placed]]


def in_cell(notebook: Notebook, cell_id: str, fault: Fault) -> Placed:
    """The fault, placed in a cell of a notebook."""
    place = f"cell {cell_id}" + (f": {fault.place}" if fault.place else "")
    return notebook.path, Fault(place, fault.message, fault.fix, fault.level)
