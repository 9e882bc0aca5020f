"""A question as a row of named cells: our own columns, and the names other people use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from question_bank.checks.finding import Fault
from question_bank.exchange.labels import MANY, NAMES
from question_bank.exchange.question import ATTRIBUTION, Option, Question, Words
from question_bank.exchange.sources import source_of
from question_bank.model import LOCALES, Locale, Source

Row = Mapping[str, str]
Said = Callable[[str], tuple[str, tuple[str, ...]]]  # a cell as prose, and what was lost

_WORDS = re.compile(r"^(stem|scenario)_(en|fr)$")
_CHOICE = re.compile(r"^choice_(\d{1,4})_(id|text|why)(?:_(en|fr))?$")
_SOURCE = re.compile(r"^source_(\d{1,4})_(title|where|url)$")
_OTHER_OPTION = re.compile(
    r"^(?:option|choice|answer|answer_choice|reponse|choix|proposition|q)?_?([a-h]|[1-8])$"
)
_OTHER_WHY = re.compile(
    r"^(?:feedback|explanation|rationale|why|explication|justification|commentaire)_?([a-h]|[1-8])$"
)
_STEMS = ("question", "stem", "question_text", "question_stem", "enonce", "prompt", "front")
_KEYS = (
    "correct", "key", "correct_answer", "correct_option", "correct_choice", "answers", "answer",
    "solution", "bonne_reponse", "cle", "reponse",
)  # fmt: skip
_REASONS = (
    "explanation", "feedback", "general_feedback", "rationale", "why", "extra", "extra_1",
    "explication", "justification", "commentaire",
)  # fmt: skip
_BITS = re.compile(r"^[01](?:[ ,;|]+[01])+$")


def names_of(questions: Sequence[Question], locales: Sequence[Locale]) -> tuple[str, ...]:
    """The columns that these questions fill, in the order of the sheet."""
    choices = max((len(question.options) for question in questions), default=0)
    sources = max((len(question.sources) for question in questions), default=0)
    return (
        "id",
        *NAMES,
        *(f"scenario_{locale}" for locale in locales),
        *(f"stem_{locale}" for locale in locales),
        "correct",
        *(
            f"choice_{number}_{part}"
            for number in range(1, choices + 1)
            for part in ("id", *(f"{p}_{lc}" for p in ("text", "why") for lc in locales))
        ),
        *(
            f"source_{number}_{part}"
            for number in range(1, sources + 1)
            for part in ("title", "where", "url")
        ),
        "licence",
    )


def row_of(question: Question) -> Row:
    """The cells of a question, by column."""
    row = {"id": question.id or "", "licence": ATTRIBUTION}
    row.update({name: " ".join(values) for name, values in question.labels.items()})
    for part, words in (("stem", question.stem), ("scenario", question.scenario)):
        row.update({f"{part}_{locale}": text for locale, text in words.items()})
    for number, option in enumerate(question.options, start=1):
        row[f"choice_{number}_id"] = option.id or ""
        for part, words in (("text", option.text), ("why", option.why)):
            row.update({f"choice_{number}_{part}_{lc}": text for lc, text in words.items()})
    row["correct"] = " ".join(o.id or "" for o in question.options if o.is_key)
    for number, source in enumerate(question.sources, start=1):
        for part, value in source.model_dump(exclude_none=True).items():
            row[f"source_{number}_{part}"] = value
    return row


def column_name(heading: str) -> str:
    """A heading as a name: small letters without accents, words joined by low lines."""
    decomposed = unicodedata.normalize("NFKD", heading.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")


def holds_questions(names: Sequence[str]) -> bool:
    """Whether columns of these names can hold a choice of one answer."""
    ours = any(_WORDS.match(name) for name in names)
    return (ours or any(name in _STEMS for name in names)) and sum(map(_is_option, names)) >= 2


def read_row(row: Row, place: str, locale: Locale, said: Said) -> Question | Fault:
    """The question in the cells of a row, by column name, or what it lacks."""
    reader = _Row({name: cell for name, cell in row.items() if cell.strip()}, locale, said)
    stem = reader.words("stem", _STEMS)
    options = reader.options()
    if not stem or len(options) < 2:
        lacks = "no question" if not stem else f"{len(options)} options, and needs two"
        return Fault(place, f"has {lacks}", "Fill in the columns, or leave the row out.")
    labels = {
        name: tuple(row[name].split()) if name in MANY else (row[name].strip(),)
        for name in NAMES
        if row.get(name, "").strip()
    }
    return Question(
        place=place,
        id=row.get("id", "").strip() or None,
        stem=stem,
        options=options,
        scenario=reader.words("scenario", ()),
        sources=reader.sources(),
        labels=labels,
        notes=tuple(dict.fromkeys(reader.notes)),
    )


@dataclass
class _Cells:
    """What the columns of one option hold."""

    id: str | None = None
    text: dict[Locale, str] | None = None
    why: dict[Locale, str] | None = None


class _Row:
    """The cells of one row, read by whatever names they bear."""

    def __init__(self, row: Row, locale: Locale, said: Said) -> None:
        self._row = row
        self._locale = locale
        self._said = said
        self.notes: list[str] = []

    def words(self, part: str, others: Sequence[str]) -> Words:
        found = {
            locale: self._say(self._row[f"{part}_{locale}"])
            for locale in LOCALES
            if f"{part}_{locale}" in self._row
        }
        other = next((name for name in others if name in self._row), None)
        if not found and other is not None:
            found = {self._locale: self._say(self._row[other])}
        return {locale: text for locale, text in found.items() if text}

    def options(self) -> tuple[Option, ...]:
        cells: dict[int, _Cells] = {}
        for name, cell in self._row.items():
            if (ours := _CHOICE.match(name)) is not None:
                option = cells.setdefault(int(ours[1]), _Cells())
                if ours[2] == "id":
                    option.id = cell.strip()
                else:
                    self._fill(option, ours[2], ours[3], cell)
            elif (other := _OTHER_OPTION.match(name)) is not None:
                self._fill(cells.setdefault(_number(other[1]), _Cells()), "text", None, cell)
            elif (other := _OTHER_WHY.match(name)) is not None:
                self._fill(cells.setdefault(_number(other[1]), _Cells()), "why", None, cell)
        filled = [(number, cells[number]) for number in sorted(cells) if cells[number].text]
        keys = self._keys(filled)
        reason = self.words("", _REASONS) if not any(one.why for _, one in filled) else {}
        return tuple(
            Option(
                text=one.text or {},
                why=one.why or (reason if number in keys else {}),
                is_key=number in keys,
                id=one.id,
            )
            for number, one in filled
        )

    def sources(self) -> tuple[Source, ...]:
        rows: dict[int, dict[str, str]] = {}
        for name, cell in self._row.items():
            if (found := _SOURCE.match(name)) is not None:
                rows.setdefault(int(found[1]), {})[found[2]] = cell
        made = (source_of(**rows[number]) for number in sorted(rows))
        return tuple(source for source in made if source is not None)

    def _fill(self, option: _Cells, part: str, lang: str | None, cell: str) -> None:
        locale = next((one for one in LOCALES if one == lang), self._locale)
        text = self._say(cell)
        if text:
            setattr(option, part, {**(getattr(option, part) or {}), locale: text})

    def _keys(self, options: Sequence[tuple[int, _Cells]]) -> frozenset[int]:
        """The numbers of the right options: named by id, letter, number, wording or bits."""
        cell = next((self._row[name] for name in _KEYS if name in self._row), "").strip()
        by_id = {one.id: number for number, one in options if one.id}
        if cell in by_id:
            return frozenset({by_id[cell]})
        if _BITS.match(cell):
            bits = re.findall(r"[01]", cell)
            return frozenset(number for number, bit in enumerate(bits, start=1) if bit == "1")
        if worded := self._worded(cell, options):
            return worded
        parts = re.split(r"[\s,;/|+&]+", cell)
        known = {number for number, _ in options}
        found = {by_id.get(part) or _number(part.strip("().").casefold()) for part in parts if part}
        return frozenset(found & known) if found <= known else frozenset()

    def _worded(self, cell: str, options: Sequence[tuple[int, _Cells]]) -> frozenset[int]:
        """The options in these very words, or else in words that differ in signs and accents."""
        said = self._say(cell)
        bare = column_name(said)
        texts = [(number, text) for number, one in options for text in (one.text or {}).values()]
        same = frozenset(number for number, text in texts if text == said)
        return same or frozenset(n for n, text in texts if bare and column_name(text) == bare)

    def _say(self, cell: str) -> str:
        text, notes = self._said(cell)
        self.notes += notes
        return text


def _is_option(name: str) -> bool:
    ours = _CHOICE.match(name)
    return ours[2] == "text" if ours is not None else _OTHER_OPTION.match(name) is not None


def _number(letter: str) -> int:
    """The place of an option named by a letter or a number; 0 for anything else."""
    if letter.isdecimal():
        return int(letter) if len(letter) < 5 else 0
    return ord(letter) - ord("a") + 1 if len(letter) == 1 and "a" <= letter <= "h" else 0
