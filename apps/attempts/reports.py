"""From the rows of a closed attempt to its report, and what candidates say of questions."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, insert

from apps.attempts import store
from apps.attempts.forms import LETTERS, item_of
from apps.attempts.records import Flaw
from apps.attempts.service import utc_now_ms
from apps.attempts.titles import title_of
from apps.storage.database import Database
from apps.storage.tables import flaws
from graders.exam.build import build_report
from graders.exam.history import history_point
from graders.exam.records import Answer, Change, PastAttempt, Question, Sitting
from graders.exam.report import Report
from question_bank.blueprint import Blueprint
from question_bank.model import Text

T = TypeVar("T")


class StillOpen(Exception):
    """The attempt has not ended, so there is no report yet."""


class Reports:
    """Builds reports of closed attempts; remembers the last few, since they never change."""

    KEPT = 32

    def __init__(
        self,
        database: Database,
        blueprints: Mapping[str, Blueprint],
        *,
        cut: float,
        lessons: Callable[[], Mapping[str, Text]] = dict,
        now: Callable[[], int] = utc_now_ms,
    ) -> None:
        self._database = database
        self._blueprints = blueprints
        self._cut = cut
        self._lessons = lessons
        self._now = now
        self._built: dict[tuple[str, int], Report] = {}
        self._workers = ThreadPoolExecutor(1, thread_name_prefix="report")

    async def report(self, user_id: str, attempt_id: str) -> Report:
        """The report of one of that user's closed attempts; StillOpen before its end."""
        attempt = await self._read(lambda c: store.find(c, attempt_id, user_id))
        if attempt.state == "open":
            raise StillOpen("the attempt is still open")
        logged = await self._read(lambda c: len(store.log_of(c, attempt_id)))
        key = (attempt_id, logged)  # an answer that came too late changes the report
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
        form = store.form_of(c, attempt.id)
        wordings = store.wordings(c, {row.digest for row in form})
        log = store.log_of(c, attempt.id)
        blueprint = self._blueprints[attempt.blueprint]
        sitting = Sitting(
            attempt_id=attempt.id,
            mode=attempt.mode,
            domain=attempt.domain,
            title=title_of(blueprint, attempt.mode, attempt.domain),
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
            [_question(row, wordings[row.digest]) for row in form],
            _answers(c, attempt.id, form, log),
            cut=self._cut,
            history=before,
            lessons=self._lessons(),
            now=_moment(self._now()),
        )

    def _closed(self, c: Connection, user_id: str) -> list[PastAttempt]:
        """Closed attempts of a user, in the order in which they ended."""
        ended = [row for row in store.all_of(c, user_id) if row.state != "open"]
        return [self._past(c, row) for row in sorted(ended, key=lambda row: row.finished_at)]

    def _past(self, c: Connection, attempt: store.AttemptRow) -> PastAttempt:
        form = [row for row in store.form_of(c, attempt.id) if row.scored]
        wordings = store.wordings(c, {row.digest for row in form})
        held = {answer.n: answer.choice for answer in store.held_answers(c, attempt.id)}
        correct = sum(
            _choice(row, held.get(row.position)) in wordings[row.digest]["item"]["correct"]
            for row in form
        )
        return PastAttempt(
            id=attempt.id,
            mode=attempt.mode,
            domain=attempt.domain,
            title=title_of(self._blueprints[attempt.blueprint], attempt.mode, attempt.domain),
            finished_at=_moment(attempt.finished_at),
            scored=len(form),
            correct=correct,
        )

    async def _read(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.wrap_future(self._database.read(work))


def _question(row: Row[Any], wording: Mapping[str, Any]) -> Question:
    return Question(
        position=row.position,
        item=item_of(wording),
        scored=row.scored,
        options=tuple(row.options),
        seen_before=row.seen_before,
        case=None if wording["case"] is None else Text.model_validate(wording["case"]),
    )


def _answers(
    c: Connection, attempt_id: str, form: list[Row[Any]], log: list[Row[Any]]
) -> list[Answer]:
    """The answers that count, each with its changes in the order of their sequence numbers."""
    shown = {row.position: row for row in form}
    given: dict[int, list[Row[Any]]] = defaultdict(list)
    for entry in sorted(log, key=lambda entry: (entry.seq, entry.client)):
        if entry.counted:
            given[entry.position].append(entry)
    return [
        Answer(
            position=held.n,
            choice=_choice(shown[held.n], held.choice),
            flagged=held.flagged,
            spent_ms=held.spent_ms,
            note=held.note,
            changes=_changes(shown[held.n], given[held.n]),
        )
        for held in store.held_answers(c, attempt_id)
    ]


def _changes(row: Row[Any], given: list[Row[Any]]) -> tuple[Change, ...]:
    changes: list[Change] = []
    before: str | None = None
    for entry in given:
        after = _choice(row, entry.choice)
        if after != before:
            changes.append(Change(at_ms=entry.received_ms, before=before, after=after))
        before = after
    return tuple(changes)


def _choice(row: Row[Any], letter: str | None) -> str | None:
    return None if letter is None else row.options[LETTERS.index(letter)]


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
