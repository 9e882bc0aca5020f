"""The bank for authors: one thread reads and writes its files, in order; the server never waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from apps.editing.records import Draft, Preview, Save
from apps.editing.shelf import Shelf, digest_of
from question_bank.model import LOCALES, Text

if TYPE_CHECKING:
    from curriculum.catalog import Catalog

T = TypeVar("T")


class NoSuchItem(Exception):
    """There is no item of that id."""


class Editing:
    """What the pages of authors ask; imports what it needs when the first of them does."""

    def __init__(
        self, catalog: Callable[[], Catalog | None], roots: tuple[Path, ...] | None = None
    ) -> None:
        self._catalog = catalog
        self._roots = roots
        self._shelf: Shelf | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="editing")

    def close(self) -> None:
        """Let what is being written reach the disk."""
        self._thread.shutdown(wait=True)

    async def vocabulary(self) -> dict[str, Any]:
        """What the fields of an item may hold, and the roots."""
        return await self._run(self._vocabulary)

    async def listed(self, asked: Mapping[str, str], start: int) -> dict[str, Any]:
        """A page of the items that answer to the filters."""
        return await self._run(self._listed, asked, start)

    async def item(self, item_id: str) -> dict[str, Any]:
        """An item, the scenario it shares, and the digests that a save must show."""
        return await self._run(self._item, item_id)

    async def scenario(self, case_id: str) -> dict[str, Any]:
        """A scenario, and the items that share it."""
        return await self._run(self._scenario, case_id)

    async def checked(self, draft: Draft) -> dict[str, Any]:
        """The findings on a draft, and an id for it."""
        return await self._run(self._checked, draft)

    async def similar(self, draft: Draft) -> dict[str, Any]:
        """The items that are most like a draft."""
        return await self._run(self._similar, draft)

    async def preview(self, draft: Preview) -> dict[str, Any]:
        """The draft as a candidate sees it."""
        return await self._run(self._preview, draft)

    async def save(self, asked: Save) -> dict[str, Any]:
        """What was saved; `saving.NotKept` when it was not."""
        return await self._run(self._save, asked)

    async def statistics(self) -> dict[str, Any]:
        """What the bank holds, exam by exam."""
        return await self._run(self._statistics)

    async def _run(self, work: Callable[..., T], *given: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *given)

    def _open(self) -> Shelf:
        if self._shelf is None:
            self._shelf = Shelf(self._roots)
        return self._shelf

    def _vocabulary(self) -> dict[str, Any]:
        from apps.editing.vocabulary import vocabulary

        shelf, catalog = self._open(), self._catalog()
        sections = {} if catalog is None else catalog.titles
        facts = {} if catalog is None else {name: one.title for name, one in catalog.facts.items()}
        return vocabulary(shelf.held(), shelf.roots, sections, facts)

    def _listed(self, asked: Mapping[str, str], start: int) -> dict[str, Any]:
        from apps.editing.listing import listed

        return listed(self._open().held().bank, asked, start=start)

    def _item(self, item_id: str) -> dict[str, Any]:
        shelf = self._open()
        bank = shelf.held().bank
        item, origin = bank.items.get(item_id), bank.origins.get(item_id)
        if item is None or origin is None:
            raise NoSuchItem(item_id)
        return {
            "item": item.model_dump(mode="json", exclude_none=True),
            "exam": origin.exam,
            "root": shelf.root_of(origin.path),
            "digest": digest_of(origin.path),
            "case": None if item.case not in bank.cases else self._scenario(str(item.case)),
        }

    def _scenario(self, case_id: str) -> dict[str, Any]:
        bank = self._open().held().bank
        if case_id not in bank.cases:
            raise NoSuchItem(case_id)
        return {
            "id": case_id,
            "text": bank.cases[case_id].text.model_dump(),
            "digest": digest_of(bank.case_origins[case_id].path),
            "items": [item.id for item in bank.select(case=case_id)],
        }

    def _checked(self, draft: Draft) -> dict[str, Any]:
        from apps.editing.findings import judged, suggested_id

        held = self._open().held()
        found = judged(held.bank, draft, _today())
        proposed = suggested_id(held.bank, draft, held.common_words)
        return {"findings": list(found.findings), "id": proposed}

    def _similar(self, draft: Draft) -> dict[str, Any]:
        held = self._open().held()
        texts = {locale: _words_of(draft.item, locale) for locale in LOCALES}
        own = str(draft.item.get("id") or "")
        found = held.similar.nearest({k: v for k, v in texts.items() if v}, without=own)
        stems = {one.item: held.bank.items[one.item].stem for one in found}
        return {
            "similar": [one.as_json() | {"stem": stems[one.item].model_dump()} for one in found]
        }

    def _preview(self, draft: Preview) -> dict[str, Any]:
        from apps.editing.preview import preview

        return preview(self._open().held().bank, draft, _today())

    def _save(self, asked: Save) -> dict[str, Any]:
        from apps.editing.saving import save

        kept = save(self._open(), asked, _today())
        return {
            "item": kept.item.model_dump(mode="json", exclude_none=True),
            "digest": kept.digest,
            "case_digest": kept.case_digest,
            "raised": kept.raised,
            "unread": kept.unread,
        }

    def _statistics(self) -> dict[str, Any]:
        from question_bank.stats import bank_statistics

        bank = self._open().held().bank
        return {"exams": [one.as_json() | _titles(bank, one.exam) for one in bank_statistics(bank)]}


def _titles(bank: Any, exam: str) -> dict[str, Any]:
    """The names of the exam, its domains and topics, in both languages."""
    outline = bank.outline(exam)
    titles: dict[str, Text] = {}
    for domain in outline.domains if outline is not None else ():
        titles[domain.id] = domain.title
        titles |= {f"{domain.id}/{topic.id}": topic.title for topic in domain.topics}
    return {
        "title": outline.title.model_dump() if outline is not None else {"en": exam, "fr": exam},
        "titles": {name: text.model_dump() for name, text in titles.items()},
    }


def _words_of(data: Mapping[str, Any], locale: str) -> str:
    """The stem and the options of a draft in one language, as far as they are written."""
    choices = data.get("choices")
    texts = [data.get("stem")]
    texts += [one.get("text") for one in choices or () if isinstance(one, dict)]
    parts = [text.get(locale) for text in texts if isinstance(text, dict)]
    return " ".join(part for part in parts if isinstance(part, str)).strip()


def _today() -> date:
    return datetime.now().astimezone().date()
