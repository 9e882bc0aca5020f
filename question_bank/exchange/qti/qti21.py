"""QTI 2.1 content packages; a shared scenario is repeated in each item that has it."""

from __future__ import annotations

from question_bank.exchange.qti.dialect import QTI21
from question_bank.exchange.qti.package import write_package
from question_bank.exchange.question import Question


def write(questions: tuple[Question, ...]) -> bytes:
    """The questions as a QTI 2.1 package."""
    return write_package(questions, QTI21)
