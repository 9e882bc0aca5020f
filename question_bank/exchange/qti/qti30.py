"""QTI 3.0 content packages; a shared scenario is a stimulus that its items refer to."""

from __future__ import annotations

from question_bank.exchange.qti.dialect import QTI30
from question_bank.exchange.qti.package import write_package
from question_bank.exchange.question import Question


def write(questions: tuple[Question, ...]) -> bytes:
    """The questions as a QTI 3.0 package."""
    return write_package(questions, QTI30)
