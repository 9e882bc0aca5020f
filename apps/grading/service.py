"""What graders may ask of the courses that the server was told of."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from apps.grading.process import Gradebook, GradingRefused
from apps.storage.database import Database
from apps.storage.people import names_of

IDLE = 1800.0  # seconds


def now_in_utc() -> datetime:
    """The time of the server."""
    return datetime.now(UTC)


class Grading:
    """The courses, by a short name made from that of their folder."""

    def __init__(
        self,
        database: Database,
        folders: Sequence[Path],
        *,
        now: Callable[[], datetime] = now_in_utc,
    ) -> None:
        self._database = database
        self._now = now
        self._courses = dict(_named(folders))

    def courses(self) -> list[dict[str, Any]]:
        """The courses, and whether each can answer at once."""
        return [
            {"id": name, "folder": course.folder.name, "open": course.is_open}
            for name, course in self._courses.items()
        ]

    async def ask(self, course: str, question: str, **asked: Any) -> dict[str, Any]:
        """The answer of a course, with the names of the graders in it; GradingRefused."""
        return await self._with_people(await self._of(course).ask(question, **asked))

    async def ask_now(self, course: str, question: str, **asked: Any) -> dict[str, Any]:
        """The same, for questions that depend on the moment."""
        return await self.ask(course, question, now=self._now().isoformat(), **asked)

    def close_idle(self) -> None:
        """End the processes of courses that nobody has asked anything for half an hour."""
        for course in self._courses.values():
            course.close_idle(IDLE)

    def close(self) -> None:
        """End the processes."""
        for course in self._courses.values():
            course.close()

    def _of(self, course: str) -> Gradebook:
        found = self._courses.get(course)
        if found is None:
            raise GradingRefused("not_found")
        return found

    async def _with_people(self, answer: dict[str, Any]) -> dict[str, Any]:
        ids = _graders(answer)
        if not ids:
            return answer
        names = await asyncio.wrap_future(self._database.read(lambda c: names_of(c, ids)))
        return answer | {"people": {one: names.get(one, one) for one in ids}}


_WHO = frozenset({"by", "claimed_by", "finished_by", "author", "graders"})


def _graders(answer: Any) -> set[str]:
    """The ids of graders, wherever they stand in an answer."""
    found: set[str] = set()
    level = [answer]
    while level:
        one = level.pop()
        if isinstance(one, dict):
            for name, value in one.items():
                if name in _WHO:
                    found.update(value if isinstance(value, list) else [value])
                elif isinstance(value, dict | list):
                    level.append(value)
        else:
            level += [inner for inner in one if isinstance(inner, dict | list)]
    return {one for one in found if isinstance(one, str) and one}


def _named(folders: Sequence[Path]) -> list[tuple[str, Gradebook]]:
    found: dict[str, Gradebook] = {}
    for folder in dict.fromkeys(folders):
        name = base = _slug(folder.name)
        place = 2
        while name in found:
            name, place = f"{base}-{place}", place + 1
        found[name] = Gradebook(folder)
    return list(found.items())


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "course"
