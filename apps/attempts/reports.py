"""From the rows of a closed attempt to its report, and what candidates say of questions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import Connection, insert

from apps.attempts import sheets, store
from apps.attempts.records import Flaw
from apps.attempts.service import utc_now_ms
from apps.attempts.titles import title_of
from apps.storage.database import Database
from apps.storage.tables import flaws
from graders.exam.build import build_report
from graders.exam.history import history_point
from graders.exam.records import PastAttempt, Sitting
from graders.exam.report import Report
from question_bank.blueprint import Blueprint
from question_bank.forms.frozen import PublishedForm
from question_bank.model import Text

NO_FORMS: Mapping[str, PublishedForm] = MappingProxyType({})
T = TypeVar("T")


class StillOpen(Exception):
    """The attempt has not ended, so there is no report yet."""


class Reports:
    """Builds reports of closed attempts; remembers the last few, since they seldom change."""

    KEPT = 32

    def __init__(
        self,
        database: Database,
        blueprints: Mapping[str, Blueprint],
        *,
        cut: float,
        forms: Mapping[str, PublishedForm] = NO_FORMS,
        lessons: Callable[[], Mapping[str, Text]] = dict,
        now: Callable[[], int] = utc_now_ms,
    ) -> None:
        self._database = database
        self._blueprints = blueprints
        self._forms = forms
        self._cut = cut
        self._lessons = lessons
        self._now = now
        self._built: dict[tuple[str, int, int, int], Report] = {}
        self._workers = ThreadPoolExecutor(1, thread_name_prefix="report")

    async def report(self, user_id: str, attempt_id: str) -> Report:
        """The report of one of that user's closed attempts; StillOpen before its end."""
        attempt = await self._read(lambda c: store.find(c, attempt_id, user_id))
        if attempt.state == "open":
            raise StillOpen("the attempt is still open")
        # Late answers and corrections change the report, also those of earlier attempts in it.
        key = await self._read(
            lambda c: (
                attempt_id,
                len(store.log_of(c, attempt_id)),
                *sheets.corrections_stamp(c, user_id),
            )
        )
        if key not in self._built:
            report = await self._read(lambda c: self._build(c, attempt))
            while len(self._built) >= self.KEPT:
                self._built.pop(next(iter(self._built)))
            self._built[key] = report
        return self._built[key]

    async def in_background(self, work: Callable[[], T]) -> T:
        """Run slow rendering in the one thread kept for it."""
        return await asyncio.get_running_loop().run_in_executor(self._workers, work)

    async def history(self, user_id: str) -> list[dict[str, Any]]:
        """Score and band of every closed attempt of that user, oldest first."""
        past = await self._read(lambda c: self._closed(c, user_id))
        return [
            {
                "id": point.id,
                "mode": point.mode,
                "title": point.title.model_dump(),
                "finished_at": point.finished_at.isoformat(timespec="milliseconds"),
                "scored": point.scored,
                "correct": point.correct,
                "percent": point.share * 100,
                "low": point.interval.low * 100,
                "high": point.interval.high * 100,
            }
            for point in map(history_point, past)
        ]

    async def flaw(self, user_id: str, attempt_id: str, position: int, said: Flaw) -> None:
        """Keep what a candidate says is wrong with a question of a closed attempt."""

        def write(c: Connection) -> None:
            attempt = store.find(c, attempt_id, user_id)
            if attempt.state == "open":
                raise StillOpen("questions are reported after the end")
            form = {row.position: row for row in store.form_of(c, attempt_id)}
            if position not in form:
                raise store.UnknownQuestion(f"the form has no question {position}")
            wording = store.wordings(c, [form[position].digest])[form[position].digest]
            c.execute(
                insert(flaws).values(
                    attempt_id=attempt_id,
                    user_id=user_id,
                    item_id=form[position].item_id,
                    revision=wording["item"]["revision"],
                    kind=said.kind,
                    text=said.text,
                    at=self._now(),
                )
            )

        await asyncio.wrap_future(self._database.write(write))

    def _build(self, c: Connection, attempt: store.AttemptRow) -> Report:
        log = store.log_of(c, attempt.id)
        blueprint = self._blueprints[attempt.blueprint]
        sitting = Sitting(
            attempt_id=attempt.id,
            mode=attempt.mode,
            domain=attempt.domain,
            title=self._title(attempt),
            blueprint=blueprint,
            language=attempt.language,
            started_at=_moment(attempt.started_at),
            finished_at=_moment(attempt.finished_at),
            limit_ms=store.clock_of(attempt).limit_ms,
            factor=attempt.factor,
            state=attempt.state,
            late_answers=len({row.position for row in log if not row.counted}),
        )
        before = [
            past
            for past in self._closed(c, attempt.user_id)
            if past.finished_at < sitting.finished_at and past.id != attempt.id
        ]
        return build_report(
            sitting,
            sheets.questions_of(c, attempt.id),
            sheets.answers_of(c, attempt.id, log),
            cut=self._cut,
            history=before,
            lessons=self._lessons(),
            now=_moment(self._now()),
        )

    def _title(self, attempt: store.AttemptRow) -> Text:
        blueprint, form = self._blueprints[attempt.blueprint], self._forms.get(attempt.form)
        return title_of(blueprint, attempt.mode, attempt.domain, form)

    def _closed(self, c: Connection, user_id: str) -> list[PastAttempt]:
        """Closed attempts of a user, in the order in which they ended."""
        ended = [row for row in store.all_of(c, user_id) if row.state != "open"]
        return [self._past(c, row) for row in sorted(ended, key=lambda row: row.finished_at)]

    def _past(self, c: Connection, attempt: store.AttemptRow) -> PastAttempt:
        total = sheets.tally(c, attempt.id)
        return PastAttempt(
            id=attempt.id,
            mode=attempt.mode,
            domain=attempt.domain,
            title=self._title(attempt),
            finished_at=_moment(attempt.finished_at),
            scored=total.scored,
            correct=total.correct,
        )

    async def _read(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.wrap_future(self._database.read(work))


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
