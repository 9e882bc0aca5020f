"""What a student is told of a written answer: each criterion with its level, remarks, a comment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from curriculum.cases.rubric import Rubric
from graders.cases.voice import Voice
from graders.cases.words import points as shown


@dataclass(frozen=True)
class Judgement:
    """What a grader says of one answer: a level (from 0) a criterion, remarks by id, own words."""

    levels: Mapping[str, int]
    remarks: tuple[str, ...] = ()
    comment: str = ""


def judged_points(rubric: Rubric, judgement: Judgement) -> float:
    """The sum of the levels; ValueError where one is missing or does not exist."""
    known = {one.id for one in rubric.criteria}
    if set(judgement.levels) != known:
        raise ValueError("a level is given to each criterion, and to nothing else")
    if unknown := set(judgement.remarks) - {one.id for one in rubric.remarks}:
        raise ValueError(f"no remark {', '.join(sorted(unknown))} in the rubric")
    earned = 0.0
    for criterion in rubric.criteria:
        level = judgement.levels[criterion.id]
        if not 0 <= level < len(criterion.levels):
            raise ValueError(f"no level {level} of {criterion.id}")
        earned += criterion.levels[level].points
    return earned


def judged_comment(rubric: Rubric, judgement: Judgement, voice: Voice) -> str:
    """The judgement as Markdown, in the language of the student."""
    lines = []
    for criterion in rubric.criteria:
        level = criterion.levels[judgement.levels[criterion.id]]
        earned = f"{shown(level.points, voice.lang)} / {shown(criterion.points, voice.lang)}"
        title = voice.prose(criterion.title)
        lines.append(f"- **{title}** ({earned}){voice.say(': ')}{voice.prose(level.text)}")
    parts = ["\n".join(lines)]
    chosen = [one for one in rubric.remarks if one.id in judgement.remarks]
    for title, praise in ((voice.say("Well done"), True), (voice.say("To work on"), False)):
        if said := [voice.prose(one.text) for one in chosen if one.praise is praise]:
            parts.append(f"**{title}**\n\n" + "\n".join(f"- {one}" for one in said))
    if judgement.comment.strip():
        parts.append(f"**{voice.say('Comment')}**\n\n{judgement.comment.strip()}")
    return "\n\n".join(parts)
