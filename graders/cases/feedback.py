"""Feedback on the answers to a case, task by task, in the language of the student."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from curriculum.cases.model import Case
from curriculum.cases.rubric import Rubric
from curriculum.cases.tables import GridRow
from curriculum.cases.tasks import (
    AnyTask,
    Choose,
    Compute,
    Grid,
    Long,
    Match,
    Number,
    Option,
    Order,
    Plan,
    Several,
    Short,
    Simulation,
    Value,
)
from curriculum.catalog import Catalog
from graders.cases.answers import Finding
from graders.cases.interview_feedback import interview_notes, interview_points
from graders.cases.marking import Worked
from graders.cases.plan_feedback import plan_points, plan_rows
from graders.cases.scoring import figure_share, followed, known_mistake, number_share
from graders.cases.told import Capped, CaseFeedback, Listing, Point, Rows, TaskFeedback, Verdict
from graders.cases.voice import Voice
from question_bank.model import Locale


def feedback(
    catalog: Catalog,
    case: Case,
    worked: Worked,
    lang: Locale,
    findings: Sequence[Finding] = (),
) -> CaseFeedback:
    """All that a student is told: each task, the errors that cap the mark, the debrief."""
    voice = Voice(lang, catalog.facts)
    unreadable = {misfit.task for misfit in worked.misfits}
    return CaseFeedback(
        case=case.id,
        lang=lang,
        title=voice.prose(case.title),
        findings=tuple(found.said(lang) for found in findings),
        tasks=tuple(
            _task(case, task, worked, voice, unreadable=task.id in unreadable)
            for task in case.tasks
        ),
        caps=tuple(
            Capped(voice.prose(error.text), error.cap)
            for error in case.critical
            if error.id in worked.critical
        ),
        debrief=voice.prose(case.debrief),
        teaches=tuple(
            (section, voice.prose(catalog.titles[section]))
            for section in case.teaches
            if section in catalog.titles
        ),
    )


def _task(
    case: Case, task: AnyTask, worked: Worked, voice: Voice, *, unreadable: bool
) -> TaskFeedback:
    answer, scored = worked.answers[task.id], worked.scores[task.id]
    told = TaskFeedback(
        id=task.id,
        kind=task.kind,
        prompt=voice.prose(task.prompt),
        answered=answer is not None,
        points=scored.points,
        out_of=scored.out_of,
        read=task.read,
    )
    notes = []
    if unreadable:
        notes.append(voice.say("This answer could not be read, and earns nothing."))
    elif answer is None:
        notes.append(voice.say("You did not answer this."))
    if scored.harmful:
        notes.append(
            voice.say("Something that you chose would harm the person: the task earns nothing.")
        )
    told = _KINDS[task.kind](told, task, answer, worked, voice)
    if task.read:
        told = replace(
            told,
            listings=told.listings + _looked_for(task, voice),
            tables=told.tables + _criteria(task, voice),
        )
    return replace(told, notes=(*notes, *told.notes))


def _options(
    told: TaskFeedback, task: Choose | Several, answer: Any, _: Worked, voice: Voice
) -> TaskFeedback:
    chosen = () if answer is None else (answer,) if isinstance(answer, str) else answer
    points = tuple(
        Point(
            _chosen(option) if option.id in chosen else "missed",
            voice.prose(option.text),
            why=voice.prose(option.why),
        )
        for option in task.options
        if option.id in chosen or option.right
    )
    return replace(told, entries=points)


def _chosen(option: Option) -> Verdict:
    return "right" if option.right else "harmful" if option.harmful else "wrong"


def _order(told: TaskFeedback, task: Order, answer: Any, _: Worked, voice: Voice) -> TaskFeedback:
    texts = {step.id: voice.prose(step.text) for step in task.steps}
    listings = [Listing(voice.say("An order that is right"), tuple(texts.values()), ordered=True)]
    if answer is not None:
        yours = tuple(texts[step] for step in answer)
        listings.insert(0, Listing(voice.say("Your order"), yours, ordered=True))
    notes = tuple(
        voice.say(
            "These may come in any order: {what}.", what=voice.listed([texts[s] for s in tie])
        )
        for tie in task.ties
    )
    return replace(told, notes=notes, listings=tuple(listings), why=voice.prose(task.why))


def _match(told: TaskFeedback, task: Match, answer: Any, _: Worked, voice: Voice) -> TaskFeedback:
    targets = {target.id: voice.prose(target.text) for target in task.targets}
    chosen = answer or {}
    points = tuple(
        Point(
            _verdict(chosen.get(source.id), (source.target,)),
            voice.prose(source.text),
            given=targets.get(chosen.get(source.id, ""), ""),
            expected=targets[source.target],
            why=voice.prose(source.why),
        )
        for source in task.sources
    )
    return replace(told, entries=points)


def _verdict(given: str | None, right: Sequence[str]) -> Verdict:
    return "missed" if given is None else "right" if given in right else "wrong"


def _number(
    told: TaskFeedback, task: Number, answer: Any, worked: Worked, voice: Voice
) -> TaskFeedback:
    earlier = {
        other: figure
        for other, figure in worked.answers.items()
        if task.follows is not None and other == task.follows.task and figure is not None
    }
    share = 0.0 if answer is None else number_share(task, answer, earlier)
    point = _figure(task, answer, share, voice.prose(task.prompt), voice)
    notes: tuple[str, ...] = ()
    if share == 1 and figure_share(task, answer) < 1 and task.follows is not None:
        follows = followed(task.follows, earlier[task.follows.task])
        figure = voice.figure(follows or 0.0, task.unit)
        notes = (
            voice.say("{figure} follows from your earlier answer, and earns all.", figure=figure),
        )
    return replace(told, notes=notes, entries=(point,))


def _figure(
    asked: Number | Value, answer: float | None, share: float, text: str, voice: Voice
) -> Point:
    """What is told of one figure: the one given, the one expected, how one gets it wrong."""
    mistake = None if answer is None or share == 1 else known_mistake(asked, answer)
    whys = [asked.why] if mistake is None else [mistake.why, asked.why]
    expected = voice.figure(asked.answer, asked.unit)
    if asked.tolerance:
        margin = voice.figure(asked.tolerance)
        expected = voice.say("{figure}, give or take {margin}", figure=expected, margin=margin)
    verdict: Verdict = "right" if share == 1 else "partly" if share > 0 else "wrong"
    return Point(
        "missed" if answer is None else verdict,
        text,
        given="" if answer is None else voice.figure(answer, asked.unit),
        expected=expected,
        why="\n\n".join(voice.prose(why) for why in whys),
    )


def _grid(told: TaskFeedback, task: Grid, answer: Any, _: Worked, voice: Voice) -> TaskFeedback:
    return replace(
        told,
        entries=tuple(
            _grid_row(task, row, (answer or {}).get(row.id, {}), voice) for row in task.rows
        ),
    )


def _grid_row(task: Grid, row: GridRow, cells: dict[str, str], voice: Voice) -> Point:
    given, expected, right, harm = [], [], 0, False
    for column in task.columns:
        label = voice.prose(column.label) + voice.say(": ")
        texts = {choice.id: voice.prose(choice.text) for choice in column.choices}
        harmful = {choice.id for choice in column.choices if choice.harmful}
        chosen = cells.get(column.id)
        given.append(label + (texts[chosen] if chosen else voice.say("nothing")))
        either = [texts[one] for one in row.right[column.id]]
        expected.append(label + voice.say(" or ").join(either))
        right += chosen in row.right[column.id]
        harm = harm or chosen in harmful
    verdict: Verdict = "right" if right == len(task.columns) else "partly" if right else "wrong"
    return Point(
        "harmful" if harm else verdict if cells else "missed",
        voice.prose(row.text),
        given=voice.listed(given) if cells else "",
        expected=voice.listed(expected),
        why=voice.prose(row.why),
    )


def _plan(told: TaskFeedback, task: Plan, answer: Any, _: Worked, voice: Voice) -> TaskFeedback:
    tables = [plan_rows(task, task.example, voice.say("A plan that would do"), voice)]
    if answer is not None:
        tables.insert(0, plan_rows(task, answer, voice.say("Your plan"), voice))
    return replace(
        told,
        entries=() if answer is None else plan_points(task, answer, voice),
        tables=tuple(tables),
        why=voice.prose(task.why),
    )


def _written(
    told: TaskFeedback, _task: Short | Long, _answer: Any, _: Worked, _voice: Voice
) -> TaskFeedback:
    return told


def _criteria(task: AnyTask, voice: Voice) -> tuple[Rows, ...]:
    """The levels of each criterion, so that one can mark oneself."""
    rubric: Rubric | None = getattr(task, "rubric", None)
    if rubric is None:
        return ()
    rows = tuple(
        (
            voice.prose(criterion.title) if place == 0 else "",
            voice.figure(level.points),
            voice.prose(level.text),
        )
        for criterion in rubric.criteria
        for place, level in enumerate(criterion.levels)
    )
    head = (voice.say("Criterion"), voice.say("Points"), voice.say("What is seen in the answer"))
    return (Rows(voice.say("How it is marked"), head, rows),)


def _looked_for(task: AnyTask, voice: Voice) -> tuple[Listing, ...]:
    rubric = getattr(task, "rubric", None)
    if rubric is None:
        return ()
    holds = tuple(voice.prose(text) for text in rubric.points_list)
    others = tuple(voice.prose(text) for text in rubric.alternatives)
    return (
        Listing(voice.say("What a good answer holds"), holds),
        Listing(voice.say("What earns as much"), others),
    )


def _simulation(
    told: TaskFeedback, task: Simulation, answer: Any, _: Worked, voice: Voice
) -> TaskFeedback:
    visits = answer or ()
    return replace(
        told,
        notes=interview_notes(task, visits, voice) if visits else (),
        entries=interview_points(task, visits, voice),
    )


def _compute(
    told: TaskFeedback, task: Compute, answer: Any, _: Worked, voice: Voice
) -> TaskFeedback:
    figures = answer or {}
    points = []
    for value in task.values:
        given = figures.get(value.name)
        share = 0.0 if given is None else figure_share(value, given)
        points.append(_figure(value, given, share, voice.prose(value.label), voice))
    return replace(told, entries=tuple(points))


_KINDS: Mapping[str, Callable[[TaskFeedback, Any, Any, Worked, Voice], TaskFeedback]] = {
    "choose": _options,
    "several": _options,
    "order": _order,
    "match": _match,
    "number": _number,
    "grid": _grid,
    "plan": _plan,
    "short": _written,
    "long": _written,
    "simulation": _simulation,
    "compute": _compute,
}
