"""Questions as an Anki package: one deck a domain, one note an item."""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
from datetime import UTC, datetime
from typing import Any

from question_bank.exchange.apkg.note_type import FIELDS, ID, NAME, STYLE, fields_of, templates
from question_bank.exchange.archive import packed
from question_bank.exchange.labels import tags_of
from question_bank.exchange.question import ATTRIBUTION, TITLE, Question

MADE = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())  # fixed: same items, same bytes
REVISION = 60  # seconds by which each revision of an item is newer: Anki takes newer notes only


def write(questions: tuple[Question, ...]) -> bytes:
    """The package; notes keep their identity, so that importing it again updates them."""
    import genanki

    model = genanki.Model(
        ID, NAME, fields=[{"name": name} for name in FIELDS], templates=templates(), css=STYLE
    )
    decks: dict[str, Any] = {}
    for question in questions:
        name = deck_of(question)
        if name not in decks:
            decks[name] = genanki.Deck(_number(name), name, ATTRIBUTION)
        decks[name].add_note(_note(question, model))
    connection = sqlite3.connect(":memory:")
    try:
        package = genanki.Package(list(decks.values()))
        package.write_to_db(connection.cursor(), MADE, itertools.count(MADE * 1000))
        connection.commit()
        collection = connection.serialize()
    finally:
        connection.close()
    return packed([("collection.anki2", collection), ("media", b"{}")])


def deck_of(question: Question) -> str:
    """The deck of a question: exam and domain."""
    steps = [question.labels.get(name, ("other",))[0] for name in ("exam", "domain")]
    return "::".join((TITLE, *steps))


def changed_at(question: Question) -> int:
    """When the item was last changed, in seconds; later for each month and each revision."""
    month = question.labels.get("as_of", ("2026-01",))[0]
    revision = question.labels.get("revision", ("1",))[0]
    start = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC).timestamp()
    return int(start) + REVISION * int(revision)


def _note(question: Question, model: Any) -> Any:
    import genanki

    class Note(genanki.Note):  # type: ignore[misc]
        """A note that says itself when it was changed."""

        def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Any) -> None:
            super().write_to_db(cursor, changed_at(question), deck_id, id_gen)

    return Note(
        model=model,
        fields=fields_of(question),
        tags=[TITLE.lower(), *tags_of(question.labels, joint="::")],
        guid=genanki.guid_for(TITLE.lower(), question.id),
    )


def _number(name: str) -> int:
    """A number for a deck that is the same each time."""
    return (1 << 30) + int.from_bytes(hashlib.sha256(name.encode()).digest()[:3])
