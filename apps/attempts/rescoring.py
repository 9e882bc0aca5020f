"""Past attempts scored anew after an item was found to be wrong: what moves, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from apps.attempts import sheets, store
from apps.attempts.forms import digest_of
from apps.attempts.rescored import Found, Moved, Rescoring, Side
from apps.attempts.sheets import Tally
from apps.storage import events
from apps.storage.tables import answers, attempts, corrections, questions, users
from graders.exam.marking import decide
from graders.exam.records import Correction
from graders.exam.score import training_cut
from graders.exam.sections import Outcome
from question_bank.model import Item

ACTOR = "command line"


def sittings(c: Connection, wanted: Rescoring) -> list[tuple[str, int]]:
    """Attempts in which the item stood, with its position; in the order of their start."""
    query = (
        select(questions.c.attempt_id, questions.c.position)
        .join(attempts, attempts.c.id == questions.c.attempt_id)
        .where(questions.c.item_id == wanted.item_id)
        .order_by(attempts.c.started_at, questions.c.attempt_id, questions.c.position)
    )
    return [(row.attempt_id, row.position) for row in c.execute(query)]


def look(c: Connection, wanted: Rescoring, *, cut: float) -> Found:
    """What the rescoring would change; nothing is written."""
    found = Found()
    for attempt_id, position in sittings(c, wanted):
        _sort(found, _Case(c, attempt_id, position, wanted, cut))
    return found


def rescore(
    c: Connection, attempt_id: str, position: int, wanted: Rescoring, *, cut: float, now: int
) -> Moved | None:
    """One attempt rescored, with its event; None where nothing is left to change."""
    case = _Case(c, attempt_id, position, wanted, cut, locked=True)
    found = Found()
    _sort(found, case)
    if not found.moved:
        return None
    (moved,) = found.moved
    case.write(now)
    events.record(
        c,
        attempt_id=attempt_id,
        actor=ACTOR,
        kind="rescored",
        at=now,
        data={
            "item": wanted.item_id,
            "position": position,
            "how": moved.after.correction,
            "old_key": moved.before.key,
            "new_key": moved.after.key,
            "old_total": [moved.before.correct, moved.before.scored],
            "new_total": [moved.after.correct, moved.after.scored],
            "reason": wanted.reason,
        },
    )
    return moved


def _sort(found: Found, case: _Case) -> None:
    if case.wanted.revision not in (None, case.revision):
        return
    if case.attempt.state == "open":
        found.under_way += 1
    elif not case.has_same_options:
        found.other_options.append(case.attempt.id)
    elif case.is_done:
        found.unchanged += 1
    else:
        moved = case.moved()
        if moved is None:
            found.nothing_left.append(case.attempt.id)
        else:
            found.moved.append(moved)


class _Case:
    """One question of one attempt, as it counts and as it should."""

    def __init__(
        self,
        c: Connection,
        attempt_id: str,
        position: int,
        wanted: Rescoring,
        cut: float,
        *,
        locked: bool = False,
    ) -> None:
        self._c = c
        self.wanted = wanted
        self._cut = cut
        self.attempt = store.find(c, attempt_id, None, locked=locked)
        self._row = c.execute(
            select(questions).where(
                questions.c.attempt_id == attempt_id, questions.c.position == position
            )
        ).one()
        self._corrected = {
            n: row for n, row in sheets.corrections_of(c, attempt_id).items() if n == position
        }
        in_force = sheets.digest_in_force(self._row, self._corrected)
        wordings = store.wordings(c, {self._row.digest, in_force})
        self._shown, self._marked = wordings[self._row.digest], wordings[in_force]
        self._was = sheets.correction_of(self._row, self._corrected)
        self._becomes, self._wording = self._target()

    @property
    def revision(self) -> int:
        """The revision that was sat."""
        revision: int = self._shown["item"]["revision"]
        return revision

    @property
    def has_same_options(self) -> bool:
        """Whether the item of today still has the options that were shown."""
        item = self.wanted.item
        if self.wanted.how != "key" or item is None:
            return True
        return {choice.id for choice in item.choices} == set(self._row.options)

    @property
    def is_done(self) -> bool:
        """Whether the question counts as it should already."""
        same_key = self._wording["item"]["correct"] == self._marked["item"]["correct"]
        return self._was == self._becomes and same_key

    def moved(self) -> Moved | None:
        """Before and after; None where no scored question would be left."""
        letter = self._c.execute(
            select(answers.c.choice).where(
                answers.c.attempt_id == self.attempt.id,
                answers.c.position == self._row.position,
            )
        ).scalar()
        choice = sheets.choice_of(self._row, letter)
        total = sheets.tally(self._c, self.attempt.id)
        outcome = decide(self._marked["item"]["correct"], choice, self._was)
        later = decide(self._wording["item"]["correct"], choice, self._becomes)
        counted, counts = self._counts(self._was), self._counts(self._becomes)
        after = Tally(
            correct=total.correct - counted * (outcome == "right") + counts * (later == "right"),
            scored=total.scored - counted + counts,
        )
        if after.scored == 0:
            return None
        return Moved(
            attempt=self.attempt.id,
            user=self.attempt.user_id,
            name=self._name(),
            position=self._row.position,
            revision=self.revision,
            pretest=not self._row.scored,
            answer=choice,
            before=self._side(self._marked, self._was, outcome, total),
            after=self._side(self._wording, self._becomes, later, after),
        )

    def write(self, now: int) -> None:
        """Keep the correction, or take an earlier one back; the shown wording stays."""
        place = {"attempt_id": self.attempt.id, "position": self._row.position}
        self._c.execute(
            delete(corrections).where(
                *(corrections.c[name] == value for name, value in place.items())
            )
        )
        if self._becomes is None:
            return
        digest = None
        if self._wording != self._shown:
            digest = digest_of(self._wording)
            version = {
                "digest": digest,
                "item_id": self.wanted.item_id,
                "revision": self.revision,
                "payload": self._wording,
            }
            store.keep_versions(self._c, [version])
        values = {"kind": self._becomes, "digest": digest, "actor": ACTOR, "at": now}
        self._c.execute(insert(corrections).values(**place, **values))

    def _target(self) -> tuple[Correction | None, Mapping[str, Any]]:
        """How the question should count: the correction, and the wording to mark by."""
        item = self.wanted.item
        if self.wanted.how != "key":
            return self.wanted.how, self._marked
        if item is None:
            raise ValueError("a key can be corrected only while the bank has the item")
        if list(item.correct) == self._shown["item"]["correct"]:
            return None, self._shown
        return "key", with_key(self._shown, item)

    def _counts(self, correction: Correction | None) -> int:
        return int(self._row.scored and correction != "drop")

    def _side(
        self,
        wording: Mapping[str, Any],
        correction: Correction | None,
        outcome: Outcome,
        total: Tally,
    ) -> Side:
        return Side(
            key=", ".join(wording["item"]["correct"]),
            correction=correction,
            outcome=outcome,
            correct=total.correct,
            scored=total.scored,
            passes=total.scored > 0
            and total.correct >= training_cut(self._cut, total.scored).items,
        )

    def _name(self) -> str:
        query = select(users.c.name).where(users.c.id == self.attempt.user_id)
        return str(self._c.execute(query).scalar_one())


def with_key(shown: Mapping[str, Any], item: Item) -> dict[str, Any]:
    """The wording that was shown, with today's key, reasons and sources."""
    data = item.model_dump(mode="json")
    reasons = {choice["id"]: choice["why"] for choice in data["choices"]}
    choices = [
        {**choice, "why": reasons.get(choice["id"], choice["why"])}
        for choice in shown["item"]["choices"]
    ]
    changed = {"choices": choices, "correct": data["correct"], "sources": data["sources"]}
    return {**shown, "item": {**shown["item"], **changed}}
