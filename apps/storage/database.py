"""The one door to the database: many readers, one writer that commits in groups."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from apps.storage.engine import open_engine

T = TypeVar("T")

# One commit may hold this many saves; under load they share the wait for the disk.
GROUP = 128


class NotSaved(Exception):
    """The database refused: disk full, connection lost. Nothing was kept; try again."""


@dataclass
class _Job:
    work: Callable[[Connection], Any]
    done: Future[Any] = field(default_factory=Future)


class Database:
    """Runs reads in a few threads and writes, one after the other, in one thread.

    A write is acknowledged (its future resolves) only after its commit has reached the disk.
    """

    def __init__(self, url: str, *, readers: int = 4) -> None:
        self.engine: Engine = open_engine(url)
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="read")
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._writer = threading.Thread(target=self._write_forever, name="writer", daemon=True)
        self._writer.start()

    def read(self, work: Callable[[Connection], T]) -> Future[T]:
        """The result of `work(connection)`, in time."""
        return self._readers.submit(self._read, work)

    def write(self, work: Callable[[Connection], T]) -> Future[T]:
        """The result of `work(connection)`, once it is committed; NotSaved if it cannot be."""
        job = _Job(work)
        self._jobs.put(job)
        return job.done

    def close(self) -> None:
        """Finish what was asked, then let go of the database."""
        self._jobs.put(None)
        self._writer.join()
        self._readers.shutdown()
        self.engine.dispose()

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self.engine.connect() as connection:
            return work(connection)

    def _write_forever(self) -> None:
        while (job := self._jobs.get()) is not None:
            jobs = [job]
            closing = False
            while len(jobs) < GROUP:
                try:
                    more = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if more is None:
                    closing = True
                    break
                jobs.append(more)
            self._commit([job for job in jobs if job.done.set_running_or_notify_cancel()])
            if closing:
                return

    def _commit(self, jobs: list[_Job]) -> None:
        """Commit the jobs together; if that fails, each by itself."""
        try:
            outcomes = self._in_one_transaction(jobs)
        except Exception as error:  # the writer must outlive whatever a driver raises
            if len(jobs) == 1:
                jobs[0].done.set_exception(_not_saved(error))
                return
            for job in jobs:
                self._commit([job])
            return
        for job, (result, failure) in zip(jobs, outcomes, strict=True):
            if failure is None:
                job.done.set_result(result)
            else:
                job.done.set_exception(failure)

    def _in_one_transaction(self, jobs: list[_Job]) -> list[tuple[Any, Exception | None]]:
        """Run each job in a savepoint of one transaction; a refused job undoes itself alone."""
        outcomes: list[tuple[Any, Exception | None]] = []
        with self.engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            with connection.begin():
                for job in jobs:
                    savepoint = connection.begin_nested()
                    try:
                        outcomes.append((job.work(connection), None))
                        savepoint.commit()
                    except SQLAlchemyError:
                        raise
                    except Exception as refusal:  # the caller's own refusal, handed back to it
                        savepoint.rollback()
                        outcomes.append((None, refusal))
        return outcomes


def _not_saved(error: Exception) -> NotSaved:
    failure = NotSaved(f"the database did not keep this: {error.__class__.__name__}")
    failure.__cause__ = error
    return failure
