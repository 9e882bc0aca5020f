"""What graders have begun to say of copies: it counts for nothing until it is saved as a mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from graders.course.grading_tables import drafts
from graders.course.mark_tables import stored
from graders.course.marked_copies import utc


@dataclass(frozen=True)
class Draft:
    """A draft: levels that were chosen so far, remarks, a comment."""

    seq: int
    digest: str
    content: Mapping[str, Any]
    at: datetime


def draft_of(session: Session, grade_id: str, grader: str) -> Draft | None:
    """The draft of that grader, None where there is none or it became a mark."""
    row = session.execute(select(drafts).where(_mine(grade_id, grader))).one_or_none()
    if row is None or row.content is None:
        return None
    return Draft(row.seq, row.digest, row.content, utc(row.saved_at))


def drafted(session: Session, grade_ids: list[str], grader: str) -> set[str]:
    """Those of the copies of which the grader has a draft."""
    asked = select(drafts.c.grade_id).where(
        drafts.c.grade_id.in_(grade_ids),
        drafts.c.grader == grader,
        drafts.c.content.is_not(None),
    )
    return set(session.execute(asked).scalars())


def keep_draft(
    session: Session,
    grade_id: str,
    grader: str,
    *,
    seq: int,
    digest: str,
    content: Mapping[str, Any] | None,
    now: datetime,
) -> bool:
    """Keep a draft, or with None note that it became a mark; False where a later one is held."""
    mine = _mine(grade_id, grader)
    held = session.execute(select(drafts.c.seq).where(mine)).scalar_one_or_none()
    values = {
        "seq": seq,
        "digest": digest,
        "content": None if content is None else dict(content),
        "saved_at": stored(now),
    }
    if held is None:
        session.execute(insert(drafts).values(grade_id=grade_id, grader=grader, **values))
    elif held < seq or (held == seq and content is None):
        session.execute(update(drafts).where(mine).values(**values))
    return held is None or held <= seq


def _mine(grade_id: str, grader: str) -> Any:
    return (drafts.c.grade_id == grade_id) & (drafts.c.grader == grader)
