"""The report in one language, every number written out, ready for the page layout."""

from __future__ import annotations

from typing import Any

from graders.exam.pdf.labels import labels
from graders.exam.pdf.reviewed import review_view
from graders.exam.report import Report
from graders.exam.sections import DomainLine, Interval, Note, PaceBlock, StudyTopic
from graders.exam.wording import (
    count,
    likelihood,
    say,
    write_decimal,
    write_duration,
    write_moment,
    write_percent,
)
from question_bank.model import Locale

TOPICS_PRINTED = 20

View = dict[str, Any]


def report_view(report: Report, locale: Locale) -> View:
    """What the template needs: strings and shares, nothing left to compute."""
    return {
        "lang": locale,
        "labels": labels(locale),
        "title": report.title.in_(locale),
        "outline": report.outline.title.in_(locale),
        "facts": _facts(report, locale),
        "notices": [note.text.in_(locale) for note in report.notes[:2]],
        "notes": _notes(report.notes, locale),
        "cut": report.cut.share,
        "cut_label": report.cut.label.in_(locale),
        "total": _total(report, locale),
        "chance": _chance(report, locale),
        "percentile": None if report.percentile is None else report.percentile.sentence.in_(locale),
        "domains": _domains(report, locale),
        "pace": _pace(report, locale),
        "changes": _changes(report, locale),
        "study": _study(report, locale),
        "history": _history(report, locale),
        "review": [review_view(question, locale) for question in report.review],
    }


def _facts(report: Report, locale: Locale) -> list[str]:
    facts = [write_moment(report.finished_at, locale), report.state_text.in_(locale)]
    facts.append(
        count("{n} question", "{n} questions", report.questions).in_(locale)
        + ", "
        + count("{n} scored", "{n} scored", report.scored).in_(locale)
    )
    if report.factor is None:
        facts.append(say("Untimed").in_(locale))
    elif report.factor != 1:
        written = write_decimal(report.factor, locale, 2)
        facts.append(say("Time × {factor}", factor=written).in_(locale))
    return facts


def _notes(notes: tuple[Note, ...], locale: Locale) -> list[str]:
    return [note.text.in_(locale) for note in notes]


def _ends(interval: Interval, locale: Locale) -> str:
    return say(
        "{low} to {high}",
        low=write_percent(interval.low, locale),
        high=write_percent(interval.high, locale),
    ).in_(locale)


def _total(report: Report, locale: Locale) -> View:
    total = report.total
    reached = say("reached") if total.reached else say("not reached")
    sem = count(
        "{value} question", "{value} questions", _plural(total.sem), value=_one(total.sem, locale)
    )
    method = {
        "lord": say("Lord's formula, from this total alone"),
        "keats": say("Lord's formula with Keats's correction"),
        "wilson": say("from Wilson's interval"),
    }[total.sem_method]
    label = labels(locale)
    return {
        "correct": str(total.correct),
        "scored": str(total.scored),
        "share": write_percent(total.share, locale),
        "standing": total.standing_text.in_(locale),
        "sentence": total.sentence.in_(locale),
        "bar": _bar(total.share, total.band90, total.band68),
        "rows": [
            [label["cut"], _of_items(report.cut.share, report.cut.items, total.scored, locale)],
            [label["reached"], reached.in_(locale)],
            [label["band90"], _ends(total.band90, locale)],
            [label["band68"], _ends(total.band68, locale)],
            [label["sem"], f"{sem.in_(locale)} ({method.in_(locale)})"],
            [label["answered"], _of(total.answered, total.scored, locale)],
        ],
    }


def _one(value: float, locale: Locale) -> str:
    return write_decimal(value, locale, 1)


def _plural(value: float) -> int:
    """The count that gives a decimal number its grammatical number: under two is singular."""
    return 1 if value < 2 else 2


def _of(part: int, whole: int, locale: Locale) -> str:
    return say("{part} of {whole}", part=part, whole=whole).in_(locale)


def _of_items(share: float, items: int, n: int, locale: Locale) -> str:
    return f"{write_percent(share, locale)} ({_of(items, n, locale)})"


def _bar(point: float | None, wide: Interval | None, narrow: Interval | None = None) -> View:
    return {
        "point": point,
        "wide": None if wide is None else [wide.low, wide.high],
        "narrow": None if narrow is None else [narrow.low, narrow.high],
    }


def _chance(report: Report, locale: Locale) -> View:
    chance = report.chance
    withheld = None if chance.withheld is None else chance.withheld.text.in_(locale)
    values = {"parallel": chance.parallel, "true_score": chance.true_score}
    label = labels(locale)
    return {
        "withheld": withheld,
        "rows": [
            [label[name], likelihood(value).in_(locale)]
            for name, value in values.items()
            if value is not None
        ],
        "assumptions": _notes(chance.assumptions, locale),
    }


