"""Which items leave: by exam, domain, topic, use, status and language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from question_bank.bank import Bank, is_answerable
from question_bank.checks.finding import Fault, Finding, finding
from question_bank.exchange.question import Question, question_of
from question_bank.model import LOCALES, Locale, Status, Use

Language = Literal["en", "fr", "both"]


@dataclass(frozen=True)
class Selection:
    """What is asked for; None asks nothing."""

    exam: str | None = None
    domain: str | None = None
    topic: str | None = None
    use: Use | None = None
    status: Status | None = "live"
    lang: Language = "both"

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The languages that are written."""
        return tuple(locale for locale in LOCALES[::-1] if self.lang in (locale, "both"))


def selected(bank: Bank, selection: Selection) -> tuple[tuple[Question, ...], tuple[Finding, ...]]:
    """The questions asked for, and what is wrong with those that are left out.

    They are in the order of exam, domain, topic and id, which is how they are filed elsewhere.
    """
    questions, findings = [], []
    items = bank.select(
        exam=selection.exam,
        domain=selection.domain,
        topic=selection.topic,
        use=selection.use,
        status=selection.status,
    )
    for item in sorted(items, key=lambda one: (bank.exam_of(one.id), one.domain, one.topic)):
        if is_answerable(item):
            questions.append(question_of(item, bank, selection.locales))
        else:
            fault = Fault("correct", "has no single key and was left out", "Name one choice.")
            findings.append(finding("export", bank.path_of(item.id), fault))
    return tuple(questions), tuple(findings)
