"""JupyterLab for one course: with formgrader for who teaches it, as a student for who tries it.

It listens on 127.0.0.1 with a random token, and reads and changes none of the user's own Jupyter
settings.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from apps.lessons.lab import (
    HOST,
    LEFT_OUT,
    NEEDED_EXTENSIONS,
    configuration,
    furnish,
    import_lab,
)
from graders.course.build import CONFIG, need_course

_SERVER = "nbgrader.server_extensions"
_PAGE = "@jupyter/nbgrader"

# Which parts of nbgrader somebody meets, in the server and in the page.
TEACHER = (f"{_SERVER}.formgrader", f"{_SERVER}.validate_assignment")
STUDENT = (f"{_SERVER}.assignment_list", f"{_SERVER}.validate_assignment")
NOT_FOR_TEACHERS = (f"{_PAGE}:assignment-list", f"{_PAGE}:course-list")
NOT_FOR_STUDENTS = (f"{_PAGE}:formgrader", f"{_PAGE}:course-list", f"{_PAGE}:create-assignment")


class NotAName(Exception):
    """A name that nbgrader cannot take for a student."""


def open_lab(
    course: Path,
    *,
    home: Path,
    port: int,
    student: str | None,
    told: Callable[[str, Path], None],
) -> None:
    """Be JupyterLab until told to stop; `told` gets its address, with the token, and its folder.

    `home` is where its settings are kept. NotACourse where the folder is none of ours.
    """
    need_course(course)
    if student is not None and not re.fullmatch(r"\w[\w.@-]*", student):
        raise NotAName(f"{student!r}: letters, figures and _, then also . @ -")
    place = home / ("teacher" if student is None else f"student-{student}")
    root = course if student is None else _folder_of(course, student, place)
    token = secrets.token_urlsafe(32)
    os.environ |= {
        "IPYTHONDIR": str(place / "ipython"),
        "JUPYTER_DATA_DIR": str(place / "data"),
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_RUNTIME_DIR": str(place / "run"),
        "JUPYTER_TOKEN": token,
    }
    os.chdir(root)  # nbgrader looks for its configuration here
    hidden = NOT_FOR_TEACHERS if student is None else NOT_FOR_STUDENTS
    furnish(place, (*NEEDED_EXTENSIONS, _PAGE), LEFT_OUT + hidden)
    settings = configuration(place, root, port)
    for lessons_only in ("KernelSpecManager", "MultiKernelManager", "NotebookNotary"):
        del settings[lessons_only]
    extensions = TEACHER if student is None else STUDENT
    settings["ServerApp"]["jpserver_extensions"] = dict.fromkeys(extensions, True)
    _run(settings, lambda: told(f"http://{HOST}:{port}/lab?token={token}", root))


def student_config(course_id: str, student: str, exchange: str | None, cache: Path) -> str:
    """The text of `nbgrader_config.py` in the folder of a student."""
    lines = [
        "c = get_config()  # noqa: F821",
        f"c.CourseDirectory.course_id = {course_id!r}",
        f"c.CourseDirectory.student_id = {student!r}",
        f"c.Exchange.cache = {str(cache)!r}",
    ]
    if exchange is not None:
        lines.append(f"c.Exchange.root = {exchange!r}")
    return "\n".join(lines) + "\n"


def _folder_of(course: Path, student: str, place: Path) -> Path:
    """A folder that is the student's, configured for the course."""
    from traitlets.config import PyFileConfigLoader

    found: Any = PyFileConfigLoader(CONFIG, str(course)).load_config()
    course_id = str(found.CourseDirectory.course_id)
    exchange = found.Exchange.get("root")
    root = place / course_id
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = student_config(course_id, student, exchange, place / "handed-in")
    (root / CONFIG).write_text(text, encoding="utf-8")
    return root


def _run(settings: dict[str, dict[str, Any]], ready: Callable[[], None]) -> None:
    from traitlets.config import Config

    app = import_lab().initialize_server(config=Config(settings))
    page = app.web_app.settings["page_config_data"]
    page |= {"buildAvailable": False, "buildCheck": False}
    os.environ.pop("JUPYTER_TOKEN", None)  # kernels do not see it
    app.io_loop.add_callback(ready)  # the port is bound by a callback too, which comes before
    app.start()
