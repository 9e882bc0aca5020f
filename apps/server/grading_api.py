"""Marking written answers over HTTP; docs/api.md is the contract."""

from __future__ import annotations

from typing import Any

from apps.grading.records import After, Judged, NewRemark, Second, Standing
from apps.grading.service import Grading
from apps.server.case_api import CASE
from apps.server.handlers import ApiHandler

COURSE = r"(?P<course>[a-z0-9]+(?:-[a-z0-9]+)*)"
TASK = r"(?P<task>[a-z0-9]+(?:-[a-z0-9]+)*)"
COPY = r"(?P<copy>[0-9a-f]{32})"
REMARK = r"(?P<remark>own-[0-9a-f]{16})"


class GradingHandler(ApiHandler):
    """What the handlers of graders share."""

    roles = frozenset({"grader", "admin"})

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        """Graders type fast, and each request reads a gradebook."""
        await super().prepare(_redirect_to_login=_redirect_to_login)
        self.limit("save", self.person.id)

    @property
    def grading(self) -> Grading:
        """The service of the app."""
        grading: Grading = self.settings["grading"]
        return grading

    async def answer(self, course: str, question: str, **asked: Any) -> None:
        """Answer with what the course answers."""
        self.reply(await self.grading.ask(course, question, who=self.person.id, **asked))

    async def answer_now(self, course: str, question: str, **asked: Any) -> None:
        """The same, for questions that depend on the moment."""
        self.reply(await self.grading.ask_now(course, question, who=self.person.id, **asked))


class Courses(GradingHandler):
    """The courses."""

    async def get(self) -> None:
        """All that the server was told of."""
        self.reply({"courses": self.grading.courses()})


class Tasks(GradingHandler):
    """The tasks of a course that persons read."""

    async def get(self, course: str) -> None:
        """Each with the state of its copies."""
        await self.answer(course, "tasks")


class OneTask(GradingHandler):
    """A task."""

    async def get(self, course: str, case_id: str, task: str) -> None:
        """Rubric, copies, agreement."""
        await self.answer_now(course, "task", case=case_id, task=task)


class NextCopy(GradingHandler):
    """The next copy to read."""

    async def post(self, course: str, case_id: str, task: str) -> None:
        """Take it."""
        number = self.body(After).number
        await self.answer_now(course, "next", case=case_id, task=task, number=number)


class SecondGrader(GradingHandler):
    """Reading twice."""

    async def put(self, course: str, case_id: str, task: str) -> None:
        """How many copies."""
        asked = self.body(Second).model_dump()
        await self.answer(course, "second", case=case_id, task=task, **asked)


class Remarks(GradingHandler):
    """Remarks of graders."""

    async def post(self, course: str, case_id: str, task: str) -> None:
        """Add one."""
        given = self.body(NewRemark).model_dump()
        await self.answer_now(course, "add_remark", case=case_id, task=task, **given)


class OneRemark(GradingHandler):
    """One of them."""

    async def delete(self, course: str, case_id: str, task: str, remark: str) -> None:
        """Offer it no longer."""
        await self.answer(course, "retire_remark", case=case_id, task=task, remark=remark)


class Final(GradingHandler):
    """Whether the marks of a task are final."""

    async def post(self, course: str, case_id: str, task: str) -> None:
        """They are: names are shown."""
        await self.answer_now(course, "finish", case=case_id, task=task)

    async def delete(self, course: str, case_id: str, task: str) -> None:
        """They are not: names are hidden."""
        await self.answer_now(course, "reopen", case=case_id, task=task)


class Claim(GradingHandler):
    """A copy, taken to be marked."""

    async def post(self, course: str, copy: str) -> None:
        """Take it if it is free, and see it in any case."""
        await self.answer_now(course, "open", copy=copy)

    async def delete(self, course: str, copy: str) -> None:
        """Give it back."""
        await self.answer(course, "release", copy=copy)


class CopyDraft(GradingHandler):
    """What was begun."""

    async def put(self, course: str, copy: str) -> None:
        """Keep it."""
        given = self.body(Judged).model_dump()
        await self.answer_now(course, "draft", copy=copy, given=given)


class CopyMark(GradingHandler):
    """The mark."""

    async def put(self, course: str, copy: str) -> None:
        """Save it: it counts."""
        given = self.body(Judged).model_dump()
        await self.answer_now(course, "mark", copy=copy, given=given)


class CopyCap(GradingHandler):
    """The announced errors that stand in a submission."""

    async def put(self, course: str, copy: str) -> None:
        """Say which, and why."""
        await self.answer_now(course, "cap", copy=copy, **self.body(Standing).model_dump())


def routes() -> list[tuple[str, Any]]:
    """Address and handler of every route of graders."""
    course = rf"/api/grading/{COURSE}"
    task, copy = rf"{course}/tasks/{CASE}/{TASK}", rf"{course}/copies/{COPY}"
    return [
        (r"/api/grading", Courses),
        (rf"{course}/tasks", Tasks),
        (task, OneTask),
        (rf"{task}/next", NextCopy),
        (rf"{task}/second", SecondGrader),
        (rf"{task}/remarks", Remarks),
        (rf"{task}/remarks/{REMARK}", OneRemark),
        (rf"{task}/final", Final),
        (rf"{copy}/claim", Claim),
        (rf"{copy}/draft", CopyDraft),
        (rf"{copy}/mark", CopyMark),
        (rf"{copy}/cap", CopyCap),
    ]
