"""Saving a draft: to one file, whole or not at all, and never over what nobody has seen."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from apps.editing.findings import Judged, judged
from apps.editing.in_french import REFUSED, both
from apps.editing.records import Save
from apps.editing.shelf import Root, Shelf, digest_of
from question_bank.amend import amended
from question_bank.bank import Bank
from question_bank.canonical import written
from question_bank.fmt import has_comment, replace_text, split_header
from question_bank.forms.revisions import NotRevised, archive, frozen_digests
from question_bank.load import CASES
from question_bank.model import Case, Item


class NotKept(Exception):
    """A draft that was not saved; `code` says why to programs, `detail` to people."""

    def __init__(self, code: str, detail: str | dict[str, str]) -> None:
        self.code = code
        self.detail = both(detail, REFUSED) if isinstance(detail, str) else detail
        super().__init__(self.detail["en"])


@dataclass(frozen=True)
class Kept:
    """What was saved, and what saving changed in it."""

    item: Item
    digest: str
    case_digest: str | None
    raised: bool
    unread: bool


@dataclass(frozen=True)
class _Target:
    """Where the item stands now, if it does, and where it will."""

    item: Item | None
    old: Path | None
    new: Path


def save(shelf: Shelf, asked: Save, today: date) -> Kept:
    """Write the draft in canonical form; NotKept when that cannot be, and nothing is changed."""
    root = _root(shelf, asked)
    try:
        with _locked(root.path):
            held = shelf.held()
            found = judged(held.bank, asked, today)
            item = _fit(held.bank, asked, found)
            target = _target(shelf, held.bank, asked, item)
            if target.item is not None and target.old is not None:
                done = _done_before(target.item, item, target.old, asked)
                if done is not None:
                    return done
                _compare(target.old, asked.digest)
            case_path, is_other_scenario = _scenario(held.bank, asked, found.case, root)
            return _write(held.bank, target, item, found.case, case_path, is_other_scenario)
    except NotRevised as error:
        raise NotKept("invalid", str(error)) from error
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise NotKept("not_written", f"{where}{error.strerror}") from error


def _root(shelf: Shelf, asked: Save) -> Root:
    roots = shelf.roots
    if asked.root >= len(roots):
        raise NotKept("invalid", f"root: there are {len(roots)}")
    if not roots[asked.root].is_writable:
        raise NotKept("not_writable", str(roots[asked.root].path))
    return roots[asked.root]


def _fit(bank: Bank, asked: Save, found: Judged) -> Item:
    """The item, if it may be written: a form that fits, and no error where candidates see it."""
    if bank.outline(asked.exam) is None:
        raise NotKept("invalid", f"exam: there is no exam {asked.exam!r}")
    if found.item is None or (asked.case is not None and found.case is None):
        raise NotKept("invalid", _first(found))
    if found.item.status == "live" and found.has_errors:
        raise NotKept("faulty", _first(found))
    if found.case is not None and found.case.id != found.item.case:
        raise NotKept("invalid", "case: the scenario sent is not the one that the item names")
    return found.item


def _first(found: Judged) -> dict[str, str]:
    """The worst finding and its place, in both languages."""
    place, message = found.findings[0]["place"], found.findings[0]["message"]
    return {"en": f"{place}: {message['en']}", "fr": f"{place}\u00a0: {message['fr']}"}


def _target(shelf: Shelf, bank: Bank, asked: Save, item: Item) -> _Target:
    new = shelf.roots[asked.root].path / asked.exam / item.domain / f"{item.id}.yaml"
    origin = bank.origins.get(item.id)
    if origin is None:
        if asked.digest is not None:
            raise NotKept("changed", f"{item.id} is gone")
        if new.exists():  # one that cannot be read
            raise NotKept("taken", str(new.name))
        return _Target(None, None, new)
    if asked.digest is None and not _same_text(bank.items[item.id], item):
        raise NotKept("taken", item.id)
    if shelf.root_of(origin.path) != asked.root or origin.exam != asked.exam:
        raise NotKept("invalid", f"root: {item.id} stands in {origin.path.parent}")
    return _Target(bank.items[item.id], origin.path, new)


def _done_before(before: Item, item: Item, path: Path, asked: Save) -> Kept | None:
    """What an earlier request kept whose answer was lost: the same text is there already."""
    digest = digest_of(path)
    if digest == asked.digest or not _same_text(before, item) or asked.case is not None:
        return None
    return Kept(before, digest, None, raised=False, unread=False)


def _same_text(before: Item, item: Item) -> bool:
    own = {"revision": before.revision, "review": before.review}
    return written(item.model_copy(update=own)) == written(before)


def _compare(path: Path, digest: str | None) -> None:
    if digest_of(path) != digest:
        raise NotKept("changed", path.stem)
    _, body = split_header(path.read_text(encoding="utf-8"))
    if has_comment(body):
        raise NotKept("has_comment", path.stem)


def _scenario(bank: Bank, asked: Save, case: Case | None, root: Root) -> tuple[Path | None, bool]:
    """Where the scenario is to be written, if it is, and whether items that stand show another."""
    if case is None:
        return None, False
    origin = bank.case_origins.get(case.id)
    if origin is None:
        return root.path / asked.exam / CASES / f"{case.id}.yaml", False
    if not origin.path.is_relative_to(root.path) or origin.exam != asked.exam:
        raise NotKept("invalid", f"case: {case.id} stands in {origin.path.parent}")
    if written(case) == written(bank.cases[case.id]):
        return None, False
    _compare(origin.path, asked.case_digest)
    return origin.path, True


def _write(
    bank: Bank,
    target: _Target,
    item: Item,
    case: Case | None,
    case_path: Path | None,
    is_other_scenario: bool,
) -> Kept:
    """The scenario first, then the items that show it, the author's own last."""
    before = target.item
    after = item
    if before is not None:
        after = _amended(bank, before, item, scenario_changed=is_other_scenario)
    else:
        after = item.model_copy(update={"review": "draft", "revision": 1})
    texts: dict[Path, str] = {}
    if case is not None and case_path is not None:
        texts[case_path] = _headed(case_path, written(case))
    if is_other_scenario:
        texts |= _shared(bank, item)
    texts[target.new] = _headed(target.old or target.new, written(after))
    _write_all(texts)
    if target.old is not None and target.old != target.new:
        target.old.unlink()
    return Kept(
        after,
        digest_of(target.new),
        digest_of(case_path) if case_path is not None else None,
        raised=before is not None and after.revision > before.revision,
        unread=before is not None and before.review != "draft" and after.review == "draft",
    )


