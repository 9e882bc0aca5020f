"""The process that grades: `python -m graders.batch.worker CONNECTION LEASH SCRATCH`.

The first two are descriptors, the third is a folder of its own, which the caller removes. On the
connection it answers one message at a time: Request "ready"; "plan" a Plan; a Snapshot "open"; a
Job a Record; None ends it. A Refused comes back in place of an answer. It ends at once when the
other end of the leash is gone, in whatever way, and then removes the folder itself.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from graders.batch.records import Job, Refused, Request, Snapshot

UNUSED = "rfc3987_syntax"  # jsonschema imports it where it is there, which takes long
MEMORY_FIRST = 700  # of 1000: when memory runs out this process ends, not who started it


def main() -> None:
    """Serve one caller."""
    connection: Connection[Any, Any] = Connection(int(sys.argv[1]))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(MEMORY_FIRST), encoding="ascii")
    sys.modules.setdefault(UNUSED, None)  # type: ignore[arg-type]  # as if it were not installed
    scratch = sys.argv[3]
    holder = threading.Thread(target=_hold, args=(int(sys.argv[2]), scratch), daemon=True)
    holder.start()
    try:
        _serve(connection, Path(scratch))
    except (EOFError, ConnectionError):
        holder.join()  # the caller is gone, and the folder has still to go


def _hold(leash: int, scratch: str) -> None:
    os.read(leash, 1)
    shutil.rmtree(scratch, ignore_errors=True)
    os._exit(1)


def _serve(connection: Connection[Any, Any], scratch: Path) -> None:
    grader: Any = None
    while (message := connection.recv()) is not None:
        answer: object
        try:
            match message:
                case Request():
                    grader = _grader(message, scratch)
                    answer = "ready"
                case "plan":
                    answer = grader.plan()
                case Snapshot():
                    grader.open(message)
                    answer = "open"
                case Job():
                    answer = grader.grade(message)
        except Refused as refused:
            answer = refused
        connection.send(answer)


def _grader(request: Request, scratch: Path) -> Any:
    from graders.batch.grading import Grader

    try:
        grader = Grader(request, scratch)
    except (Exception, SystemExit) as error:
        raise Refused(f"nbgrader cannot be set up in {request.course}: {error}") from error
    gc.collect()
    gc.freeze()  # what is imported stays; the collector need not look at it again
    return grader


if __name__ == "__main__":
    main()
