"""What the reports on a student and on a cohort have in common, written out in one language."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from curriculum.cases.model import Case
from curriculum.model import Fact
from graders.cases.voice import Voice
from graders.exam.wording import write_duration
from graders.results.records import CaseCopy
from graders.results.shares import Share
from graders.results.words import count, of, percent, points, say
from question_bank.model import Locale

View = dict[str, Any]

PROMPT_SHOWN = 110  # characters of a prompt, where it only reminds of the task
K = TypeVar("K", bound=Hashable)

_BLANKS = re.compile(r"[ \t\n]+")  # but those that do not break


def title_of(case: Case, facts: Mapping[str, Fact], lang: Locale) -> str:
    """The title of a case."""
    return Voice(lang, facts).prose(case.title)


def prompt_of(case: Case, task: str, facts: Mapping[str, Fact], lang: Locale) -> str:
    """How the prompt of a task begins."""
    prose = Voice(lang, facts).prose(case.task(task).prompt).replace("*", "")
    words = _BLANKS.sub(" ", prose)
    if len(words) <= PROMPT_SHOWN:
        return words
    return words[:PROMPT_SHOWN].rsplit(" ", 1)[0].rstrip(" ,;:") + "\u2026"


def share_line(
    title: str,
    share: Share,
    lang: Locale,
    *,
    says: Callable[[Share], bool],
    other: Share | None = None,
) -> View:
    """One competence or domain: its points, how much there is of it, and a share if that holds.

    `other` is the share of a cohort, to compare with; it is shown only where it says something.
    """
    enough = says(share)
    compared = other is not None and enough and other.says_of_cohort
    written = percent(share.value, lang) if enough else say(lang, "too few")
    counts = [
        count(lang, "{n} task", "{n} tasks", share.tasks),
        count(lang, "{n} case", "{n} cases", share.cases),
    ]
    return {
        "title": title,
        "points": of(share.points, share.out_of, lang),
        "basis": ", ".join(counts),
        "students": str(share.students),
        "enough": enough,
        "share": written,
        "bar": share.value if enough else None,
        "other": percent(other.value, lang) if other is not None and compared else None,
        "other_bar": other.value if other is not None and compared else None,
        "alt": f"{title}{say(lang, ': ')}{written}",
    }


def share_lines(
    shares: Mapping[K, Share],
    title: Callable[[K, Locale], str],
    lang: Locale,
    *,
    says: Callable[[Share], bool],
    others: Mapping[K, Share] | None = None,
) -> list[View]:
    """The lines of all shares, in their order."""
    known = others or {}
    return [
        share_line(title(name, lang), share, lang, says=says, other=known.get(name))
        for name, share in shares.items()
    ]


def what_shares_count(lang: Locale) -> str:
    """Which points the lines of shares count."""
    return say(
        lang,
        "Competences and domains count the points of tasks whose marks are final, before caps "
        "and late penalties, which say nothing of either.",
    )


def late_text(copy: CaseCopy, lang: Locale) -> str | None:
    """How late a copy was and what that cost; None where it was in time."""
    if copy.late_seconds <= 0:
        return None
    late = write_duration(max(60.0, copy.late_seconds), lang)
    if copy.penalty is None:
        return say(lang, "{late} late; a penalty, if any, follows when all is read", late=late)
    if copy.penalty == 0:
        return say(lang, "{late} late, no penalty", late=late)
    cost = count(
        lang,
        "{late} late: {points} point taken away",
        "{late} late: {points} points taken away",
        1 if copy.penalty == 1 or (lang == "fr" and copy.penalty < 2) else 2,
        late=late,
        points=points(copy.penalty, lang),
    )
    before = points(copy.before_penalty.on_20, lang)
    return cost + say(lang, " (before: {mark} of 20)", mark=before)


def cap_text(copy: CaseCopy, lang: Locale) -> str | None:
    """What an announced error took away, or what an instructor set in its place."""
    if abs(copy.taken) < 0.005:
        return None
    if copy.cap is not None:
        return say(
            lang,
            "an announced error caps the mark at {cap} of 20 (the tasks earned {earned})",
            cap=points(copy.cap, lang),
            earned=points(copy.earned, lang),
        )
    sign = "+" if copy.taken > 0 else "\u2212"
    changed = sign + points(abs(copy.taken), lang)
    return say(lang, "adjusted by the instructor: {points}", points=changed)
