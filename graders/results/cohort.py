"""The report on a cohort, written out in one language: for the page and for the PDF."""

from __future__ import annotations

from curriculum.cases.model import Case
from graders.exam.wording import write_moment
from graders.results.records import Results
from graders.results.shares import (
    STUDENTS_OF_COHORT,
    TASKS_OF_COHORT,
    Share,
    by_competence,
    by_domain,
    by_task,
)
from graders.results.spread import FEWEST, Spread, spread
from graders.results.view import View, prompt_of, share_lines, title_of, what_shares_count
from graders.results.words import (
    competence,
    count,
    domain,
    of,
    percent,
    points,
    say,
)
from question_bank.model import Locale

LOWEST = 10  # tasks shown
STEP = 0.5  # between two marks


def cohort_view(results: Results, lang: Locale) -> View:
    """Strings and shares of all students together; nobody is named."""
    return {
        "lang": lang,
        "title": say(lang, "Results of the cohort"),
        "facts": [results.course, write_moment(results.at, lang), *_counts(results, lang)],
        "cases": [_case(results, case, lang) for case in results.cases.values()],
        "competences": share_lines(by_competence(results.copies), competence, lang, says=_says),
        "domains": share_lines(by_domain(results.copies), domain, lang, says=_says),
        "lowest": _lowest(results, lang),
        "notes": _notes(results, lang),
    }


def _says(share: Share) -> bool:
    return share.says_of_cohort


def _counts(results: Results, lang: Locale) -> list[str]:
    final = sum(copy.is_final for copy in results.copies)
    waiting = len(results.copies) - final
    students = len({copy.student for copy in results.copies})
    return [
        count(lang, "{n} student", "{n} students", students),
        count(lang, "{n} final mark", "{n} final marks", final),
        count(lang, "{n} copy still to be read", "{n} copies still to be read", waiting),
        count(
            lang,
            "{n} copy handed in and not yet scored",
            "{n} copies handed in and not yet scored",
            len(results.unscored),
        ),
    ]


def _case(results: Results, case: Case, lang: Locale) -> View:
    copies = results.of_case(case.id)
    final = [copy for copy in copies if copy.is_final]
    late = [copy for copy in copies if copy.late_seconds > 0]
    taken = [copy.penalty for copy in final if copy.penalty]
    found = spread([copy.mark.on_20 for copy in final])
    unscored = sum(one.case == case.id for one in results.unscored)
    return {
        "title": title_of(case, results.facts, lang),
        "final": str(len(final)),
        "waiting": str(len(copies) - len(final)),
        "unscored": str(unscored),
        "capped": str(sum(copy.taken < 0 for copy in final)),
        "late": str(len(late)),
        "penalty": points(sum(taken), lang) if taken else say(lang, "none"),
        "median": None if found is None else points(round(found.median, 1), lang),
        "quarters": None if found is None else _quarters(found, lang),
        "spread": _spread(found, lang),
        "few": say(lang, "Fewer than {n} final marks: no distribution is shown.", n=FEWEST),
    }


def _quarters(found: Spread, lang: Locale) -> str:
    low, high = points(round(found.low, 1), lang), points(round(found.high, 1), lang)
    return say(lang, "{low} to {high}", low=low, high=high)


def _spread(found: Spread | None, lang: Locale) -> View | None:
    if found is None:
        return None
    most = max(number for *_, number in found.classes)
    last = found.classes[-1][1]
    return {
        "classes": [
            {
                "label": say(
                    lang,
                    "{low} to {high}",
                    low=low,
                    high=points(high if high == last else high - STEP, lang),
                ),
                "count": str(number),
                "height": number / most,
            }
            for low, high, number in found.classes
        ],
        "alt": say(
            lang,
            "Distribution of {n} final marks: half of them lie from {low} to {high}, the middle "
            "one is {median} of 20.",
            n=found.n,
            low=points(round(found.low, 1), lang),
            high=points(round(found.high, 1), lang),
            median=points(round(found.median, 1), lang),
        ),
    }


def _lowest(results: Results, lang: Locale) -> list[View]:
    enough = {
        key: share
        for key, share in by_task(results.copies).items()
        if share.students >= STUDENTS_OF_COHORT
    }
    order = sorted(enough, key=lambda key: (enough[key].value, key))
    places = {(copy.case, task.task): task.number for copy in results.copies for task in copy.tasks}
    return [
        {
            "case": title_of(results.cases[case], results.facts, lang),
            "number": str(places[case, task]),
            "prompt": prompt_of(results.cases[case], task, results.facts, lang),
            "points": of(
                enough[case, task].points / enough[case, task].students,
                enough[case, task].out_of / enough[case, task].students,
                lang,
            ),
            "copies": str(enough[case, task].students),
            "share": percent(enough[case, task].value, lang),
            "bar": enough[case, task].value,
            "alt": percent(enough[case, task].value, lang),
        }
        for case, task in order[:LOWEST]
    ]


def _notes(results: Results, lang: Locale) -> list[str]:
    notes = [
        say(
            lang,
            "Marks are out of 20, caps and late penalties counted. Copies in which something is "
            "left to read are in no mark; their tasks that are final are in the shares.",
        ),
        what_shares_count(lang),
        say(
            lang,
            "“Too few” means fewer than {students} students, whose mean would be close to a mark "
            "of one person, or fewer than {tasks} tasks, whose difficulty would count for more "
            "than what the cohort knows.",
            students=STUDENTS_OF_COHORT,
            tasks=TASKS_OF_COHORT,
        ),
        say(
            lang,
            "A task with a low share may be hard, or badly put, or not taught: read it before "
            "drawing a conclusion.",
        ),
    ]
    if results.others:
        notes.append(
            count(
                lang,
                "{n} assignment of this course is no case and is not in this report.",
                "{n} assignments of this course are no cases and are not in this report.",
                len(results.others),
            )
        )
    return notes
