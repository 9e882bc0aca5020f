"""The kernels behind interactive pages: whose they are, how many may live, and when they end.

The register is in memory, as the kernels are: both end with the server.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from nbclient.util import ensure_async
from tornado import ioloop, web

from apps.server.refusals import Refusal
from apps.storage.people import Role

if TYPE_CHECKING:
    from apps.server.kernel_api import Channels

# A page that was just sent counts as open until its script has had the time to connect. A page
# that is reloaded is open twice for as long: the old one says goodbye once the new one is there.
SETTLE_SECONDS = 10.0
SWEEP_SECONDS = 5.0
RETRY_SECONDS = 60


class Ended(IntEnum):
    """Why a kernel ended; the close code of its websockets, which apps/live/src/link.js reads."""

    IDLE = 4001
    REPLACED = 4002  # its user opened more pages than one may
    DIED = 4003
    SIGNED_OUT = 4004
    CLOSED = 4005  # its page said goodbye


@dataclass(eq=False)
class Visit:
    """One interactive page that one user opened, with its kernel."""

    kernel_id: str
    user_id: str
    role: Role
    opened: float
    shown: float | None = None  # when the document was complete
    used: float = 0.0  # when its user last did something
    alone_since: float = 0.0  # when its last websocket closed
    sockets: set[Channels] = field(default_factory=set)

    def is_new(self, now: float) -> bool:
        """Whether the page is on its way, or has just arrived."""
        return self.shown is None or now - self.shown < SETTLE_SECONDS

    def is_open(self, now: float) -> bool:
        """Whether some browser shows the page, or is about to."""
        return bool(self.sockets) or (self.is_new(now) and self.alone_since == 0)


class LiveKernels:
    """Starts, counts and ends the kernels of interactive pages."""

    def __init__(
        self,
        kernels: Any,
        *,
        total: int,
        per_user: int,
        abandoned_seconds: float,
        idle_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._kernels = kernels
        self._total = total
        self._per_user = per_user
        self._abandoned_seconds = abandoned_seconds
        self._idle_seconds = idle_seconds
        self._clock = clock
        self._visits: dict[str, Visit] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._sweeper: ioloop.PeriodicCallback | None = None

    def watch(self) -> None:
        """Look for kernels to end, again and again, until the event loop stops."""
        every = min(SWEEP_SECONDS, self._abandoned_seconds / 2, self._idle_seconds / 2)
        self._sweeper = ioloop.PeriodicCallback(self.sweep, every * 1000)
        self._sweeper.start()

    async def start(self, user_id: str, role: Role, *, kernel_name: str, cwd: str) -> Visit:
        """A visit whose kernel runs; Refusal 503 when there are too many."""
        await self._make_room(user_id)
        visit = Visit(str(uuid.uuid4()), user_id, role, opened=self._clock())
        self._visits[visit.kernel_id] = visit  # counts from now on
        try:
            await ensure_async(
                self._kernels.start_kernel(
                    kernel_id=visit.kernel_id, kernel_name=kernel_name, cwd=cwd
                )
            )
            # The renderer reads what it publishes; the server need not, until the page is there.
            self._kernels.stop_watching_activity(visit.kernel_id)
            self._kernels.add_restart_callback(visit.kernel_id, lambda: self._died(visit), "dead")
        except BaseException:
            await self.end(visit, Ended.DIED)
            raise
        return visit

    def was_shown(self, visit: Visit) -> None:
        """Its document is complete: from now on its user is expected to use it."""
        visit.shown = visit.used = self._clock()
        self._kernels.start_watching_activity(visit.kernel_id)
        loop = asyncio.get_running_loop()
        loop.call_later(SETTLE_SECONDS + 0.1, lambda: self._soon(self._settle(visit.user_id)))

    def of(self, kernel_id: str, user_id: str) -> Visit:
        """The visit of that kernel; 404 unless it lives and is that user's own."""
        visit = self._visits.get(kernel_id)
        if visit is None or visit.user_id != user_id:
            raise web.HTTPError(404)
        return visit

    def connected(self, visit: Visit, socket: Channels) -> bool:
        """A page opened a websocket; False when the kernel has ended meanwhile."""
        visit.sockets.add(socket)
        return visit.kernel_id in self._visits

    def disconnected(self, visit: Visit, socket: Channels) -> None:
        """A websocket closed."""
        visit.sockets.discard(socket)
        visit.alone_since = self._clock()

    def was_used(self, visit: Visit) -> None:
        """Its user did something."""
        visit.used = self._clock()

    async def end(self, visit: Visit, why: Ended) -> None:
        """Tell its pages, and stop the kernel; nothing happens the second time."""
        if self._visits.pop(visit.kernel_id, None) is None:
            return
        for socket in list(visit.sockets):
            socket.close(int(why), why.name.lower())
        if visit.kernel_id in self._kernels:
            with contextlib.suppress(web.HTTPError, KeyError):  # it ended by itself meanwhile
                await ensure_async(self._kernels.shutdown_kernel(visit.kernel_id, now=True))

    async def end_all(self) -> None:
        """Stop every kernel: the server stops."""
        if self._sweeper is not None:
            self._sweeper.stop()
        visits = list(self._visits.values())
        await asyncio.gather(*(self.end(visit, Ended.CLOSED) for visit in visits))

    async def sweep(self) -> None:
        """End the kernels that nobody needs any more."""
        for visit in list(self._visits.values()):
            why = await self._over(visit)
            if why is not None:
                await self.end(visit, why)

    async def _over(self, visit: Visit) -> Ended | None:
        if visit.shown is None:
            return None  # still rendered, which has a time limit of its own
        now = self._clock()
        idle = now - max(visit.used, visit.shown)
        if not visit.sockets:
            alone = now - max(visit.alone_since, visit.shown)
            limit = self._idle_seconds if self._is_busy(visit) else self._abandoned_seconds
            return Ended.IDLE if alone > limit else None
        if idle > self._idle_seconds and not self._is_busy(visit):
            return Ended.IDLE
        allowed = [await socket.is_allowed() for socket in list(visit.sockets)]
        return None if all(allowed) else Ended.SIGNED_OUT

    def _is_busy(self, visit: Visit) -> bool:
        if visit.kernel_id not in self._kernels:
            return False
        return bool(self._kernels.get_kernel(visit.kernel_id).execution_state == "busy")

    async def _make_room(self, user_id: str) -> None:
        mine = self._expendable_first(user_id)
        while len(mine) > self._per_user:  # one more than they may have, for a reload
            await self.end(mine.pop(0), Ended.REPLACED)
        if len(self._visits) < self._total:
            return
        if not mine:
            raise Refusal(503, "full", retry_after=RETRY_SECONDS)
        await self.end(mine[0], Ended.REPLACED)

    async def _settle(self, user_id: str) -> None:
        mine, now = self._expendable_first(user_id), self._clock()
        if any(visit.is_new(now) for visit in mine):
            return  # it will settle in its own time
        for visit in mine[: max(0, len(mine) - self._per_user)]:
            await self.end(visit, Ended.REPLACED)

    def _expendable_first(self, user_id: str) -> list[Visit]:
        """The user's visits: those whose page is gone first, then the oldest."""
        now = self._clock()
        mine = [visit for visit in self._visits.values() if visit.user_id == user_id]
        return sorted(mine, key=lambda visit: (visit.is_open(now), visit.opened))

    def _died(self, visit: Visit) -> None:
        self._soon(self.end(visit, Ended.DIED))

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
