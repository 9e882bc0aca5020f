"""Remarks that graders add to those of a case, for all who mark the same task in the course."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from curriculum.cases.rubric import Remark, Rubric
from graders.course.grading_tables import own_remarks
from graders.course.mark_tables import stored
from question_bank.model import Locale, Text


@dataclass(frozen=True)
class OwnRemark:
    """A remark in one language; a retired one stays where it was given, and is not offered."""

    id: str
    lang: Locale
    text: str
    praise: bool
    author: str
    retired: bool


def remarks_of(session: Session, case: str, task: str) -> tuple[OwnRemark, ...]:
    """The remarks that were added to a task, the oldest first."""
    rows = session.execute(
        select(own_remarks)
        .where(own_remarks.c.case_id == case, own_remarks.c.task_id == task)
        .order_by(own_remarks.c.at, own_remarks.c.id)
    )
    return tuple(OwnRemark(o.id, o.lang, o.text, o.praise, o.author, o.retired) for o in rows)


def add_remark(
    session: Session,
    case: str,
    task: str,
    *,
    lang: Locale,
    text: str,
    praise: bool,
    author: str,
    now: datetime,
) -> OwnRemark:
    """A new remark."""
    made = OwnRemark(f"own-{secrets.token_hex(8)}", lang, text, praise, author, retired=False)
    session.execute(
        insert(own_remarks).values(
            id=made.id,
            case_id=case,
            task_id=task,
            lang=lang,
            text=text,
            praise=praise,
            author=author,
            at=stored(now),
            retired=False,
        )
    )
    return made


def retire_remark(session: Session, case: str, task: str, remark: str) -> None:
    """Offer a remark no longer."""
    session.execute(
        update(own_remarks)
        .where(
            own_remarks.c.id == remark,
            own_remarks.c.case_id == case,
            own_remarks.c.task_id == task,
        )
        .values(retired=True)
    )


def with_own_remarks(session: Session, rubric: Rubric, case: str, task: str) -> Rubric:
    """The rubric with the remarks that graders added."""
    own = tuple(
        Remark(id=one.id, text=Text(en=one.text, fr=one.text), praise=one.praise)
        for one in remarks_of(session, case, task)
    )
    return rubric.model_copy(update={"remarks": rubric.remarks + own})
