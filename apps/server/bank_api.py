"""The question bank for authors over HTTP; docs/api.md is the contract."""

from __future__ import annotations

from typing import Any

from apps.editing.records import Draft, Preview, Save
from apps.editing.service import Editing
from apps.server.handlers import ApiHandler
from apps.server.refusals import Refusal

ITEM = r"(?P<item_id>[a-z0-9]+(?:-[a-z0-9]+)*)"
SCENARIO = r"(?P<case_id>[a-z0-9]+(?:-[a-z0-9]+)*)"


class BankHandler(ApiHandler):
    """What the handlers of authors share."""

    roles = frozenset({"author"})

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        """Authors type fast, and each draft is looked at whole."""
        await super().prepare(_redirect_to_login=False)
        self.limit("save", self.person.id)

    @property
    def editing(self) -> Editing:
        """The service of the app."""
        editing: Editing = self.settings["editing"]
        return editing


class Vocabulary(BankHandler):
    """What the form of an item offers."""

    async def get(self) -> None:
        """Words, outlines, sections, facts, scenarios, roots, and files that cannot be read."""
        self.reply(await self.editing.vocabulary())


class Items(BankHandler):
    """The items."""

    async def get(self) -> None:
        """Those that answer to the filters in the address, a page of them."""
        asked = {name: self.get_query_argument(name) for name in self.request.query_arguments}
        start = asked.pop("start", "0")
        if not start.isdecimal() or len(start) > 6:
            raise Refusal(400, "invalid", detail="start must be a number")
        self.reply(await self.editing.listed(asked, int(start)))


class OneItem(BankHandler):
    """One item."""

    async def get(self, item_id: str) -> None:
        """As its file says."""
        self.reply(await self.editing.item(item_id))

    async def put(self, item_id: str) -> None:
        """Keep a draft."""
        asked = self.body(Save)
        if asked.item.get("id") != item_id:
            raise Refusal(400, "invalid", detail="id: not the one of the address")
        self.reply(await self.editing.save(asked), status=201 if asked.digest is None else 200)


class OneScenario(BankHandler):
    """A scenario that items share."""

    async def get(self, case_id: str) -> None:
        """As its file says."""
        self.reply(await self.editing.scenario(case_id))


class Check(BankHandler):
    """The linter."""

    async def post(self) -> None:
        """The findings on a draft."""
        self.reply(await self.editing.checked(self.body(Draft)))


class Similar(BankHandler):
    """Near duplicates."""

    async def post(self) -> None:
        """The items most like a draft."""
        self.reply(await self.editing.similar(self.body(Draft)))


class Shown(BankHandler):
    """The preview."""

    async def post(self) -> None:
        """A draft as a candidate sees it."""
        self.reply(await self.editing.preview(self.body(Preview)))


class Statistics(BankHandler):
    """What the bank holds."""

    async def get(self) -> None:
        """Exam by exam."""
        self.reply(await self.editing.statistics())


def routes() -> list[tuple[str, Any]]:
    """Address and handler of every route of authors."""
    return [
        (r"/api/bank", Vocabulary),
        (r"/api/bank/statistics", Statistics),
        (r"/api/bank/items", Items),
        (rf"/api/bank/items/{ITEM}", OneItem),
        (rf"/api/bank/scenarios/{SCENARIO}", OneScenario),
        (r"/api/bank/check", Check),
        (r"/api/bank/similar", Similar),
        (r"/api/bank/preview", Shown),
    ]
