"""Words for where a score lies relative to the training cut.

The word comes from two intervals, never from the raw share:

- *clearly above* / *clearly below*: the whole 90 % interval lies on that side of the cut;
- *above* / *below*: only the 50 % interval does;
- *around the cut*: even the 50 % interval contains it.
"""

from __future__ import annotations

from graders.exam.sections import Standing
from graders.exam.wording import say
from question_bank.model import Text

WIDE = 0.90
NARROW = 0.50

Pair = tuple[float, float]


def standing(cut: float, wide: Pair, narrow: Pair) -> Standing:
    """The word for two nested intervals."""
    if wide[0] > cut:
        return "clearly-above"
    if wide[1] < cut:
        return "clearly-below"
    if narrow[0] > cut:
        return "above"
    if narrow[1] < cut:
        return "below"
    return "around"


def standing_text(word: Standing) -> Text:
    """The word as it is printed."""
    texts = {
        "clearly-above": say("clearly above the training cut"),
        "above": say("above the training cut"),
        "around": say("around the training cut"),
        "below": say("below the training cut"),
        "clearly-below": say("clearly below the training cut"),
    }
    return texts[word]


def standing_short(word: Standing) -> Text:
    """The word for a column whose heading already names the training cut."""
    texts = {
        "clearly-above": say("clearly above"),
        "above": say("above"),
        "around": say("around"),
        "below": say("below"),
        "clearly-below": say("clearly below"),
    }
    return texts[word]
