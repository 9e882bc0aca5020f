"""Before a submission is converted: only plain files, and a notebook that can be read.

nbgrader copies what is submitted: it would follow a link to a file of the grader's, and one pipe
or one damaged notebook would leave the whole submission without marks.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat

from graders.course.cells import is_case_notebook

_log = logging.getLogger(__name__)

LARGEST_NOTEBOOK = 10_000_000  # bytes


def plain_files_only(*, notebooks: Iterable[str], **_: Any) -> None:
    """A hook of `nbgrader autograde`: sets aside what is no plain file in these submissions."""
    for notebook in map(Path, notebooks):
        for folder, names, files in os.walk(notebook.parent):
            for name in (*names, *files):
                _replace_special(Path(folder) / name)
        _replace_unreadable(notebook)


def _replace_special(path: Path) -> None:
    """A link, a pipe, a socket or a device becomes a plain file that says so."""
    if path.is_symlink() or not (path.is_dir() or path.is_file()):
        what = "a link" if path.is_symlink() else "a special file"
        _log.warning("%s was %s: it is not read", path, what)
        path.unlink()
        path.write_text(f"This was {what}.\n", encoding="utf-8")


def _replace_unreadable(notebook: Path) -> None:
    """A notebook of a case that cannot be read gives way to the one that was released."""
    if _is_sound(notebook):
        return
    course = notebook.parents[3]  # course / submitted / student / assignment / notebook
    released = course / "release" / notebook.parent.name / notebook.name
    if released.is_file() and is_case_notebook(nbformat.read(released, as_version=4)):
        _log.warning("%s cannot be read: the released one is used", notebook)
        notebook.replace(notebook.with_name(f"{notebook.name}.unreadable"))
        shutil.copy(released, notebook)


def _is_sound(notebook: Path) -> bool:
    if notebook.stat().st_size > LARGEST_NOTEBOOK:
        return False
    try:
        found = nbformat.read(notebook, as_version=4)
        return isinstance(found["cells"], list) and isinstance(found["metadata"], dict)
    except Exception:  # nbformat raises all sorts of errors on a damaged file
        _log.info("%s is damaged", notebook, exc_info=True)
        return False
