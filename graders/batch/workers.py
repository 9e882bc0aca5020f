"""The caller's side of the processes that grade: started, asked, timed, killed, replaced."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any

from graders.batch.records import Job, Plan, Record, Refused, Request, Snapshot

SETTING_UP = 120.0  # seconds to import nbgrader and read the configuration
OFTEN = 0.2  # seconds between two looks at clock and interruptions
PATIENCE = 10.0  # seconds for a process to end by itself


class Gone(Exception):
    """The process has ended, or was killed for its slowness; the message says how."""


class Worker:
    """One process that grades, and what it does at the moment."""

    def __init__(self) -> None:
        ours, theirs = Pipe()
        held, leash = os.pipe()
        self._scratch = tempfile.mkdtemp(prefix="parcours-grade-")  # personal data, mode 0700
        command = [sys.executable, "-m", "graders.batch.worker"]
        self._process = subprocess.Popen(
            [*command, str(theirs.fileno()), str(held), self._scratch],
            pass_fds=(theirs.fileno(), held),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # an interruption is the caller's to handle
        )
        theirs.close()
        os.close(held)
        self._leash = leash
        self.connection: Connection[Any, Any] = ours
        self.began = 0.0

    def send(self, message: object) -> None:
        """Ask something; whoever is gone is found out by `receive`."""
        self.began = time.monotonic()
        with contextlib.suppress(OSError):
            self.connection.send(message)

    def receive(self) -> Any:
        """The answer; Gone where there will be none, Refused where that is the answer."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            raise Gone(self._how_it_ended()) from None
        if isinstance(answer, Refused):
            raise answer
        return answer

    def ask(self, message: object, limit: float) -> Any:
        """Ask, wait and return the answer."""
        self.send(message)
        if not self.connection.poll(limit):
            self.kill()
            raise Gone(f"took longer than {limit:g} s")
        return self.receive()

    def seconds(self) -> float:
        """How long it has been at it."""
        return time.monotonic() - self.began

    def _how_it_ended(self) -> str:
        try:
            code = self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            return "its process stopped answering"
        if code < 0:
            name = signal.Signals(-code).name
            return f"its process was killed ({name}); out of memory, perhaps"
        return f"its process ended (code {code})"

    def kill(self) -> None:
        """End it now."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """End it when it has nothing to do."""
        if self._leash >= 0:
            with contextlib.suppress(OSError):
                self.connection.send(None)
            self.connection.close()
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            os.close(self._leash)
            self._leash = -1
            shutil.rmtree(self._scratch, ignore_errors=True)


class LocalPool:
    """Processes on this machine. Close it, or use it as a context."""

    def __init__(self, request: Request, count: int, limit: float) -> None:
        self._request = request
        self._limit = limit
        self._busy: dict[Worker, Job] = {}
        self._idle = [self._start() for _ in range(count)]

    def __enter__(self) -> LocalPool:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        for worker in (*self._busy, *(self._idle if kind else ())):
            worker.kill()
        for worker in self._idle:
            worker.close()

    def plan(self) -> Plan:
        """What the first process finds in the course."""
        for worker in self._idle:
            _answer(worker)
        self._idle[0].send("plan")
        plan: Plan = _answer(self._idle[0])
        return plan

    def grade(
        self, snapshot: Snapshot, take: Callable[[], Job | None], stop: Callable[[], bool]
    ) -> Iterator[Record]:
        """A record for each job that `take` gives, as they come; ends early when told to."""
        for worker in self._idle:
            worker.send(snapshot)
        for worker in self._idle:
            _answer(worker)
        while not stop():
            while self._idle and (job := take()) is not None:
                self._give(self._idle.pop(), job)
            if not self._busy:
                return
            ready = wait([worker.connection for worker in self._busy], OFTEN)
            for worker, job in list(self._busy.items()):
                if worker.connection in ready:
                    record = self._finished(worker, job, snapshot)
                    if self._idle and (more := take()) is not None:
                        self._give(self._idle.pop(), more)  # it works on while the caller writes
                    yield record
                elif worker.seconds() > self._limit:
                    yield self._too_slow(worker, job, snapshot)

    def _start(self) -> Worker:
        worker = Worker()
        worker.send(self._request)
        return worker

    def _give(self, worker: Worker, job: Job) -> None:
        self._busy[worker] = job
        worker.send(job)

    def _finished(self, worker: Worker, job: Job, snapshot: Snapshot) -> Record:
        took = worker.seconds()
        try:
            record: Record = worker.receive()
        except Gone as gone:
            self._replace(worker, snapshot)
            return Record(job.student, "stopped", took, str(gone))
        del self._busy[worker]
        self._idle.append(worker)
        return record

    def _too_slow(self, worker: Worker, job: Job, snapshot: Snapshot) -> Record:
        took = worker.seconds()
        worker.kill()
        self._replace(worker, snapshot)
        return Record(job.student, "stopped", took, f"took longer than {self._limit:g} s")

    def _replace(self, worker: Worker, snapshot: Snapshot) -> None:
        worker.close()
        del self._busy[worker]
        new = self._start()
        _answer(new)
        new.send(snapshot)
        _answer(new)
        self._idle.append(new)


def _answer(worker: Worker) -> Any:
    """The answer of a process that grades nothing yet; Refused where there is none."""
    if not worker.connection.poll(SETTING_UP):
        worker.kill()
        raise Refused(f"nbgrader was not set up within {SETTING_UP:g} s")
    try:
        return worker.receive()
    except Gone as gone:
        raise Refused(f"nbgrader could not be set up: {gone}") from None
