"""What every handler does before its own work: who asks, may they, is it too much."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from jupyter_server.base.handlers import JupyterHandler
from pydantic import BaseModel, ValidationError
from tornado import web

from apps.attempts.reports import StillOpen
from apps.attempts.service import Attempts
from apps.attempts.store import Closed, NoSuchAttempt, OneIsOpen, UnknownQuestion, WouldEnd
from apps.casework.service import NotReady, UnknownTask
from apps.casework.store import Finished, NoSuchCase, NotReleased
from apps.editing.saving import NotKept
from apps.editing.service import NoSuchItem
from apps.grading.process import GradingRefused
from apps.server.identity import PersonUser
from apps.server.limits import RateLimit
from apps.server.refusals import Detail, Refusal, error_document, refusal_text
from apps.storage.database import Database, NotSaved
from apps.storage.people import NoSuchUser, Person, Role
from question_bank.draw import FormImpossible
from question_bank.model import Locale

M = TypeVar("M", bound=BaseModel)

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


class Handler(JupyterHandler):
    """Base of every route: the roles it needs, our security headers, no cross-origin access.

    One of `roles` is needed; with none named, any user will do. `public` lets strangers in.
    """

    public: bool = False
    roles: frozenset[Role] = frozenset({"candidate"})

    @property
    def content_security_policy(self) -> str:
        """Nothing from another host, no inline script, no framing."""
        return CONTENT_SECURITY_POLICY

    def set_default_headers(self) -> None:
        """Our headers on every answer, errors included."""
        super().set_default_headers()
        self.set_header("Content-Security-Policy", self.content_security_policy)
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        """Let the request through when its user holds a role that this handler needs."""
        await super().prepare(_redirect_to_login=False)
        if self.public:
            return
        if self.current_user is None:
            self.refuse_stranger()
        elif self.roles and not self.roles & self.person.roles:
            raise Refusal(403, "role")

    def refuse_stranger(self) -> None:
        """Answer somebody who is not signed in."""
        raise Refusal(401, "signed_out")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in both languages what went wrong; never a stack trace."""
        code, detail = self.refusal_of(status_code, kwargs)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(error_document(self.base_url, refusal_text(code, detail)))

    def refusal_of(self, status_code: int, kwargs: dict[str, Any]) -> tuple[str, Detail]:
        """Code and detail of the refusal that is being answered."""
        error = as_refusal(kwargs.get("exc_info", (None, None, None))[1])
        if isinstance(error, Refusal):
            if error.retry_after is not None:
                self.set_header("Retry-After", str(error.retry_after))
            return error.code, error.detail
        return _code_of(status_code), ""

    def log_exception(self, typ: Any, value: BaseException | None, tb: Any) -> None:
        """A refusal is no fault of the server: one line, from the access log, is enough."""
        if not isinstance(as_refusal(value), Refusal):
            super().log_exception(typ, value, tb)

    def _handle_request_exception(self, e: BaseException) -> None:
        """Turn what the services refuse into HTTP refusals."""
        super()._handle_request_exception(as_refusal(e) or e)

    @property
    def person(self) -> Person:
        """Who is signed in."""
        user = self.current_user
        if not isinstance(user, PersonUser):
            raise Refusal(401, "signed_out")
        return user.person

    @property
    def attempts(self) -> Attempts:
        """The attempts service of the app."""
        attempts: Attempts = self.settings["attempts"]
        return attempts

    @property
    def database(self) -> Database:
        """The database of the app."""
        database: Database = self.settings["database"]
        return database