def _domains(report: Report, locale: Locale) -> View:
    domains = report.domains
    return {
        "compared": domains.compared,
        "sentence": domains.sentence.in_(locale),
        "notes": _notes(domains.notes, locale),
        "lines": [_domain(line, locale) for line in domains.lines],
    }


def _domain(line: DomainLine, locale: Locale) -> View:
    word = line.standing_short.in_(locale)
    number = None if line.share is None else write_percent(line.share, locale)
    weight = write_percent(line.weight / 100, locale)
    if line.weight_confidence == "estimate":
        weight = say("{weight} of a form, our estimate", weight=weight).in_(locale)
    else:
        weight = say("{weight} of a form", weight=weight).in_(locale)
    return {
        "title": line.title.in_(locale),
        "weight": weight,
        "scored": str(line.scored),
        "interval": "" if line.interval is None else _ends(line.interval, locale),
        "number": number,
        "word": word,
        "finding": line.finding,
        "finding_text": line.finding_text.in_(locale),
        "alt": line.sentence.in_(locale),
        "bar": _bar(line.share, line.interval),
    }


def _pace(report: Report, locale: Locale) -> View:
    pace = report.pace
    return {
        "timed": pace.timed,
        "sentence": pace.sentence.in_(locale),
        "strip": _strip(report),
        "blocks": [_block(block, locale) for block in pace.blocks],
        "slowest": [
            [
                str(slow.position),
                write_duration(slow.seconds, locale),
                report.review[_index(report, slow.position)].outcome_text.in_(locale),
            ]
            for slow in pace.slowest
        ],
    }


def _strip(report: Report) -> View:
    """Heights of the columns of the time strip, from 0 to 1, and that of its line."""
    line = report.pace.budget or report.pace.exam_seconds
    top = 2.5 * line
    seconds = [question.seconds for question in report.review]
    return {"line": line / top, "columns": [min(1.0, each / top) for each in seconds]}


def _index(report: Report, position: int) -> int:
    return next(i for i, question in enumerate(report.review) if question.position == position)


def _block(block: PaceBlock, locale: Locale) -> list[str]:
    cells = [
        say("{low} to {high}", low=block.first, high=block.last).in_(locale),
        _of(block.answered, block.questions, locale),
        write_duration(block.seconds, locale),
        write_duration(block.mean, locale),
    ]
    if block.budget is not None:
        cells.append(write_duration(block.budget, locale))
        cells.append((say("over") if block.over else say("within")).in_(locale))
    return cells


def _changes(report: Report, locale: Locale) -> View:
    none = labels(locale)["none"]
    return {
        "sentence": report.changes.sentence.in_(locale),
        "rows": [
            [
                line.label.in_(locale),
                str(line.count),
                ", ".join(str(position) for position in line.positions) or none,
            ]
            for line in report.changes.lines
        ],
    }


def _study(report: Report, locale: Locale) -> View:
    topics = report.study.topics
    rest = len(topics) - TOPICS_PRINTED
    rows = [_topic(topic, locale) for topic in topics[:TOPICS_PRINTED]]
    return {
        "sentence": report.study.sentence.in_(locale),
        "has_lessons": any(row["lessons"] for row in rows),
        "rows": rows,
        "more": None
        if rest <= 0
        else count(
            "{n} more topic is on the report page.", "{n} more topics are on the report page.", rest
        ).in_(locale),
    }


def _topic(topic: StudyTopic, locale: Locale) -> View:
    lessons = [lesson.title.in_(locale) for lesson in topic.lessons if lesson.title is not None]
    return {
        "title": topic.title.in_(locale),
        "domain": topic.domain_title.in_(locale),
        "missed": _of(topic.missed, topic.asked, locale),
        "where": ", ".join(str(position) for position in topic.positions),
        "lessons": lessons,
    }


def _history(report: Report, locale: Locale) -> View:
    this_one = labels(locale)["this_one"]
    return {
        "sentence": report.history.trend.sentence.in_(locale),
        "points": [
            {
                "date": write_moment(point.finished_at, locale),
                "title": point.title.in_(locale) + (f" ({this_one})" if point.current else ""),
                "score": _of(point.correct, point.scored, locale),
                "interval": _ends(point.interval, locale),
                "bar": _bar(point.share, point.interval),
                "alt": say(
                    "{share}, 90% interval from {low} to {high}.",
                    share=write_percent(point.share, locale),
                    low=write_percent(point.interval.low, locale),
                    high=write_percent(point.interval.high, locale),
                ).in_(locale),
            }
            for point in report.history.points
        ],
    }
