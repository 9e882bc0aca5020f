"""Sheets for readers: numbered questions without keys, reasons, ids or topics."""

from __future__ import annotations

import random
from collections.abc import Sequence

from question_bank.bank import Bank
from question_bank.model import Item, Locale, Record, Slug
from question_bank.readings.reading import Kind, fingerprint
from question_bank.shuffle import option_order

LETTERS = "abcdefgh"
_TITLE: dict[tuple[Kind, Locale], str] = {
    ("blind", "en"): "Choose the one best answer to each question.",
    ("blind", "fr"): "Choisissez la meilleure réponse à chaque question.",
    ("options", "en"): "The questions are hidden. Guess the right answer from the options alone.",
    ("options", "fr"): "Les questions sont cachées. Devinez la bonne réponse d'après les options.",
}
_SCENARIO = {"en": "Scenario", "fr": "Situation"}


class Line(Record):
    """One question of a sheet: the item, the fingerprint of its text, and what each letter is."""

    item: Slug
    exam: Slug
    text: str
    key: Slug
    letters: dict[str, Slug]


class Sheet(Record):
    """What a sheet holds, number by number; kept apart from what the reader gets."""

    kind: Kind
    lang: Locale
    lines: tuple[Line, ...]


def make_sheet(
    bank: Bank, items: Sequence[Item], kind: Kind, lang: Locale, seed: int
) -> tuple[Sheet, str]:
    """The sheet and its Markdown; questions of one scenario stay together, the rest is mixed."""
    lines = tuple(_line(bank, item, kind, lang, seed) for item in _mixed(items, seed))
    sheet = Sheet(kind=kind, lang=lang, lines=lines)
    return sheet, _markdown(bank, sheet)


def _mixed(items: Sequence[Item], seed: int) -> list[Item]:
    blocks: dict[str, list[Item]] = {}
    for item in items:
        blocks.setdefault(f"case {item.case}" if item.case else item.id, []).append(item)
    order = sorted(blocks)
    random.Random(f"sheet:{seed}").shuffle(order)  # noqa: S311 - no secret
    return [item for name in order for item in sorted(blocks[name], key=lambda i: i.id)]


def _line(bank: Bank, item: Item, kind: Kind, lang: Locale, seed: int) -> Line:
    case = bank.cases.get(item.case) if item.case is not None else None
    order = option_order(item, f"{kind}:{lang}:{seed}")
    return Line(
        item=item.id,
        exam=bank.exam_of(item.id),
        text=fingerprint(item, case, kind, lang),
        key=item.key,
        letters=dict(zip(LETTERS, order, strict=False)),
    )


def _markdown(bank: Bank, sheet: Sheet) -> str:
    parts = [f"# {_TITLE[sheet.kind, sheet.lang]}"]
    shown: str | None = None
    for number, line in enumerate(sheet.lines, start=1):
        item = bank.item(line.item)
        if sheet.kind == "blind" and item.case is not None and item.case != shown:
            scenario = bank.cases[item.case].text.in_(sheet.lang)
            parts.append(f"> **{_SCENARIO[sheet.lang]}.** {scenario}")
        shown = item.case
        stem = f" {item.stem.in_(sheet.lang)}" if sheet.kind == "blind" else ""
        text = {choice.id: choice.text.in_(sheet.lang) for choice in item.choices}
        options = [f"- {letter}. {text[choice]}" for letter, choice in line.letters.items()]
        parts.append("\n".join([f"**{number}.**{stem}", "", *options]))
    return "\n\n".join(parts) + "\n"
