"""The report on one student, written out in one language: for the page and for the PDF."""

from __future__ import annotations

from typing import Any

from curriculum.cases.model import TOTAL
from graders.cases.marking import Mark
from graders.exam.wording import write_moment
from graders.results.records import CaseCopy, Results
from graders.results.shares import (
    CASES_OF_STUDENT,
    TASKS_OF_STUDENT,
    Share,
    by_competence,
    by_domain,
)
from graders.results.view import (
    View,
    cap_text,
    late_text,
    prompt_of,
    share_lines,
    title_of,
    what_shares_count,
)
from graders.results.words import (
    competence,
    count,
    domain,
    kind,
    of,
    points,
    say,
)
from question_bank.model import Locale


class NoSuchStudent(Exception):
    """The gradebook does not know the student."""


def student_view(results: Results, student: str, lang: Locale) -> View:
    """Strings and shares of one student; NoSuchStudent where the gradebook has none of that id."""
    person = results.people.get(student)
    if person is None:
        raise NoSuchStudent(f"no student {student!r} in the gradebook")
    copies = results.of_student(student)
    return {
        "lang": lang,
        "report": say(lang, "Results of the cases"),
        "name": person.name,
        "title": say(lang, "Results of the cases") + " – " + person.name,
        "facts": [results.course, write_moment(results.at, lang), *_counts(results, student, lang)],
        "cases": [_case(results, copy, lang) for copy in copies],
        "competences": share_lines(
            by_competence(copies),
            competence,
            lang,
            says=_says,
            others=by_competence(results.copies),
        ),
        "domains": share_lines(
            by_domain(copies),
            domain,
            lang,
            says=_says,
            others=by_domain(results.copies),
        ),
        "notes": _notes(lang),
    }


def _says(share: Share) -> bool:
    return share.says_of_student


def _counts(results: Results, student: str, lang: Locale) -> list[str]:
    copies = results.of_student(student)
    final = sum(copy.is_final for copy in copies)
    counts = [count(lang, "{n} final mark", "{n} final marks", final)]
    if waiting := len(copies) - final:
        counts.append(
            count(lang, "{n} copy still being read", "{n} copies still being read", waiting)
        )
    if unscored := sum(one.student == student for one in results.unscored):
        counts.append(count(lang, "{n} copy not yet scored", "{n} copies not yet scored", unscored))
    return counts


def _case(results: Results, copy: CaseCopy, lang: Locale) -> View:
    case = results.cases[copy.case]
    said = [cap_text(copy, lang), late_text(copy, lang)]
    if not copy.is_final:
        said.insert(0, say(lang, "not final: a person has still to read part of it"))
    return {
        "title": title_of(case, results.facts, lang),
        "final": copy.is_final,
        **_mark(copy.mark, lang),
        "notes": [one for one in said if one is not None],
        "tasks": [
            {
                "number": str(task.number),
                "prompt": prompt_of(case, task.task, results.facts, lang),
                "kind": kind(task.kind, lang),
                "competence": str(task.competence),
                "points": say(lang, "to be read") if task.waiting else points(task.points, lang),
                "out_of": points(task.out_of, lang),
                "bar": None
                if task.waiting or not task.out_of
                else min(1.0, max(0.0, task.points / task.out_of)),
                "alt": say(lang, "to be read")
                if task.waiting
                else of(task.points, task.out_of, lang),
            }
            for task in copy.tasks
        ],
    }


def _mark(mark: Mark, lang: Locale) -> dict[str, Any]:
    return {
        "on_20": points(mark.on_20, lang),
        "on_100": points(mark.on_100, lang),
        "bar": min(1.0, mark.exact / TOTAL),
        "alt": say(lang, "{mark} of 20", mark=points(mark.on_20, lang)),
    }


def _notes(lang: Locale) -> list[str]:
    return [
        say(
            lang,
            "Marks are out of 20, to the nearest half point, and out of 100. A mark is final when "
            "nothing in the copy is left to read.",
        ),
        what_shares_count(lang),
        say(
            lang,
            "“Too few” means fewer than {tasks} tasks, or fewer than {cases} cases: a share would "
            "rest on chance.",
            tasks=TASKS_OF_STUDENT,
            cases=CASES_OF_STUDENT,
        ),
        say(
            lang,
            "The dashed line is the share of the whole cohort, where students and tasks are "
            "enough for one.",
        ),
    ]
