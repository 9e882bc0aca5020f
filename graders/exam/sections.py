"""The parts of a score report: what each section says, ready to be drawn.

See `report.py` for the conventions that hold for every field.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from question_bank.blueprint import Confidence, Mode
from question_bank.model import Record, Text

Standing = Literal["clearly-below", "below", "around", "above", "clearly-above"]
Finding = Literal["strength", "weakness", "in-line"]
Outcome = Literal["right", "wrong", "blank"]
ChangeKind = Literal["wrong-right", "right-wrong", "wrong-wrong", "cleared", "returned"]
Spread = Literal["lord", "keats", "wilson"]
Direction = Literal["first", "two", "rising", "falling", "unclear"]


class Note(Record):
    """A caveat with a stable id, worded once for every output."""

    id: str
    text: Text


class Interval(Record):
    """An interval of shares; `level` is its nominal coverage (0.90 or 0.68)."""

    level: float
    low: float
    high: float


class Cut(Record):
    """The training cut: ours, never the certifier's; `label` says so and goes with every use."""

    share: float
    items: int  # fewest right answers among the scored questions that reach it
    label: Text


class Total(Record):
    """The scored total with its band; pretest questions are in none of these numbers."""

    scored: int  # maximum of the total
    correct: int
    answered: int  # scored questions with an answer; blanks count as wrong
    share: float
    reached: bool  # the raw total is at or above the training cut
    sem: float  # standard error of measurement, in questions
    sem_share: float
    sem_method: Spread  # wilson under 50 questions and at 0 or full marks
    band68: Interval
    band90: Interval
    standing: Standing
    standing_text: Text
    sentence: Text


class Prior(Record):
    """The Beta distribution of true scores the chance starts from."""

    alpha: float
    beta: float
    calibrated: bool  # False: documented default, no cohort behind it
    people: int  # cohort size; 0 when not calibrated


class Chance(Record):
    """Chance of passing a parallel form, or the reason why it is left out.

    When `withheld` is set, `parallel` and `true_score` are None and nothing is drawn.
    """

    parallel: float | None  # P(right answers on a parallel form >= cut)
    true_score: float | None  # P(true score >= cut)
    items: int  # length of the parallel form
    cut_items: int
    prior: Prior
    seen_share: float
    withheld: Note | None
    sentence: Text | None
    assumptions: tuple[Note, ...]


class Percentile(Record):
    """Rank among users of this platform who sat a comparable form (30 or more)."""

    rank: float  # 0 to 100, ties counted half
    people: int
    sentence: Text


class Lesson(Record):
    """Where an item is taught: `module/n#section`; without a title it is not written yet."""

    module: str
    title: Text | None = None


class DomainLine(Record):
    """One domain. Draw `interval` as a bar; draw a point only when `share` is not None.

    `correct` is there so that sums can be checked; print it only when `share` is set, that is
    from 25 scored questions on. Below that the domain is described by `standing_text`.
    """

    id: str
    title: Text
    weight: float  # per cent of the scored questions in the blueprint
    weight_confidence: Confidence
    weight_note: Text | None
    scored: int
    correct: int
    pretest: int
    share: float | None
    interval: Interval | None  # None when no question of the domain was scored
    standing: Standing | None
    standing_text: Text
    standing_short: Text  # the same without "the training cut", for a column that names it
    finding: Finding | None  # None when domains are not compared
    finding_text: Text
    sentence: Text  # the whole line in words: alternative text of the bar


class Domains(Record):
    """The domains of the form in blueprint order; one line and no comparison in domain mode."""

    lines: tuple[DomainLine, ...]
    compared: bool
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    sentence: Text
    notes: tuple[Note, ...]


class PaceBlock(Record):
    """Time spent on up to 30 neighbouring questions (by position, not by clock)."""

    first: int
    last: int
    questions: int
    answered: int
    seconds: float
    mean: float
    budget: float | None  # seconds for the whole block; None when untimed
    over: bool | None  # more than a tenth over the budget; None when untimed
    sentence: Text


class SlowQuestion(Record):
    """One of the questions that took longest."""

    position: int
    seconds: float
    outcome: Outcome
    scored: bool


class Pace(Record):
    """Time against the budget; `exam_seconds` is the pace of the timed exam (60 s)."""

    timed: bool
    limit: float | None
    used: float  # start to end, by the server's clock
    on_questions: float  # sum of the time each question was on screen
    budget: float | None  # seconds per question with this candidate's limit; None when untimed
    exam_seconds: float
    mean: float
    over_budget: int  # questions that took longer than `budget` (`exam_seconds` when untimed)
    rapid: int  # answered in less than `rapid_below` seconds: too fast to have been read
    rapid_below: float
    blocks: tuple[PaceBlock, ...]
    slowest: tuple[SlowQuestion, ...]
    sentence: Text


class ChangeLine(Record):
    """One kind of change, how many scored questions, and where they are."""

    kind: ChangeKind
    label: Text
    count: int
    positions: tuple[int, ...]


class Changes(Record):
    """Answers changed, from the first given to the last, over the scored questions."""

    changed: int  # wrong-right, right-wrong, wrong-wrong and cleared together
    net: int  # marks gained minus marks lost by changing
    lines: tuple[ChangeLine, ...]  # always the five kinds, in a fixed order
    sentence: Text


class StudyTopic(Record):
    """A topic with missed scored questions; the list comes in the order to study it."""

    domain: str
    domain_title: Text
    topic: str
    title: Text
    asked: int
    missed: int
    positions: tuple[int, ...]  # of the missed questions
    lessons: tuple[Lesson, ...]


class Study(Record):
    """What to study next."""

    topics: tuple[StudyTopic, ...]
    sentence: Text


class HistoryPoint(Record):
    """One closed attempt; the one this report is about has `current` set and comes last."""

    id: str
    mode: Mode
    domain: str | None
    title: Text
    finished_at: datetime
    scored: int
    correct: int
    share: float
    interval: Interval  # 90 % band from the total alone
    current: bool


class Trend(Record):
    """How attempts of the same mode (and domain) develop.

    `slope` (share per attempt) and its 90 % interval exist from three attempts on.
    """

    attempts: int
    direction: Direction
    slope: float | None
    slope_low: float | None
    slope_high: float | None
    sentence: Text


class History(Record):
    """The candidate's closed attempts up to this one, oldest first, with their trend."""

    points: tuple[HistoryPoint, ...]
    trend: Trend