class ApiHandler(Handler):
    """Base of the API: JSON both ways, refusals with a code and words in both languages."""

    def initialize(self) -> None:
        """Nothing to set up."""

    def limit(self, name: str, caller: str, cost: float = 1.0) -> None:
        """Refuse with 429 when this caller asks too often."""
        limits: dict[str, RateLimit] = self.settings["limits"]
        wait = limits[name].wait_seconds(caller, cost)
        if wait:
            raise Refusal(429, "too_often", retry_after=wait)

    def body(self, model: type[M]) -> M:
        """The request's body as that model; Refusal 400 says which field is wrong and why."""
        try:
            return model.model_validate_json(self.request.body)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False, include_context=False)[0]
            place = ".".join(str(part) for part in first["loc"]) or "body"
            raise Refusal(400, "invalid", detail=f"{place}: {first['msg']}") from error

    def locale_asked(self) -> Locale:
        """`fr` or `en`, from the address; English when it says nothing."""
        asked = self.get_query_argument("lang", "en")
        if asked == "fr":
            return "fr"
        if asked == "en":
            return "en"
        raise Refusal(400, "invalid", detail="lang must be fr or en")

    def reply(self, content: BaseModel | dict[str, Any], status: int = 200) -> None:
        """Send JSON."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        if isinstance(content, BaseModel):
            self.finish(content.model_dump_json())
        else:
            self.finish(json.dumps(content, ensure_ascii=False))

    def send_file(self, content: bytes, kind: str, name: str) -> None:
        """Send a file to keep."""
        self.set_header("Content-Type", kind)
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(content)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Send the refusal as JSON; answers that came too late are named."""
        code, detail = self.refusal_of(status_code, kwargs)
        said: dict[str, Any] = {"error": {"code": code, "message": refusal_text(code, detail)}}
        cause = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(cause, Closed):
            said["late"] = list(cause.late)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(said, ensure_ascii=False))


REFUSED: tuple[tuple[type[Exception], int, str], ...] = (
    (NoSuchAttempt, 404, "not_found"),
    (NoSuchUser, 404, "not_found"),
    (Closed, 409, "closed"),
    (StillOpen, 409, "open"),
    (OneIsOpen, 409, "one_open"),
    (WouldEnd, 409, "would_end"),
    (UnknownQuestion, 400, "invalid"),
    (FormImpossible, 409, "form_impossible"),
    (NotSaved, 503, "not_saved"),
    (NoSuchCase, 404, "not_found"),
    (UnknownTask, 400, "invalid"),
    (Finished, 409, "handed_in"),
    (NotReleased, 409, "not_released"),
    (NotReady, 503, "not_ready"),
    (NoSuchItem, 404, "not_found"),
)
# Why a draft was not kept, by its own codes.
KEEPING: dict[str, int] = {
    "invalid": 400,
    "faulty": 409,
    "changed": 409,
    "taken": 409,
    "has_comment": 409,
    "not_writable": 409,
    "not_written": 503,
}
# What a course refuses, by its own codes; any other is a fault of ours.
GRADING: dict[str, int] = {
    "not_found": 404,
    "claimed": 409,
    "answer_changed": 409,
    "still_waiting": 409,
    "invalid": 400,
    "not_saved": 503,
    "no_course": 503,
}
EXPLAINED = frozenset({"invalid", "form_impossible", "no_course"} | KEEPING.keys())


def as_refusal(error: BaseException | None) -> BaseException | None:
    """The HTTP refusal for what a service refused; anything else unchanged."""
    if isinstance(error, GradingRefused) and error.code in GRADING:
        detail = str(error) if error.code in EXPLAINED else ""
        return Refusal(GRADING[error.code], error.code, detail=detail)
    if isinstance(error, NotKept):
        return Refusal(KEEPING[error.code], error.code, detail=error.detail)
    for kind, status, code in REFUSED:
        if isinstance(error, kind):
            return Refusal(status, code, detail=str(error) if code in EXPLAINED else "")
    return error


def _code_of(status: int) -> str:
    known = {400: "invalid", 403: "forbidden", 404: "not_found", 405: "method", 413: "too_large"}
    return known.get(status, "server_error")


class NothingHere(ApiHandler):
    """Any address that no route knows."""

    public = True

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        """Say so, to anybody."""
        raise web.HTTPError(404)
