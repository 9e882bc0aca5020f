"""The configuration of an nbgrader course of cases: what `nbgrader_config.py` calls.

Other notebooks in the same course are treated as nbgrader always treats them.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

# One folder, archive or file a student, whose name begins with the student's id, up to `_`.
COLLECTED = (
    r".*[/\\]extracted[/\\](?P<student_id>[^/\\_]+)"
    r"(?:(?:_[^/\\]*)?[/\\](?:.*[/\\])?|_(?:[^/\\]*_)?)"
    r"(?P<file_id>[A-Za-z0-9-]+(?:\.ipynb|\.answers\.json))$"
)
LOCKS = ".*.answers.json.lock"  # what the form leaves beside the answers
LARGEST_FILE = 10_000  # kilobytes; collectors leave larger files behind

_HERE = "graders.course"
_NBGRADER = "nbgrader.preprocessors"

SANITIZE = (
    f"{_HERE}.restore_cells.RestoreCells",
    f"{_NBGRADER}.ClearOutput",
    f"{_NBGRADER}.DeduplicateIds",
    f"{_NBGRADER}.OverwriteKernelspec",
    f"{_HERE}.restore_cells.OverwriteOthers",
    f"{_NBGRADER}.CheckCellMetadata",
)
AUTOGRADE = (
    f"{_HERE}.score_answers.ScoreAnswers",
    f"{_NBGRADER}.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    f"{_NBGRADER}.LimitOutput",
    f"{_HERE}.keep_marks.KeepMarks",
    f"{_HERE}.late.PenaltiesWhenMarked",
    f"{_NBGRADER}.CheckCellMetadata",
)
GENERATE = (
    f"{_NBGRADER}.IncludeHeaderFooter",
    f"{_NBGRADER}.InstantiateTests",
    f"{_NBGRADER}.LockCells",
    f"{_HERE}.release_cells.ReleaseCells",
    f"{_NBGRADER}.ClearOutput",
    f"{_NBGRADER}.CheckCellMetadata",
    f"{_NBGRADER}.ComputeChecksums",
    f"{_NBGRADER}.SaveCells",
    f"{_NBGRADER}.ClearHiddenTests",
    f"{_NBGRADER}.ClearMarkScheme",
    f"{_NBGRADER}.ComputeChecksums",
    f"{_NBGRADER}.CheckCellMetadata",
)
FEEDBACK = (
    f"{_HERE}.tell_mark.TellMark",
    f"{_HERE}.late.PenaltiesWhenMarked",
    f"{_NBGRADER}.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
)


def configure(
    c: Any,
    *,
    root: str | Path,
    course_id: str,
    exchange: str | Path | None = None,
    curriculum: str | Path | None = None,
) -> None:
    """Set up `c`, the configuration of nbgrader, for a course of cases in the folder `root`.

    `exchange` is the folder through which assignments go to students and come back; nbgrader's own
    where it is not given. `curriculum` is the folder of the cases, unless the environment
    names one.
    """
    if curriculum is not None:
        os.environ.setdefault("PARCOURS_CURRICULUM", str(curriculum))
    if shutil.which("alembic") is None:  # nbgrader calls it to begin a gradebook
        os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)])
    c.CourseDirectory.root = str(Path(root).absolute())
    c.CourseDirectory.course_id = course_id
    c.CourseDirectory.max_file_size = LARGEST_FILE
    c.CourseDirectory.ignore.append(LOCKS)
    if exchange is not None:
        c.Exchange.root = str(exchange)
    c.GenerateAssignment.preprocessors = list(GENERATE)
    c.Autograde.sanitize_preprocessors = list(SANITIZE)
    c.Autograde.autograde_preprocessors = list(AUTOGRADE)
    c.Autograde.pre_convert_hook = f"{_HERE}.set_aside.plain_files_only"
    c.GenerateFeedback.preprocessors = list(FEEDBACK)
    c.OverwriteCells.add_missing_cells = True
    c.ExportApp.plugin_class = f"{_HERE}.export_plugin.CaseExport"
    c.FileNameCollectorPlugin.named_regexp = COLLECTED
    c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
