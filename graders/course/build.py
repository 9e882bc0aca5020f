"""Writes the folder of an nbgrader course: its configuration, and an assignment for each case."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from curriculum.cases.public import public_half
from curriculum.cases.tasks import Compute
from curriculum.catalog import CaseFile, Catalog
from graders.course.cells import case_notebook, written

CONFIG = "nbgrader_config.py"
MARK = "from graders.course.config import configure"  # tells a course of ours from other folders

_CONFIG = '''\
"""The nbgrader course of the cases, begun by `parcours course build`.

Building again writes `source/` anew and leaves this file alone: add what you like below.
"""

from pathlib import Path

{mark}

c = get_config()  # noqa: F821
configure({arguments})
'''


class NotACourse(Exception):
    """The folder holds something that is no course of ours."""


class NoSuchCase(Exception):
    """A case, or a module, that the curriculum or the course does not have."""


@dataclass(frozen=True)
class Built:
    """What was written: the assignments, and the tables that could not be found."""

    assignments: tuple[str, ...]
    missing: tuple[Path, ...]


def chosen_cases(
    catalog: Catalog, cases: Iterable[str] = (), modules: Iterable[str] = ()
) -> tuple[CaseFile, ...]:
    """The cases that are named, and those of the modules that are; all live ones where none is."""
    cases, modules = tuple(cases), tuple(modules)
    for name in cases:
        if name not in catalog.cases:
            raise NoSuchCase(f"no case {name!r} in the curriculum")
    for module in modules:
        if module not in catalog.modules:
            raise NoSuchCase(f"no module {module!r} in the curriculum")
    return tuple(
        found
        for found in catalog.cases.values()
        if found.id in cases
        or (found.case.status == "live" and (found.module.id in modules or not cases + modules))
    )


def need_course(folder: Path) -> None:
    """NotACourse where `build_course` did not write the folder."""
    if not _is_course(folder):
        raise NotACourse(f"{folder} is no course that `parcours course build` wrote")


def _is_course(folder: Path) -> bool:
    config = folder / CONFIG
    return config.is_file() and MARK in config.read_text(encoding="utf-8", errors="replace")


def build_course(
    catalog: Catalog,
    found: Iterable[CaseFile],
    out: Path,
    *,
    course_id: str,
    exchange: Path | None = None,
    curriculum: Path | None = None,
) -> Built:
    """Write the course, or write the source of one anew.

    What is submitted, released or marked is never touched. `curriculum` is the folder of the
    cases where it is not the one that comes with the package.
    """
    _refuse_others(out)
    missing: list[Path] = []
    names = []
    for one in found:
        folder = out / "source" / one.id
        folder.mkdir(parents=True, exist_ok=True)
        half = json.dumps(public_half(catalog, one), ensure_ascii=False, indent=1) + "\n"
        _write(folder / f"{one.id}.ipynb", written(case_notebook(one.case)).encode())
        _write(folder / f"{one.id}.case.json", half.encode())
        for table in _tables(one):
            if table.is_file():
                _write(folder / table.name, table.read_bytes())
            else:
                missing.append(table)
        names.append(one.id)
    if exchange is not None:
        exchange.mkdir(parents=True, exist_ok=True)  # formgrader releases nothing without one
    if not (out / CONFIG).exists():
        text = config_text(course_id=course_id, exchange=exchange, curriculum=curriculum)
        _write(out / CONFIG, text.encode())
    return Built(tuple(names), tuple(missing))


def config_text(*, course_id: str, exchange: Path | None, curriculum: Path | None) -> str:
    """The text of `nbgrader_config.py`; the folder that holds it is the course."""
    arguments = ["c", "root=Path(__file__).parent", f"course_id={course_id!r}"]
    if exchange is not None:
        arguments.append(f"exchange={str(exchange.absolute())!r}")
    if curriculum is not None:
        arguments.append(f"curriculum={str(curriculum.absolute())!r}")
    lines = "".join(f"\n    {argument}," for argument in arguments) + "\n"
    return _CONFIG.format(mark=MARK, arguments=lines)


def _refuse_others(out: Path) -> None:
    if not out.exists():
        out.mkdir(parents=True)
    if not out.is_dir():
        raise NotACourse(f"{out} is no folder")
    if not _is_course(out) and any(out.iterdir()):
        raise NotACourse(f"{out} holds something that is no course of ours: name an empty folder")


def _tables(found: CaseFile) -> Iterable[Path]:
    names = [name for task in found.case.tasks if isinstance(task, Compute) for name in task.data]
    return [found.data / name for name in dict.fromkeys(names)]


def _write(path: Path, content: bytes) -> None:
    """A file, unless it is there already as it should be: dates tell nbgrader what changed."""
    if not path.is_file() or path.read_bytes() != content:
        path.write_bytes(content)
