"""The answer sheet of an attempt: its questions as they count today, its answers, its total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from apps.attempts import store
from apps.attempts.forms import LETTERS, item_of
from apps.storage.tables import attempts, corrections
from graders.exam.marking import decide
from graders.exam.records import Answer, Change, Correction, Question
from question_bank.model import Text

Corrections = Mapping[int, Row[Any]]


@dataclass(frozen=True)
class Tally:
    """Right answers, of the questions that count."""

    correct: int
    scored: int


def corrections_of(c: Connection, attempt_id: str) -> dict[int, Row[Any]]:
    """What was corrected after the attempt, by position."""
    query = select(corrections).where(corrections.c.attempt_id == attempt_id)
    return {row.position: row for row in c.execute(query)}


def corrections_stamp(c: Connection, user_id: str) -> tuple[int, int]:
    """Two numbers that change when anything is corrected in any attempt of that user."""
    query = (
        select(func.count(), func.coalesce(func.sum(corrections.c.at), 0))
        .join(attempts, attempts.c.id == corrections.c.attempt_id)
        .where(attempts.c.user_id == user_id)
    )
    count, moments = c.execute(query).one()
    return int(count), int(moments)


def questions_of(c: Connection, attempt_id: str) -> list[Question]:
    """The questions of the form as they count today, in the wording that was shown."""
    form, corrected = store.form_of(c, attempt_id), corrections_of(c, attempt_id)
    wordings = store.wordings(c, {digest_in_force(row, corrected) for row in form})
    return [
        _question(row, wordings[digest_in_force(row, corrected)], correction_of(row, corrected))
        for row in form
    ]


def _question(row: Row[Any], wording: Mapping[str, Any], correction: Correction | None) -> Question:
    return Question(
        position=row.position,
        item=item_of(wording),
        scored=row.scored,
        options=tuple(row.options),
        seen_before=row.seen_before,
        case=None if wording["case"] is None else Text.model_validate(wording["case"]),
        correction=correction,
    )


def digest_in_force(row: Row[Any], corrected: Corrections) -> str:
    """The digest of the wording by which a question is marked."""
    found = corrected.get(row.position)
    digest: str = row.digest if found is None or found.digest is None else found.digest
    return digest


def correction_of(row: Row[Any], corrected: Corrections) -> Correction | None:
    """What was done to a question after the attempt."""
    found = corrected.get(row.position)
    if found is None:
        return None
    kinds: dict[str, Correction] = {"key": "key", "credit": "credit", "drop": "drop"}
    return kinds[found.kind]


def tally(c: Connection, attempt_id: str) -> Tally:
    """The total of an attempt as it counts today."""
    corrected = corrections_of(c, attempt_id)
    form = [row for row in store.form_of(c, attempt_id) if row.scored]
    form = [row for row in form if correction_of(row, corrected) != "drop"]
    wordings = store.wordings(c, {digest_in_force(row, corrected) for row in form})
    held = {answer.n: answer.choice for answer in store.held_answers(c, attempt_id)}
    correct = sum(
        decide(
            wordings[digest_in_force(row, corrected)]["item"]["correct"],
            choice_of(row, held.get(row.position)),
            correction_of(row, corrected),
        )
        == "right"
        for row in form
    )
    return Tally(correct=correct, scored=len(form))


def answers_of(c: Connection, attempt_id: str, log: list[Row[Any]]) -> list[Answer]:
    """The answers that count, each with its changes in the order of their sequence numbers."""
    shown = {row.position: row for row in store.form_of(c, attempt_id)}
    given: dict[int, list[Row[Any]]] = defaultdict(list)
    for entry in sorted(log, key=lambda entry: (entry.seq, entry.client)):
        if entry.counted:
            given[entry.position].append(entry)
    return [
        Answer(
            position=held.n,
            choice=choice_of(shown[held.n], held.choice),
            flagged=held.flagged,
            spent_ms=held.spent_ms,
            note=held.note,
            changes=_changes(shown[held.n], given[held.n]),
        )
        for held in store.held_answers(c, attempt_id)
    ]


def _changes(row: Row[Any], given: list[Row[Any]]) -> tuple[Change, ...]:
    changes: list[Change] = []
    before: str | None = None
    for entry in given:
        after = choice_of(row, entry.choice)
        if after != before:
            changes.append(Change(at_ms=entry.received_ms, before=before, after=after))
        before = after
    return tuple(changes)


def choice_of(row: Row[Any], letter: str | None) -> str | None:
    """The id of the choice that was shown under a letter."""
    return None if letter is None else row.options[LETTERS.index(letter)]
