"""Every sentence of marks and feedback has its French, and none is left over."""

from __future__ import annotations

from pathlib import Path

from graders.cases import answers, feedback_html, interview_feedback, plan_feedback, words
from tests.content.test_catalogues import of_python, of_templates, translations

PACKAGE = Path(words.__file__).parent


def test_every_message_has_its_french_and_none_is_left_over() -> None:
    used = {
        *of_python(PACKAGE),
        *of_templates(PACKAGE),
        *answers.MESSAGES.values(),
        *feedback_html.VERDICTS.values(),
        *interview_feedback.TITLES.values(),
        *interview_feedback.WORTHS.values(),
        *plan_feedback.PARTS.values(),
    }
    assert used == set(translations(PACKAGE))