def _shared(bank: Bank, item: Item) -> dict[Path, str]:
    """The other items of the scenario, which now ask something that nobody has read."""
    found = {}
    for other in bank.select(case=item.case):
        if other.id != item.id:
            path = bank.origins[other.id].path
            after = _amended(bank, other, other, scenario_changed=True)
            found[path] = _headed(path, written(after))
    return found


def _amended(bank: Bank, before: Item, after: Item, *, scenario_changed: bool) -> Item:
    """The item as it is to be kept; the text of a revision that it leaves is archived."""
    is_frozen = any(True for _ in frozen_digests(bank, before.id, before.revision))
    kept = amended(before, after, scenario_changed=scenario_changed, is_frozen=is_frozen)
    if kept.revision > before.revision:
        archive(bank, before.id)
    return kept


def _headed(path: Path, text: str) -> str:
    """The text under the comments that stand at the top of the file."""
    if not path.exists():
        return text
    header, body = split_header(path.read_text(encoding="utf-8"))
    if has_comment(body):
        raise NotKept("has_comment", path.stem)
    return header + text


def _write_all(texts: Mapping[Path, str]) -> None:
    """Write every file; those already written are put back when one cannot be."""
    earlier: dict[Path, str | None] = {}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            earlier[path] = path.read_text(encoding="utf-8") if path.exists() else None
            replace_text(path, text)
    except OSError:
        for path, was in earlier.items():
            if was is None:
                path.unlink(missing_ok=True)
            elif path.read_text(encoding="utf-8") != was:
                replace_text(path, was)
        raise


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One save at a time in a root, whichever server does it."""
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
