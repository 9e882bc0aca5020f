"""The process with the gradebook of a course: `python -m apps.grading.worker DESCRIPTOR FOLDER`.

On the connection it gets the name of a question and what goes with it, and gives `{"answer": ...}`
or `{"refused": code, "detail": ...}`; first of all one answer, once the course is open. It answers
one question after the other, and ends when the other end is gone.
"""

from __future__ import annotations

import contextlib
import gc
import sys
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

QUESTIONS = frozenset(
    {
        "tasks",
        "task",
        "next",
        "open",
        "release",
        "draft",
        "mark",
        "cap",
        "second",
        "add_remark",
        "retire_remark",
        "finish",
        "reopen",
    }
)


def main() -> None:
    """Serve one server."""
    line: Connection[Any, Any] = Connection(int(sys.argv[1]))
    try:
        room = _open(Path(sys.argv[2]))
    except (Exception, SystemExit) as error:
        traceback.print_exc()
        line.send({"refused": "no_course", "detail": str(error)})
        return
    line.send({"answer": {}})
    gc.collect()
    gc.freeze()  # what is imported stays; the collector need not look at it again
    with contextlib.suppress(EOFError):  # the server has gone
        while True:
            name, asked = line.recv()
            line.send(_answered(room, name, asked))


def _open(folder: Path) -> Any:
    from apps.grading.room import Room
    from graders.course.found import installed_catalog
    from graders.course.opened import open_course

    marks = open_course(folder)
    installed_catalog()
    return Room(marks, installed_catalog)


def _answered(room: Any, name: str, asked: dict[str, Any]) -> dict[str, Any]:
    from sqlalchemy.exc import SQLAlchemyError

    from apps.grading.room import OtherRole, StillWaiting
    from graders.course.marked_copies import NotThere
    from graders.course.rubric_marks import Changed, Claimed

    codes: dict[type[Exception], str] = {
        NotThere: "not_found",
        Changed: "answer_changed",
        Claimed: "claimed",
        OtherRole: "answer_changed",
        StillWaiting: "still_waiting",
        ValueError: "invalid",
        SQLAlchemyError: "not_saved",
    }
    try:
        if name not in QUESTIONS:
            raise ValueError(f"no question {name!r}")
        return {"answer": getattr(room, name)(**asked)}
    except Exception as error:
        for kind, code in codes.items():
            if isinstance(error, kind):
                return {"refused": code, "detail": str(error).partition("\n")[0]}
        traceback.print_exc()
        return {"refused": "failed", "detail": type(error).__name__}


if __name__ == "__main__":
    main()
