"""From an assembly to frozen files: named, dated, and never written over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from question_bank.bank import Bank
from question_bank.blueprint import Blueprint
from question_bank.canonical import written
from question_bank.forms.frozen import FORMS, FrozenEntry, PublishedForm, wording_digest
from question_bank.forms.parallel import Assembled, Assembly
from question_bank.model import Item, Text

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class NotPublished(ValueError):
    """The forms cannot be published; the message says why."""


def frozen(
    bank: Bank, blueprint: Blueprint, assembly: Assembly, *, today: date
) -> tuple[PublishedForm, ...]:
    """The forms as they would be published: names that are free, revisions and digests."""
    names = _free_names(bank, blueprint, assembly)
    return tuple(
        _frozen(bank, blueprint, assembly, form, *name, today)
        for form, name in zip(assembly.forms, names, strict=False)
    )


def publish(forms: Sequence[PublishedForm], folder: Path) -> tuple[Path, ...]:
    """The files of the forms; NotPublished, and no file, where one of them exists already."""
    paths = tuple(folder / f"{form.id}.yaml" for form in forms)
    taken = [str(path) for path in paths if path.exists()]
    if taken:
        raise NotPublished(f"{taken[0]} exists: a published form is never written over")
    folder.mkdir(parents=True, exist_ok=True)
    for path, form in zip(paths, forms, strict=True):
        write_new(path, written(form))
    return paths


def write_new(path: Path, text: str) -> None:
    """A file that was not there, whole and on the disk; FileExistsError where it was."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def forms_folder(root: Path, exam: str) -> Path:
    """Where the published forms of an exam stand in a bank root."""
    return root / exam / FORMS


def items_in_force(forms: Iterable[PublishedForm]) -> frozenset[str]:
    """Ids of the items that stand in a form which may still be sat."""
    return frozenset(
        entry.item for form in forms if form.status == "published" for entry in form.entries
    )


def _frozen(
    bank: Bank,
    blueprint: Blueprint,
    assembly: Assembly,
    form: Assembled,
    form_id: str,
    title: Text,
    today: date,
) -> PublishedForm:
    is_practice = assembly.mode == "practice"
    return PublishedForm(
        id=form_id,
        title=title,
        status="published",
        published_on=today.isoformat(),
        blueprint=blueprint.id,
        mode=assembly.mode,
        minutes=len(form.items) if is_practice else blueprint.modes[assembly.mode].minutes,
        seed=assembly.seed,
        entries=tuple(_entry(bank, item, item.id in form.scored) for item in form.items),
    )


def _entry(bank: Bank, item: Item, scored: bool) -> FrozenEntry:
    case = None if item.case is None else bank.cases[item.case]
    digest = wording_digest(item, case)
    return FrozenEntry(item=item.id, revision=item.revision, scored=scored, digest=digest)


def _free_names(bank: Bank, blueprint: Blueprint, assembly: Assembly) -> Iterator[tuple[str, Text]]:
    """Ids and titles that no form bears yet, in their order."""
    names = _practice_names() if assembly.mode == "practice" else _form_names(assembly.mode)
    for suffix, title in names:
        form_id = f"{blueprint.id}-{suffix}"
        if form_id not in bank.forms:
            yield form_id, title


def _form_names(mode: str) -> Iterator[tuple[str, Text]]:
    letters = [*LETTERS, *(first + second for first in LETTERS for second in LETTERS)]
    for letter in letters:
        upper = letter.upper()
        if mode == "half":
            yield f"half-{letter}", Text(en=f"Half form {upper}", fr=f"Demi-sujet {upper}")
        else:
            yield letter, Text(en=f"Form {upper}", fr=f"Sujet {upper}")


def _practice_names() -> Iterator[tuple[str, Text]]:
    for number in range(1, 1000):
        title = Text(en=f"Practice set {number}", fr=f"Série d’entraînement {number}")
        yield f"practice-{number}", title
