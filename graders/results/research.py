"""Results for research: who it was cannot be read from them, and what might betray it is said.

A student is a keyed digest, the same in every export of the course; the key stays in the folder of
the course and whoever has it can tell the students again. Names, ids, addresses and days of
submission are left out; months stay. Students who are alone, or nearly, with a case, a language
and a month are marked, since somebody who knows them may recognise them.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import secrets
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graders.results.records import CaseCopy, Person, Results, TaskPoints
from question_bank.spreadsheets import Value, csv_text

KEY_FILE = ".parcours-research.key"
KEY_BYTES = 32
SMALL = 5  # students in a cell under which one of them may be recognised
STAND_IN = "[…]"

_COLUMNS = (
    "student",
    "case",
    "case_revision",
    "language",
    "month",
    "late",
    "task",
    "task_number",
    "kind",
    "competence",
    "domain",
    "points",
    "out_of",
    "state",
    "small_cell",
)
_SHORTEST = 3  # letters of a name that is looked for in texts


class BadKey(Exception):
    """The file of the key is none that can be trusted to be secret."""


def research_key(course: Path) -> bytes:
    """The key of a course, made at its first export; BadKey where its file is not private."""
    path = course / KEY_FILE
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with contextlib.suppress(FileExistsError), os.fdopen(os.open(path, flags, 0o600), "wb") as new:
        new.write(secrets.token_bytes(KEY_BYTES))
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as stream:
            status = os.fstat(stream.fileno())
            key = stream.read(KEY_BYTES + 1)
    except OSError as error:
        raise BadKey(f"{path}: {error.strerror}") from None
    if not stat.S_ISREG(status.st_mode) or stat.S_IMODE(status.st_mode) & 0o077:
        raise BadKey(f"{path} can be read by others: `chmod 600` it, or remove it for new names")
    if len(key) != KEY_BYTES:
        raise BadKey(f"{path} holds no key: remove it for new names")
    return key


def pseudonym(key: bytes, student: str) -> str:
    """What a student is called: the same for the same key, and nothing without it."""
    return "s" + hmac.new(key, student.encode(), hashlib.sha256).hexdigest()[:16]


def research_csv(results: Results, key: bytes, *, texts: bool = False) -> bytes:
    """A row for each student and task, in an order that names do not give.

    `texts` adds what was written, with the student's own name, id and address taken out: a text may
    still tell who wrote it.
    """
    sizes = Counter(_cell(copy) for copy in results.copies)
    head = [*_COLUMNS, *(["text"] if texts else [])]
    order = sorted(results.copies, key=lambda one: (pseudonym(key, one.student), one.case))
    body = [row for copy in order for row in _rows(results, copy, sizes, key, texts=texts)]
    return csv_text([head, *body]).encode()


def small_cells(results: Results) -> int:
    """How many students stand in a cell of a case, a language and a month with too few others."""
    sizes = Counter(_cell(copy) for copy in results.copies)
    return len({copy.student for copy in results.copies if sizes[_cell(copy)] < SMALL})


def _rows(
    results: Results, copy: CaseCopy, sizes: Counter[tuple[str, ...]], key: bytes, *, texts: bool
) -> Iterator[list[Value]]:
    person = results.people.get(copy.student, Person(copy.student))
    for task in copy.tasks:
        row: list[Value] = [
            pseudonym(key, copy.student),
            copy.case,
            results.cases[copy.case].revision,
            copy.lang,
            _month(copy),
            "yes" if copy.late_seconds > 0 else "no",
            task.task,
            task.number,
            task.kind,
            task.competence,
            task.domain,
            None if task.waiting else round(task.points, 2),
            task.out_of,
            "waiting" if task.waiting else "final",
            "yes" if sizes[_cell(copy)] < SMALL else "no",
        ]
        if texts:
            row.append(_without_name(task, person))
        yield row


def _cell(copy: CaseCopy) -> tuple[str, ...]:
    return (copy.case, copy.lang, _month(copy))


def _month(copy: CaseCopy) -> str:
    return "" if copy.handed_in is None else f"{copy.handed_in:%Y-%m}"


def _without_name(task: TaskPoints, person: Person) -> str:
    names = {person.id, person.first, person.last, person.email, person.lms_id, person.name}
    long = sorted((one for one in names if len(one) >= _SHORTEST), key=len, reverse=True)
    if not task.answer or not long:
        return task.answer or ""
    found = "|".join(re.escape(one) for one in long)
    return re.sub(rf"(?<!\w)(?:{found})(?!\w)", STAND_IN, task.answer, flags=re.IGNORECASE)
