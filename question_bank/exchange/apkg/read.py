"""Anki packages of anybody: our notes, and notes whose fields hold a choice of one answer."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from question_bank.checks.finding import Fault
from question_bank.exchange.apkg.note_type import NAME, question_from
from question_bank.exchange.archive import LARGEST, Archive
from question_bank.exchange.columns import column_name, holds_questions, read_row
from question_bank.exchange.html import from_html
from question_bank.exchange.question import NotReadable, Question, Reading
from question_bank.model import Locale

NEW = "collection.anki21b"
OLD = ("collection.anki21", "collection.anki2")
NOTES = 100_000
STEPS = 200_000_000  # of SQLite's machine, then a hostile file is given up
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION})
_FIX = "Only notes with a question, options and the right one can be taken."


@dataclass(frozen=True)
class _Note:
    """A row of the collection, its fields by name."""

    number: int
    kind: str
    tags: list[str]
    fields: dict[str, str]


def read(data: bytes, locale: Locale) -> Reading:
    """The questions of a package, and why each other note cannot be taken."""
    questions: list[Question] = []
    faults: list[Fault] = []
    try:
        with closing(_opened(_collection(Archive(data)))) as connection:
            for note in _notes(connection):
                found = _read(note, locale)
                (faults if isinstance(found, Fault) else questions).append(found)  # type: ignore[arg-type]
    except sqlite3.Error as error:
        message = f"its collection is not a sound Anki database ({error}); export it again"
        raise NotReadable(message) from None
    return Reading(tuple(questions), tuple(faults))


def _collection(archive: Archive) -> bytes:
    """The database of the package: the newest format it holds."""
    if NEW in archive:
        return _decompressed(archive.read(NEW))
    for name in OLD:
        if name in archive:
            return archive.read(name)
    raise NotReadable("holds no collection: this is no Anki package")


def _decompressed(data: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    try:
        found = zstd.ZstdDecompressor().decompress(data, max_length=LARGEST + 1)
    except (zstd.ZstdError, EOFError) as error:
        raise NotReadable(f"{NEW}: cannot be unpacked ({error}); export it again") from None
    if len(found) > LARGEST:
        raise NotReadable(f"{NEW}: unpacks to more than {LARGEST // 2**20} MiB; not read")
    return found


def _opened(data: bytes) -> sqlite3.Connection:
    """The database in memory, in which nothing but reading is allowed."""
    if not data.startswith(b"SQLite format 3\0") or len(data) < 512:
        raise NotReadable("its collection is not an Anki database; export it again")
    quiet = data[:18] + b"\x01\x01" + data[20:]  # without its write-ahead log, which is not here
    connection = sqlite3.connect(":memory:")
    connection.deserialize(quiet)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.create_collation("unicase", _unicase)
    connection.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(_Patience(), 1000)
    return connection


def _unicase(one: str, other: str) -> int:
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)


def _authorize(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


class _Patience:
    """Stops a query that takes longer than any honest collection makes it."""

    def __init__(self) -> None:
        self._left = STEPS // 1000

    def __call__(self) -> int:
        self._left -= 1
        return int(self._left < 0)


def _notes(connection: sqlite3.Connection) -> Iterator[_Note]:
    kinds = _kinds(connection)
    query = "SELECT CAST(mid AS INTEGER), tags, flds FROM notes ORDER BY id LIMIT ?"
    for number, (mid, tags, flds) in enumerate(connection.execute(query, (NOTES,)), start=1):
        kind, names = kinds.get(mid, ("unknown", []))
        fields = dict(zip(names, str(flds).split("\x1f"), strict=False))
        yield _Note(number, kind, str(tags).split(), fields)


def _kinds(connection: sqlite3.Connection) -> dict[int, tuple[str, list[str]]]:
    """The note types and the names of their fields, of the old tables or the new."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if "notetypes" not in tables:
        row = connection.execute("SELECT models FROM col").fetchone()
        return _old_kinds(row[0] if row else "{}")
    kinds: dict[int, tuple[str, list[str]]] = {
        ntid: (str(name), [])
        for ntid, name in connection.execute("SELECT CAST(id AS INTEGER), name FROM notetypes")
    }
    query = "SELECT CAST(ntid AS INTEGER), name FROM fields ORDER BY ntid, ord"
    for ntid, name in connection.execute(query):
        if ntid in kinds:
            kinds[ntid][1].append(str(name))
    return kinds


def _old_kinds(models: str) -> dict[int, tuple[str, list[str]]]:
    try:
        return {
            int(key): (str(model["name"]), [str(one["name"]) for one in model["flds"]])
            for key, model in json.loads(models).items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotReadable(f"its note types cannot be read ({error}); export it again") from None


def _read(note: _Note, locale: Locale) -> Question | Fault:
    if note.kind.partition("-")[0].strip() == NAME or "choices-en" in note.fields:
        place = f"note {note.number} ({note.fields.get('Id', '')})"
        return question_from(note.fields, note.tags, place)
    row = {column_name(name): html for name, html in note.fields.items()}
    place = f"note {note.number}"
    first = next(iter(note.fields.values()), "")
    shown = from_html(first, locale).words.get(locale, "")[:40]
    place += f" ({shown})" if shown else ""
    if not holds_questions(list(row)):
        return Fault(place, f"is a card without options ({note.kind})", _FIX)

    def said(html: str) -> tuple[str, tuple[str, ...]]:
        prose = from_html(html, locale)
        return prose.words.get(locale, ""), prose.notes

    return read_row(row, place, locale, said)
