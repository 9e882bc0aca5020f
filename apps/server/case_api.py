"""Cases over HTTP; docs/api.md is the contract."""

from __future__ import annotations

from typing import Any, Literal

from apps.attempts.records import Message
from apps.casework.records import Answers
from apps.casework.service import Casework
from apps.server.handlers import ApiHandler

CASE = r"(?P<case_id>[a-z0-9]+(?:-[a-z0-9]+)*)"
FILE = r"(?P<file>[a-z0-9-]+\.csv)"


class Again(Message):
    """Go on with the answers as they are, or begin anew."""

    how: Literal["go-on", "anew"]


class CaseHandler(ApiHandler):
    """What the handlers of cases share."""

    @property
    def casework(self) -> Casework:
        """The service of the app."""
        casework: Casework = self.settings["casework"]
        return casework


class CaseList(CaseHandler):
    """The cases."""

    async def get(self) -> None:
        """Every live case, and how far I am with it."""
        self.reply({"cases": await self.casework.all_of(self.person.id)})


class OneCase(CaseHandler):
    """A case and my answers to it."""

    async def get(self, case_id: str) -> None:
        """All that the form shows."""
        self.limit("form", self.person.id)
        self.reply(await self.casework.open(self.person.id, case_id))


class CaseAnswers(CaseHandler):
    """Saves."""

    async def put(self, case_id: str) -> None:
        """Keep one answer or several; answered once they are on disk."""
        sent = self.body(Answers)
        self.limit("save", self.person.id, cost=max(1.0, len(sent.answers) / 5))
        self.reply(await self.casework.save(self.person.id, case_id, sent))


class CaseEnd(CaseHandler):
    """Hand in, and take back."""

    async def post(self, case_id: str) -> None:
        """Hand the case in."""
        await self.casework.finish(self.person.id, case_id)
        self.reply({})

    async def delete(self, case_id: str) -> None:
        """Go on with it, or begin it anew."""
        self.limit("start", self.person.id)
        anew = self.body(Again).how == "anew"
        await self.casework.reopen(self.person.id, case_id, anew=anew)
        self.reply({})


class CaseOutcome(CaseHandler):
    """Score and feedback."""

    async def get(self, case_id: str) -> None:
        """In one language."""
        self.limit("form", self.person.id)
        lang = self.locale_asked()
        self.reply(await self.casework.outcome(self.person.id, case_id, lang))


class CaseData(CaseHandler):
    """The tables of a computing case."""

    async def get(self, case_id: str, file: str) -> None:
        """One of them, to keep."""
        self.limit("form", self.person.id)
        content = await self.casework.table(case_id, file)
        self.send_file(content, "text/csv; charset=utf-8", file)


def routes() -> list[tuple[str, Any]]:
    """Address and handler of every route of cases."""
    return [
        (r"/api/cases", CaseList),
        (rf"/api/cases/{CASE}", OneCase),
        (rf"/api/cases/{CASE}/answers", CaseAnswers),
        (rf"/api/cases/{CASE}/end", CaseEnd),
        (rf"/api/cases/{CASE}/outcome", CaseOutcome),
        (rf"/api/cases/{CASE}/data/{FILE}", CaseData),
    ]
