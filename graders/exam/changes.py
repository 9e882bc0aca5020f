"""Answers changed, from the first one given to the one that counts."""

from __future__ import annotations

from graders.exam.marking import Marked, outcome_of, scored
from graders.exam.records import Answer
from graders.exam.sections import ChangeKind, ChangeLine, Changes
from graders.exam.wording import count, decimal, join, say
from question_bank.model import Text

KINDS: tuple[ChangeKind, ...] = (
    "wrong-right",
    "right-wrong",
    "wrong-wrong",
    "cleared",
    "returned",
)
ENOUGH = 10  # changed answers below which nothing is concluded


def first_choice(answer: Answer) -> str | None:
    """The first answer ever given to the question, or None."""
    for change in sorted(answer.changes, key=lambda change: change.at_ms):
        given = change.after if change.before is None else change.before
        if given is not None:
            return given
    return answer.choice


def change_of(one: Marked) -> ChangeKind | None:
    """What changing did to this question; None when the first answer was never left.

    *returned* means that another answer was tried and the first one came back.
    """
    first, last = first_choice(one.answer), one.answer.choice
    if first is None:
        return None
    if last is None:
        return "cleared"
    if first == last:
        tried = {change.after for change in one.answer.changes} - {None, first}
        return "returned" if tried else None
    before = outcome_of(one.question, first)
    if one.is_right:
        return "wrong-right" if before == "wrong" else None  # two keys: nothing changed
    return "right-wrong" if before == "right" else "wrong-wrong"


def report_changes(marked: tuple[Marked, ...]) -> Changes:
    """Changes over the scored questions, by kind, with what they cost or brought."""
    where: dict[ChangeKind, list[int]] = {kind: [] for kind in KINDS}
    lost = 0
    for one in scored(marked):
        kind = change_of(one)
        if kind is None:
            continue
        where[kind].append(one.position)
        first = first_choice(one.answer)
        was_right = outcome_of(one.question, first) == "right"
        lost += kind == "cleared" and was_right and not one.is_right
    changed = sum(len(where[kind]) for kind in KINDS if kind != "returned")
    net = len(where["wrong-right"]) - len(where["right-wrong"]) - lost
    return Changes(
        changed=changed,
        net=net,
        lines=tuple(
            ChangeLine(
                kind=kind,
                label=change_label(kind),
                count=len(where[kind]),
                positions=tuple(where[kind]),
            )
            for kind in KINDS
        ),
        sentence=_summary(changed, net),
    )


def change_label(kind: ChangeKind) -> Text:
    """The kind of change as it is printed."""
    labels = {
        "wrong-right": say("From wrong to right"),
        "right-wrong": say("From right to wrong"),
        "wrong-wrong": say("From wrong to wrong"),
        "cleared": say("Answer removed"),
        "returned": say("Back to the first answer"),
    }
    return labels[kind]


def _summary(changed: int, net: int) -> Text:
    if changed == 0:
        return say("No scored answer was changed.")
    parts = [
        count(
            "{n} scored answer was changed; net effect on the total: {net}.",
            "{n} scored answers were changed; net effect on the total: {net}.",
            changed,
            net=decimal(net, signed=True),
        )
    ]
    if changed < ENOUGH:
        parts.append(say("Too few to conclude anything about changing answers."))
    return join(*parts)
