"""What one grader may see of the copies of a task: no names, and no mark before giving one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.grading.said import Json, both, judgement_said, moment
from curriculum.cases.model import Case
from curriculum.model import Fact
from graders.course.cap_state import CapState, cap_state
from graders.course.copy_numbers import number_copies
from graders.course.drafts import Draft, draft_of, drafted
from graders.course.marked_copies import Copy, Marked, Past
from graders.course.rounds import Round, round_of
from graders.course.rubric_marks import CLAIM, RubricMarks
from graders.course.student_names import student_names


@dataclass(frozen=True)
class Desk:
    """The copies of a task before one grader."""

    case: Case
    task: str
    who: str
    copies: Sequence[Copy]
    round: Round
    numbers: Mapping[str, int]
    chosen: frozenset[str]  # for a second grader
    names: Mapping[str, str]
    drafted: frozenset[str]

    @classmethod
    def laid(
        cls, marks: RubricMarks, case: Case, task: str, who: str, copies: Sequence[Copy]
    ) -> Desk:
        """The desk as it is now."""
        ids = [copy.id for copy in copies]
        with marks.session() as session:
            numbers = number_copies(session, ids)
            how = round_of(session, case.id, task)
            begun = drafted(session, ids, who)
            known = {copy.student for copy in copies if _is_final(how, copy)}
            names = student_names(session, known)
        to_read = [copy.id for copy in copies if state_of(copy) != "empty"]
        return cls(
            case,
            task,
            who,
            copies,
            how,
            numbers,
            how.chosen(to_read),
            names,
            frozenset(begun),
        )

    def in_order(self) -> list[Copy]:
        """The copies by their numbers."""
        return sorted(self.copies, key=lambda copy: self.numbers[copy.id])

    def is_second(self, copy: Copy) -> bool:
        """Whether this grader would be the second one, who must not see the first mark."""
        return (
            copy.id in self.chosen
            and copy.first is not None
            and copy.second is None
            and not copy.waiting
            and copy.first.grader != self.who
        )

    def is_due(self, copy: Copy) -> bool:
        """Whether the copy waits for this grader."""
        return copy.waiting or self.is_second(copy)

    def name(self, copy: Copy) -> str | None:
        """The student's name, once the mark is final."""
        return self.names.get(copy.student) if _is_final(self.round, copy) else None


def state_of(copy: Copy) -> str:
    """`waiting`, `marked`, or `empty`: nothing to read, no points given."""
    if copy.waiting:
        return "waiting"
    return "empty" if copy.points is None else "marked"


def row_said(desk: Desk, copy: Copy, now: datetime) -> Json:
    """A copy in the list of copies."""
    blind = desk.is_second(copy)
    return {
        "id": copy.id,
        "number": desk.numbers[copy.id],
        "name": desk.name(copy),
        "lang": copy.lang,
        "state": state_of(copy),
        "words": count_words(copy.answer) if isinstance(copy.answer, str) else None,
        "changed": copy.changed,
        "draft": copy.id in desk.drafted,
        "points": None if blind else copy.points,
        "by": None if blind or copy.first is None else copy.first.grader,
        "elsewhere": copy.elsewhere and not blind,
        "second": _second_state(desk, copy),
        "claimed_by": _holder(copy, now),
    }


def view_said(
    marks: RubricMarks,
    desk: Desk,
    copy: Copy,
    answer: Json | None,
    facts: Mapping[str, Fact],
    now: datetime,
) -> Json:
    """All that the grader sees of a copy."""
    blind = desk.is_second(copy)
    with marks.session() as session:
        draft = draft_of(session, copy.id, desk.who)
        cap = cap_state(session, copy.id)
    past = () if blind else marks.past(copy.id)
    holder = _holder(copy, now)
    return {
        "id": copy.id,
        "case": copy.case,
        "task": copy.task,
        "number": desk.numbers[copy.id],
        "name": desk.name(copy),
        "lang": copy.lang,
        "digest": copy.digest,
        "state": state_of(copy),
        "changed": copy.changed,
        "as_second": blind,
        "answer": answer,
        "words": count_words(copy.answer) if isinstance(copy.answer, str) else None,
        "mark": None if blind else _mark_said(copy.first),
        "second": None if blind else _mark_said(copy.second),
        "gradebook": {"points": copy.points, "comment": copy.comment}
        if copy.elsewhere and not blind
        else None,
        "earlier": _earlier(copy, past),
        "past": [_past_said(one) for one in past],
        "draft": _draft_said(draft, copy),
        "claim": {
            "by": holder,
            "until": None
            if holder is None or copy.claimed_at is None
            else moment(copy.claimed_at + CLAIM),
        },
        "cap": None if cap is None else _cap_said(desk.case, cap, facts),
    }


def count_words(text: str) -> int:
    """Words as the form counts them: what stands between spaces and holds a letter or figure."""
    return sum(bool(re.search(r"[^\W_]", part)) for part in text.split())


def _is_final(how: Round, copy: Copy) -> bool:
    return how.finished_at is not None and not copy.waiting


def _holder(copy: Copy, now: datetime) -> str | None:
    """Who has the copy at that moment."""
    if copy.claimed_by is None or copy.claimed_at is None or copy.claimed_at < now - CLAIM:
        return None
    return copy.claimed_by


def _second_state(desk: Desk, copy: Copy) -> str | None:
    """Null where one grader is enough; `done`, `yours` to give, or `wanted` of somebody else."""
    if copy.second is not None:
        return "done"
    if copy.id not in desk.chosen:
        return None
    return "yours" if desk.is_second(copy) else "wanted"


def _mark_said(mark: Marked | None) -> Json | None:
    if mark is None:
        return None
    about = {"points": mark.points, "by": mark.grader, "at": moment(mark.at)}
    return about | judgement_said(mark.judgement)


def _earlier(copy: Copy, past: Sequence[Past]) -> Json | None:
    """What an earlier version of the answer was given, for whoever reads the new one."""
    if not copy.changed:
        return None
    for one in reversed(past):
        if one.how == "first" and not one.same_answer and one.judgement is not None:
            about = {"points": one.points, "by": one.grader, "at": moment(one.at)}
            return about | judgement_said(one.judgement)
    return None


def _past_said(past: Past) -> Json:
    return {
        "at": moment(past.at),
        "how": past.how,
        "by": past.grader,
        "points": past.points,
        "same_answer": past.same_answer,
    }


def _draft_said(draft: Draft | None, copy: Copy) -> Json | None:
    if draft is None:
        return None
    about: dict[str, Any] = {"seq": draft.seq, "at": moment(draft.at)}
    return about | {"same_answer": draft.digest == copy.digest} | dict(draft.content)


def _cap_said(case: Case, cap: CapState, facts: Mapping[str, Fact]) -> Json:
    standing = cap.machine if cap.decided is None else cap.decided
    return {
        "errors": [
            {
                "id": one.id,
                "text": both(one.text, facts),
                "cap": one.cap,
                "machine": one.id in cap.machine,
                "stands": one.id in standing,
            }
            for one in case.critical
        ],
        "decided": cap.decided is not None,
        "earned": cap.earned,
        "extra": cap.extra,
        "by_hand": cap.by_hand,
        "waiting": cap.waiting,
        "decisions": [
            {
                "critical": None if one.critical is None else list(one.critical),
                "reason": one.reason,
                "by": one.grader,
                "at": moment(one.at),
            }
            for one in cap.decisions
        ],
    }
