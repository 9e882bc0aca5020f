"""Grading on a Dask cluster: submissions go out as bytes, records come back; nothing is shared.

The machines need this package in the same version, and what the course's configuration imports
from elsewhere than the course's own folder.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from graders.batch.records import Files, Job, Plan, Record, Refused, Request, Snapshot
from graders.batch.remote import Bundle, grade_there, leave, needed
from graders.batch.workers import OFTEN, LocalPool

CONNECTING = "10s"
AHEAD = 2  # tasks a thread, so that none waits for the caller


class Cluster:
    """A scheduler and its workers. Close it, or use it as a context."""

    def __init__(self, address: str, request: Request, limit: float) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise Refused("--scheduler needs Dask: pip install 'parcours[cluster]'") from None
        try:
            self._client: Any = Client(address, timeout=CONNECTING, set_as_default=False)
        except OSError as error:
            raise Refused(f"no Dask scheduler answers at {address}: {error}") from None
        self._request = request
        self._limit = limit
        self._name = uuid.uuid4().hex
        self._files: Files = {}
        self.workers = sum(self._client.nthreads().values())
        if not self.workers:
            self._client.close()
            raise Refused(f"the Dask scheduler at {address} has no workers")

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.run(leave, self._name)
        self._client.close()

    def plan(self) -> Plan:
        """What a process on this machine finds in the course."""
        with LocalPool(self._request, 1, self._limit) as pool:
            plan = pool.plan()
        self._files = needed(plan.root, plan.source)
        return plan

    def grade(
        self, snapshot: Snapshot, take: Callable[[], Job | None], stop: Callable[[], bool]
    ) -> Iterator[Record]:
        """A record for each job that `take` gives, as they come; ends early when told to."""
        from distributed import wait

        bundle = Bundle(self._name, self._request, snapshot, self._files, self._limit)
        there = self._client.scatter(bundle, broadcast=True, hash=False)
        going: dict[Any, Job] = {}
        while not stop():
            while len(going) < AHEAD * self.workers and (job := take()) is not None:
                task = self._client.submit(grade_there, there, job, pure=False)
                going[task] = job
            if not going:
                return
            try:
                with self._client.as_current():
                    ready = wait(list(going), timeout=OFTEN, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                continue
            for task in ready:
                yield _record(task, going.pop(task))
        self._client.cancel(list(going))


def _record(task: Any, job: Job) -> Record:
    error = task.exception()
    if error is None:
        record: Record = task.result()
        return record
    if isinstance(error, Refused):
        raise error
    return Record(job.student, "stopped", 0.0, f"{type(error).__name__}: {error}")
