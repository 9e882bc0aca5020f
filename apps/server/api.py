"""The HTTP API of attempts; docs/api.md is its contract."""

from __future__ import annotations

from typing import Any

from apps.attempts.records import Accommodation, Flaw, Saves, Start, Token
from apps.attempts.rules import FACTORS
from apps.server.handlers import ApiHandler
from apps.server.identity import PersonalLinks, Solo
from apps.server.refusals import Refusal

ATTEMPT = r"(?P<attempt_id>[0-9a-f]{32})"


class Me(ApiHandler):
    """Who is signed in."""

    roles = frozenset()

    async def get(self) -> None:
        """Id, name, roles, and whether there are written answers to mark."""
        person = self.person
        solo = isinstance(self.identity_provider, Solo)
        marks = bool({"grader", "admin"} & person.roles and self.settings["grading"].courses())
        self.reply(
            {
                "id": person.id,
                "name": person.name,
                "roles": sorted(person.roles),
                "solo": solo,
                "marks": marks,
            }
        )


class Exams(ApiHandler):
    """What may be sat."""

    async def get(self) -> None:
        """Modes and published forms, their lengths, and the accommodations."""
        offers = await self.attempts.offers() + await self.attempts.form_offers(self.person.id)
        exams = [offer.as_json() for offer in offers]
        self.reply({"exams": exams, "factors": [*FACTORS, None]})


class AttemptList(ApiHandler):
    """My attempts."""

    async def get(self) -> None:
        """All of mine, newest first."""
        mine = await self.attempts.all_of(self.person.id)
        self.reply({"attempts": [view.model_dump(mode="json") for view in mine]})

    async def post(self) -> None:
        """Start a new one."""
        self.limit("start", self.person.id)
        asked = self.body(Start)
        if (asked.domain is not None) != (asked.mode == "domain"):
            raise Refusal(400, "invalid", detail="domain goes with mode 'domain', and only there")
        known = {offer.domain for offer in await self.attempts.offers()}
        if asked.domain not in known:
            raise Refusal(400, "invalid", detail=f"domain {asked.domain!r} is not in the blueprint")
        self.reply(await self.attempts.start(self.person.id, asked), status=201)


class OneAttempt(ApiHandler):
    """One of my attempts, with its clock."""

    async def get(self, attempt_id: str) -> None:
        """The attempt as it stands."""
        self.reply(await self.attempts.view(self.person.id, attempt_id))


class Form(ApiHandler):
    """The questions of an open attempt."""

    async def get(self, attempt_id: str) -> None:
        """Wording by position, and the answers held."""
        self.limit("form", self.person.id)
        view, questions, held = await self.attempts.form(self.person.id, attempt_id)
        self.reply(
            {
                "attempt": view.model_dump(mode="json"),
                "questions": questions,
                "answers": [answer.model_dump(mode="json") for answer in held],
            }
        )


class Answers(ApiHandler):
    """Saves."""

    async def put(self, attempt_id: str) -> None:
        """Keep one or more; answered once they are on disk."""
        sent = self.body(Saves)
        self.limit("save", self.person.id, cost=max(1.0, len(sent.saves) / 5))
        self.reply(await self.attempts.save(self.person.id, attempt_id, sent))


class Submit(ApiHandler):
    """The end that the candidate chooses."""

    async def post(self, attempt_id: str) -> None:
        """Close the attempt."""
        self.reply(await self.attempts.submit(self.person.id, attempt_id))


class Accommodate(ApiHandler):
    """More time, before or during an attempt; for graders and administrators."""

    roles = frozenset({"grader", "admin"})

    async def post(self, attempt_id: str) -> None:
        """Set the factor."""
        factor = self.body(Accommodation).factor
        self.reply(await self.attempts.accommodate(attempt_id, factor, actor=self.person.id))


class FlawReport(ApiHandler):
    """Report this question."""

    async def post(self, attempt_id: str, position: str) -> None:
        """Keep what the candidate says is wrong."""
        self.limit("start", self.person.id)
        flaw = self.body(Flaw)
        await self.settings["reports"].flaw(self.person.id, attempt_id, int(position), flaw)
        self.reply({}, status=201)


class Login(ApiHandler):
    """Opens a session for the holder of a personal link."""

    public = True

    async def post(self) -> None:
        """Exchange the token of the link for a session cookie."""
        address = self.request.remote_ip or ""
        self.limit("login", address)
        token = self.body(Token).token
        provider = self.identity_provider
        if not isinstance(provider, PersonalLinks) or not await provider.sign_in(self, token):
            raise Refusal(403, "bad_link")
        self.settings["limits"]["login"].give_back(address)  # a class may share one address
        self.set_status(204)
        self.finish()


class Logout(ApiHandler):
    """Ends the session of this browser."""

    roles = frozenset()

    async def post(self) -> None:
        """Forget the cookie."""
        provider = self.identity_provider
        if isinstance(provider, PersonalLinks):
            provider.sign_out(self)
        self.set_status(204)
        self.finish()


class History(ApiHandler):
    """Closed attempts with their scores."""

    async def get(self) -> None:
        """Oldest first."""
        self.limit("form", self.person.id)
        self.reply({"attempts": await self.settings["reports"].history(self.person.id)})


def routes() -> list[tuple[str, Any]]:
    """Address and handler of every API route."""
    from apps.server import bank_api, case_api, grading_api
    from apps.server.report_api import ReportCsv, ReportJson, ReportPdf
    from apps.server.track_api import TrackList

    return [
        (r"/api/me", Me),
        (r"/api/exams", Exams),
        (r"/api/attempts", AttemptList),
        (rf"/api/attempts/{ATTEMPT}", OneAttempt),
        (rf"/api/attempts/{ATTEMPT}/form", Form),
        (rf"/api/attempts/{ATTEMPT}/answers", Answers),
        (rf"/api/attempts/{ATTEMPT}/submit", Submit),
        (rf"/api/attempts/{ATTEMPT}/accommodation", Accommodate),
        (rf"/api/attempts/{ATTEMPT}/report", ReportJson),
        (rf"/api/attempts/{ATTEMPT}/report\.pdf", ReportPdf),
        (rf"/api/attempts/{ATTEMPT}/report\.csv", ReportCsv),
        (rf"/api/attempts/{ATTEMPT}/questions/(?P<position>[1-9][0-9]{{0,2}})/flaw", FlawReport),
        (r"/api/history", History),
        (r"/api/tracks", TrackList),
        (r"/api/login", Login),
        (r"/api/logout", Logout),
        *case_api.routes(),
        *grading_api.routes(),
        *bank_api.routes(),
    ]
