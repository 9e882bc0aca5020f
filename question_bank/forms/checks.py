"""What must hold between published forms, archived revisions and the items of today."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.bank import Bank
from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.forms.frozen import PublishedForm

RAISE = "Raise the revision: take the old text back, run `bank revise`, then make the change again."


def frozen_entries(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """Every question of a published form can be read as it was when the form was published."""
    bank = setting.bank
    for form in bank.forms.values():
        path = str(bank.frozen_origins[form.id].path)
        for number, entry in enumerate(form.entries, start=1):
            place = f"entries[{number - 1}]"
            try:
                found = bank.revision(entry.item, entry.revision)
            except KeyError as lost:
                fix = "Bring its file back, from a backup or from version control."
                yield path, Fault(place, str(lost.args[0]), fix)
                continue
            if found.digest != entry.digest and not _is_current(bank, entry.item, entry.revision):
                message = f"the archive of {found.name} is not the text that was published"
                yield path, Fault(place, message, "Bring back the archived file as it was.")
        yield from ((path, fault) for fault in _form_faults(bank, form))


def _form_faults(bank: Bank, form: PublishedForm) -> Iterator[Fault]:
    """An unknown blueprint, and items that stand in the form twice."""
    if form.blueprint not in bank.blueprints:
        fix = "Bring the blueprint back, or mend its id."
        yield Fault("blueprint", f"there is no blueprint {form.blueprint!r}", fix)
    ids = [entry.item for entry in form.entries]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        yield Fault(
            "entries", f"{twice} stands in the form twice", "Bring back the file as it was."
        )


def frozen_texts(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """What candidates read of an item does not change under a revision that is frozen."""
    bank = setting.bank
    for item in bank:
        held = bank.frozen_digests.get((item.id, item.revision), ())
        digest = bank.revision(item.id, item.revision).digest if held else ""
        others = [where for where, found in held if found != digest]
        if others:
            message = f"the text differs from revision {item.revision} as {others[0]} holds it"
            yield bank.path_of(item.id), Fault("revision", message, RAISE)


def retired_in_forms(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """A published form holds no item that has been retired since."""
    bank = setting.bank
    for form in bank.forms.values():
        if form.status != "published":
            continue
        gone = [
            entry.item
            for entry in form.entries
            if entry.item in bank.items and bank.items[entry.item].status == "retired"
        ]
        if gone:
            message = f"{len(gone)} of its items are retired: {', '.join(gone)}"
            fix = "The form can still be sat; `form retire` ends that. Publish a new one instead."
            yield str(bank.frozen_origins[form.id].path), Fault("", message, fix, "info")


def replaced_items(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """An item and the one that replaces it are not both live."""
    bank = setting.bank
    for item in bank:
        old = None if item.replaces is None else bank.items.get(item.replaces)
        if item.status == "live" and old is not None and old.status == "live":
            message = f"replaces {old.id}, which is still live"
            fix = f"Run `bank replace {old.id} {item.id} --live`, which retires it."
            yield bank.path_of(item.id), Fault("replaces", message, fix)


def _is_current(bank: Bank, item_id: str, revision: int) -> bool:
    """Whether that is today's revision, whose changes `frozen_texts` tells at the item."""
    return item_id in bank.items and bank.items[item_id].revision == revision
