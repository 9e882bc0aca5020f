"""What may be asked of attempts; every method waits for the disk off the event loop."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from apps.attempts import saving, store
from apps.attempts.forms import Offer, draw_rows, form_offers, offers, public_questions
from apps.attempts.records import (
    AttemptView,
    Held,
    SaveResults,
    Saves,
    Start,
)
from apps.attempts.titles import title_of
from apps.storage.database import Database
from question_bank.bank import Bank
from question_bank.blueprint import Blueprint

T = TypeVar("T")


def utc_now_ms() -> int:
    """The server's clock: milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


class Attempts:
    """Starts, shows, saves and closes attempts."""

    def __init__(
        self,
        database: Database,
        bank: Bank,
        blueprint: Blueprint,
        *,
        now: Callable[[], int] = utc_now_ms,
    ) -> None:
        self._database = database
        self._bank = bank
        self._blueprint = blueprint
        self._now = now
        self._drawing = ThreadPoolExecutor(1, thread_name_prefix="draw")
        self._offers: list[Offer] | None = None
        self._form_offers: list[Offer] | None = None

    async def offers(self) -> list[Offer]:
        """The exams that may be sat, and whether the bank can fill them."""
        if self._offers is None:
            self._offers = await self._draw_thread(lambda: offers(self._bank, self._blueprint))
        return self._offers

    async def form_offers(self, user_id: str) -> list[Offer]:
        """The published forms that may be sat, and which of them this user has sat."""
        if self._form_offers is None:
            made = await self._draw_thread(lambda: form_offers(self._bank, self._blueprint))
            self._form_offers = made
        if not self._form_offers:
            return []
        sat = await self._read(lambda c: store.forms_sat(c, user_id))
        return [replace(offer, seen=offer.form in sat) for offer in self._form_offers]

    async def start(self, user_id: str, asked: Start) -> AttemptView:
        """Draw a form and start the clock; FormImpossible when the bank cannot fill it.

        A second exam waits until the first is handed in: OneIsOpen. Asked again with the same
        `key`, the same attempt is the answer.
        """
        attempt_id = _attempt_id(user_id, asked.key)
        await self.close_due()
        if await self._refuse_or_find(user_id, attempt_id):
            return await self.view(user_id, attempt_id)
        seen = await self._read(lambda c: store.items_seen(c, user_id))
        seed = secrets.randbits(40)
        drawn = await self._draw_thread(
            lambda: draw_rows(self._bank, self._blueprint, asked, seed=seed, seen=seen)
        )
        now = self._now()
        limit = drawn.minutes * 60_000
        attempt: dict[str, Any] = {
            "id": attempt_id,
            "user_id": user_id,
            "mode": drawn.mode,
            "domain": asked.domain,
            "blueprint": self._blueprint.id,
            "form": asked.form,
            "seed": seed,
            "language": asked.language,
            "factor": asked.factor,
            "base_ms": limit,
            "started_at": now,
            "deadline_at": None if asked.factor is None else now + round(limit * asked.factor),
            "state": "open",
            "cursor": 1,
            "rev": 0,
            "seen_share": drawn.seen_share,
        }

        def write(c: Connection) -> None:
            if not self._begun(c, user_id, attempt_id):
                store.insert_attempt(
                    c, attempt=attempt, form=drawn.questions, versions=drawn.versions
                )

        await self._write(write)
        return await self.view(user_id, attempt_id)

    async def _refuse_or_find(self, user_id: str, attempt_id: str) -> bool:
        return await self._read(lambda c: self._begun(c, user_id, attempt_id))

    def _begun(self, c: Connection, user_id: str, attempt_id: str) -> bool:
        """Whether that attempt was begun already; OneIsOpen when another is under way."""
        under_way = store.open_of(c, user_id)
        if under_way is not None and under_way.id != attempt_id:
            raise store.OneIsOpen("hand in the exam that is under way first")
        return store.exists(c, attempt_id)

    async def view(self, user_id: str | None, attempt_id: str) -> AttemptView:
        """The attempt as it stands, closed first if its time is over."""
        await self._close_if_due(user_id, attempt_id)
        return await self._read(lambda c: self._view(c, store.find(c, attempt_id, user_id)))

    async def all_of(self, user_id: str) -> list[AttemptView]:
        """Every attempt of that user, newest first."""
        await self.close_due()
        return await self._read(
            lambda c: [self._view(c, attempt) for attempt in store.all_of(c, user_id)]
        )

    async def form(
        self, user_id: str, attempt_id: str
    ) -> tuple[AttemptView, list[dict[str, Any]], list[Held]]:
        """The questions without anything that gives an answer away; Closed after the end."""
        await self._close_if_due(user_id, attempt_id)

        def read(c: Connection) -> tuple[AttemptView, list[dict[str, Any]], list[Held]]:
            attempt = store.find(c, attempt_id, user_id)
            if attempt.state != "open":
                raise store.Closed("the attempt has ended; open its report")
            form = store.form_of(c, attempt_id)
            wordings = store.wordings(c, {row.digest for row in form})
            held = store.held_answers(c, attempt_id)
            return self._view(c, attempt), public_questions(form, wordings), held

        return await self._read(read)

    async def save(self, user_id: str, attempt_id: str, sent: Saves) -> SaveResults:
        """Keep the saves; returns once they are on disk. Closed after the end."""

        def write(c: Connection) -> SaveResults | tuple[int, ...]:
            now = self._now()
            results = saving.save(c, attempt_id, user_id, sent.client, sent.saves, now)
            if isinstance(results, tuple):
                return results
            view = self._view(c, store.find(c, attempt_id, user_id))
            return SaveResults(results=results, attempt=view)

        results = await self._write(write)
        if isinstance(results, tuple):
            raise store.Closed("the attempt has ended; later answers are not counted", results)
        return results

    async def submit(self, user_id: str, attempt_id: str) -> AttemptView:
        """Close the attempt; asking twice changes nothing."""

        def write(c: Connection) -> None:
            attempt = store.find(c, attempt_id, user_id, locked=True)
            if attempt.state == "open":
                store.close(c, attempt, now=self._now(), actor=user_id)

        await self._write(write)
        return await self.view(user_id, attempt_id)

    async def accommodate(
        self, attempt_id: str, factor: float | None, *, actor: str
    ) -> AttemptView:
        """Change the time allowed, also while the attempt runs."""
        await self._close_if_due(None, attempt_id)
        await self._write(
            lambda c: store.accommodate(
                c,
                store.find(c, attempt_id, None, locked=True),
                factor,
                actor=actor,
                now=self._now(),
            )
        )
        return await self.view(None, attempt_id)

    async def close_due(self) -> int:
        """Close every attempt whose time is over; how many."""

        def write(c: Connection) -> int:
            now = self._now()
            over = [store.find(c, attempt.id, None, locked=True) for attempt in store.due(c, now)]
            still = [a for a in over if a.state == "open" and store.clock_of(a).is_over(now)]
            for attempt in still:
                store.close(c, attempt, now=now, actor="clock")
            return len(still)

        # Looked up before queueing for the writer: nearly always there is nothing to do.
        if not await self._read(lambda c: bool(store.due(c, self._now()))):
            return 0
        return await self._write(write)

    async def _close_if_due(self, user_id: str | None, attempt_id: str) -> None:
        attempt = await self._read(lambda c: store.find(c, attempt_id, user_id))
        if attempt.state == "open" and store.clock_of(attempt).is_over(self._now()):
            await self.close_due()

    def _view(self, c: Connection, attempt: store.AttemptRow) -> AttemptView:
        total, answered, flagged = store.counts(c, attempt.id)
        clock = store.clock_of(attempt)
        ended = attempt.finished_at
        now = self._now() if ended is None else ended
        return AttemptView(
            id=attempt.id,
            mode=attempt.mode,
            domain=attempt.domain,
            form=attempt.form,
            title=title_of(
                self._blueprint, attempt.mode, attempt.domain, self._bank.forms.get(attempt.form)
            ),
            blueprint=attempt.blueprint,
            language=attempt.language,
            state=attempt.state,
            total=total,
            answered=answered,
            flagged=flagged,
            factor=attempt.factor,
            untimed=attempt.factor is None,
            limit_ms=clock.limit_ms,
            elapsed_ms=clock.elapsed_ms(now),
            remaining_ms=clock.remaining_ms(now),
            started_at=iso(attempt.started_at),
            deadline=None if clock.deadline_at is None else iso(clock.deadline_at),
            finished_at=None if ended is None else iso(ended),
            cursor=attempt.cursor,
            rev=attempt.rev,
            seen_share=attempt.seen_share,
        )

    async def _read(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.wrap_future(self._database.read(work))

    async def _write(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.wrap_future(self._database.write(work))

    async def _draw_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._drawing, work)


def _attempt_id(user_id: str, key: str | None) -> str:
    """A random id, or the one that this user's key always gives."""
    if key is None:
        return uuid.uuid4().hex
    return hashlib.sha256(f"{user_id}\n{key}".encode()).hexdigest()[:32]


def iso(moment: int) -> str:
    """A moment (milliseconds since 1970) as ISO 8601 in UTC."""
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds")
