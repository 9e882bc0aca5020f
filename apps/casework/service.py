"""What may be asked of cases that are worked in the browser."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from apps.attempts.service import utc_now_ms
from apps.casework import store
from apps.casework.records import Answers
from apps.casework.store import NoSuchCase, NotReleased, Work
from apps.storage.database import Database
from curriculum.cases.public import public_half
from curriculum.cases.tasks import Written
from curriculum.catalog import CaseFile, Catalog
from curriculum.typography import typeset_text
from question_bank.model import Locale


class NotReady(Exception):
    """The cases are still being read from disk."""


class UnknownTask(Exception):
    """The case has no such task."""


class Casework:
    """Shows cases, keeps answers, scores them.

    `solo`: the one user sees score and feedback of every case when it is handed in; otherwise of
    formative cases only, those of summative ones come from the instructor.
    """

    def __init__(
        self,
        database: Database,
        catalog: Callable[[], Catalog | None],
        *,
        solo: bool,
        now: Callable[[], int] = utc_now_ms,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._solo = solo
        self._now = now
        self._halves: dict[str, dict[str, Any]] = {}  # made when first asked for

    async def all_of(self, user_id: str) -> list[dict[str, Any]]:
        """Every live case, and how far this user is with it."""
        catalog = self._ready()
        done = await self._read(lambda c: store.works_of(c, user_id))
        return [
            {
                "id": found.id,
                "module": found.module.id,
                "title": typeset_text(found.case.title).model_dump(),
                "summary": typeset_text(found.case.summary).model_dump(),
                "jurisdiction": found.case.jurisdiction,
                "minutes": found.case.minutes,
                "purpose": found.case.purpose,
                "paper": found.case.paper,
                "sensitive": found.case.content_note is not None,
                "simulation": any(task.kind == "simulation" for task in found.case.tasks),
                "state": _state(done, found.id),
            }
            for found in catalog.cases.values()
            if found.case.status == "live"
        ]

    async def open(self, user_id: str, case_id: str) -> dict[str, Any]:
        """The public half and what was answered; `now` is the server's clock, in milliseconds."""
        found = self._find(case_id)
        work = await self._read(lambda c: store.work_of(c, user_id, case_id))
        if case_id not in self._halves:
            self._halves[case_id] = await asyncio.to_thread(public_half, self._ready(), found)
        return {"half": self._halves[case_id], "work": _said(work), "now": self._now()}

    async def save(self, user_id: str, case_id: str, sent: Answers) -> dict[str, Any]:
        """Keep answers; what is held now of each task that was sent."""
        found = self._find(case_id)
        known = {task.id for task in found.case.tasks}
        if unknown := sorted(set(sent.answers) - known):
            raise UnknownTask(f"{case_id} has no task {unknown[0]!r}")
        given = {task: (one.seq, one.value) for task, one in sent.answers.items()}
        now = self._now()
        work = await self._write(
            lambda c: store.keep(
                c,
                user_id,
                case_id,
                lang=sent.lang,
                revision=sent.revision,
                given=given,
                now=now,
            )
        )
        newer = {
            task: {"seq": work.seqs[task], "value": work.answers[task]}
            for task, (seq, _) in given.items()
            if work.seqs[task] > seq
        }
        return {"saved_at": now, "newer": newer}

    async def table(self, case_id: str, file: str) -> bytes:
        """A table that a computation of the case reads; NoSuchCase for any other file."""
        found = self._find(case_id)
        named = {name for task in found.case.tasks for name in getattr(task, "data", ())}
        if file not in named:
            raise NoSuchCase(f"{case_id}/{file}")
        return await asyncio.to_thread((found.data / file).read_bytes)

    async def finish(self, user_id: str, case_id: str) -> None:
        """Hand the case in."""
        self._find(case_id)
        now = self._now()
        await self._write(lambda c: store.finish(c, user_id, case_id, now))

    async def reopen(self, user_id: str, case_id: str, *, anew: bool) -> None:
        """Go on with a case that was handed in, or begin it `anew`; where feedback was seen."""
        self._released(self._find(case_id))
        await self._write(lambda c: (store.forget if anew else _opened)(c, user_id, case_id))

    async def outcome(self, user_id: str, case_id: str, lang: Locale) -> dict[str, Any]:
        """Score and feedback of a case that was handed in; NotReleased where they come later."""
        found = self._released(self._find(case_id))
        work = await self._read(lambda c: store.work_of(c, user_id, case_id))
        if work.finished_at is None:
            raise NotReleased
        return await asyncio.to_thread(_outcome, self._ready(), found, work, lang)

    def _find(self, case_id: str) -> CaseFile:
        found = self._ready().cases.get(case_id)
        if found is None or found.case.status != "live":
            raise NoSuchCase(case_id)
        return found

    def _released(self, found: CaseFile) -> CaseFile:
        if not self._solo and found.case.purpose != "formative":
            raise NotReleased
        return found

    def _ready(self) -> Catalog:
        catalog = self._catalog()
        if catalog is None:
            raise NotReady
        return catalog

    async def _read(self, work: Callable[[Any], Any]) -> Any:
        return await asyncio.wrap_future(self._database.read(work))

    async def _write(self, work: Callable[[Any], Any]) -> Any:
        return await asyncio.wrap_future(self._database.write(work))


def _outcome(catalog: Catalog, found: CaseFile, work: Work, lang: Locale) -> dict[str, Any]:
    from graders.cases.feedback import feedback
    from graders.cases.feedback_html import mark_html, task_html, whole_html
    from graders.cases.marking import mark
    from graders.cases.marking import work as worked_out

    worked = worked_out(found.case, work.answers)
    given = mark(found.case, worked, {})
    told = feedback(catalog, found.case, worked, lang)
    return {
        "mark": {
            "points": round(given.points, 2),
            "of": sum(task.worked for task in found.case.tasks),
            "cap": given.cap,
            "waiting": list(given.waiting),
        },
        "mark_html": mark_html(given, lang),
        "tasks": [
            {"id": task.id, "html": task_html(task, lang, number=number)}
            for number, task in enumerate(told.tasks, 1)
        ],
        "texts": {
            task.id: worked.answers[task.id]
            for task in found.case.tasks
            if isinstance(task, Written) and worked.answers[task.id] is not None
        },
        "whole_html": whole_html(told, texts=False),
    }


def _opened(connection: Any, user_id: str, case_id: str) -> None:
    store.finish(connection, user_id, case_id, None)


def _said(work: Work) -> dict[str, Any]:
    return {
        "lang": work.lang,
        "revision": work.revision,
        "saved_at": work.saved_at,
        "finished_at": work.finished_at,
        "answers": {
            task: {"seq": work.seqs[task], "value": value} for task, value in work.answers.items()
        },
    }


def _state(done: Mapping[str, int | None], case_id: str) -> str:
    if case_id not in done:
        return "new"
    return "begun" if done[case_id] is None else "finished"
