"""What a student is told of an interview: both scores, and of each move what it was worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from curriculum.cases.simulation import AXES, WORTH, Axis, Worth
from curriculum.cases.tasks import Simulation
from graders.cases.given import Visit
from graders.cases.scoring import axes_of
from graders.cases.told import Point, Verdict
from graders.cases.voice import Voice
from graders.cases.words import percent

TITLES: Mapping[Axis, str] = MappingProxyType(
    {"gathering": "Gathering information", "deciding": "Deciding"}
)
WORTHS: Mapping[Worth, str] = MappingProxyType(
    {
        "essential": "essential",
        "useful": "useful",
        "neutral": "neither helps nor harms",
        "wasteful": "takes time",
        "harmful": "harmful",
    }
)
_VERDICTS: Mapping[Worth, Verdict] = MappingProxyType(
    {
        "essential": "right",
        "useful": "right",
        "neutral": "partly",
        "wasteful": "wrong",
        "harmful": "harmful",
    }
)


def interview_notes(task: Simulation, visits: Sequence[Visit], voice: Voice) -> tuple[str, ...]:
    """The two scores, and whether each reaches what is needed."""
    axes = axes_of(task.script, visits)
    notes = []
    for axis in AXES:
        values = {
            "axis": voice.say(TITLES[axis]),
            "share": percent(axes.shares[axis], voice.lang),
            "needed": percent(getattr(task.script.needed, axis), voice.lang),
        }
        notes.append(
            voice.say("{axis}: {share}; {needed} were needed, and are reached.", **values)
            if axes.passed[axis]
            else voice.say("{axis}: {share}; {needed} were needed.", **values)
        )
    if not all(axes.passed.values()):
        notes.append(
            voice.say("As long as one of the two is missed, less than half of the points count.")
        )
    return tuple(notes)


def interview_points(task: Simulation, visits: Sequence[Visit], voice: Voice) -> tuple[Point, ...]:
    """Each move that was made, and each that would have earned and was not."""
    points = []
    for name, made in visits:
        node = task.script.node(name)
        best = max((WORTH[one.worth] for one in node.moves), default=0)
        reached = max((WORTH[one.worth] for one in node.moves if one.id in made), default=0)
        for move in node.moves:
            # At a deciding node one move excludes the others, so the best one is told.
            chosen = move.id in made
            missed = WORTH[move.worth] > 0 and (
                node.axis == "gathering" or (WORTH[move.worth] == best and reached < best)
            )
            if chosen or missed:
                points.append(
                    Point(
                        _VERDICTS[move.worth] if chosen else "missed",
                        voice.prose(move.text),
                        given=voice.say(WORTHS[move.worth]),
                        why=voice.prose(move.why),
                    )
                )
    return tuple(points)
