"""Items change by revision, meaning by replacement: what is superseded is kept."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from question_bank.bank import Bank
from question_bank.canonical import written
from question_bank.fmt import replace_text
from question_bank.forms.frozen import REVISIONS
from question_bank.forms.publish import write_new
from question_bank.load import load_item
from question_bank.model import Item

_REVISION = re.compile(r"^revision:[ \t]*\d+[ \t]*$", re.MULTILINE)
_ID = re.compile(r"^id:.*$", re.MULTILINE)


class NotRevised(ValueError):
    """The item cannot be revised or replaced; the message says why and what to do."""


def revise(bank: Bank, item_id: str) -> tuple[Path, int]:
    """The archived copy of the present text, and the new revision of the item.

    Run it before the text is changed. Where a run was cut off between the two files, the next
    one finishes it.
    """
    path = archive(bank, item_id)
    item = bank.items[item_id]
    _raise_revision(bank.origins[item_id].path, item)
    return path, item.revision + 1


def archive(bank: Bank, item_id: str) -> Path:
    """The archived copy of the text that the bank holds; what is archived stays as it is."""
    item = _item(bank, item_id)
    present = bank.revision(item_id, item.revision)
    for where, digest in frozen_digests(bank, item_id, item.revision):
        if digest != present.digest:
            raise NotRevised(
                f"{item_id}: its text is no longer what {where} holds as revision {item.revision}; "
                "take the old text back, run this again, then make the change"
            )
    if present.name in bank.revisions:
        return bank.frozen_origins[present.name].path
    folder = bank.origins[item_id].path.parent.parent / REVISIONS
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{present.name}.yaml"
    write_new(path, written(present))
    return path


def frozen_digests(bank: Bank, item_id: str, revision: int) -> tuple[tuple[str, str], ...]:
    """What published forms and the archive froze under one revision: where, and the digest."""
    return bank.frozen_digests.get((item_id, revision), ())


def start_replacement(bank: Bank, item_id: str, new_id: str, *, today: date) -> Path:
    """The file of a draft that is to replace an item: its text, to be rewritten."""
    item = _item(bank, item_id)
    if new_id in bank.items:
        raise NotRevised(f"the id {new_id!r} is taken by {bank.path_of(new_id)}")
    if item.status == "retired":
        raise NotRevised(f"{item_id} is retired already; start a new item with `bank new`")
    changes = {
        "id": new_id,
        "revision": 1,
        "status": "draft",
        "review": "draft",
        "as_of": f"{today:%Y-%m}",
        "replaces": item_id,
        "waivers": (),
    }
    try:
        new = Item.model_validate({**item.model_dump(), **changes})
    except ValidationError as error:
        raise NotRevised(f"{new_id!r} is not an id: use small letters, digits, hyphens") from error
    path = bank.origins[item_id].path.with_name(f"{new_id}.yaml")
    try:
        write_new(path, written(new))
    except FileExistsError:
        raise NotRevised(f"{path} exists") from None
    return path


def finish_replacement(bank: Bank, item_id: str, new_id: str) -> None:
    """Take the replacement live and retire what it replaces."""
    item, new = _item(bank, item_id), _item(bank, new_id)
    if new.replaces != item_id:
        said = "nothing" if new.replaces is None else new.replaces
        raise NotRevised(f"{new_id} replaces {said}, not {item_id}")
    if new.status == "retired":
        raise NotRevised(f"{new_id} is retired itself")
    old_words = {name: getattr(item, name) for name in ("stem", "choices", "correct")}
    if old_words == {name: getattr(new, name) for name in old_words}:
        raise NotRevised(f"{new_id} still has the text and the key of {item_id}: rewrite it first")
    _set_status(bank.origins[new_id].path, new, "live")
    _set_status(bank.origins[item_id].path, item, "retired")


def _item(bank: Bank, item_id: str) -> Item:
    try:
        return bank.item(item_id)
    except KeyError as error:
        raise NotRevised(str(error.args[0])) from None


def _raise_revision(path: Path, item: Item) -> None:
    line = f"revision: {item.revision + 1}"
    text = path.read_text(encoding="utf-8")
    if _REVISION.search(text):
        changed = _REVISION.sub(line, text, count=1)
    else:  # revision 1 may go without saying
        changed = _ID.sub(lambda found: f"{found[0]}\n{line}", text, count=1)
    _write_checked(path, changed, item.model_copy(update={"revision": item.revision + 1}))


def _set_status(path: Path, item: Item, status: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"^status:.*$", f"status: {status}", text, count=1, flags=re.MULTILINE)
    _write_checked(path, changed, item.model_copy(update={"status": status}))


def _write_checked(path: Path, text: str, expected: Item) -> None:
    """Write one changed line, once it is sure that nothing else changes with it."""
    before = path.read_text(encoding="utf-8")
    replace_text(path, text)
    found, faults = load_item(path)
    if faults or found != expected:
        replace_text(path, before)
        raise NotRevised(f"{path} could not be changed safely: run `bank fmt` on it first")
