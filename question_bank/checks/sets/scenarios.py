"""The texts that several items share."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.prose import word_count
from question_bank.checks.rule import Setting
from question_bank.checks.words.term import Passage, faults_in, plain
from question_bank.checks.writing.sizes import MOST
from question_bank.model import LOCALES, Jurisdiction

WORDS = 150  # of English; French may be longer in the proportion of whole items
LISTS = (
    "stigmatising",
    "outdated",
    "protected",
    "real_names",
    "figures",
    "states",
    "false_friends",
)


def scenarios(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """A scenario has at most 150 words of English (175 of French) and none of the word lists."""
    bank = setting.bank
    for case_id, origin in sorted(bank.case_origins.items()):
        path = str(origin.path)
        members = bank.select(case=case_id)
        jurisdiction: Jurisdiction | None = members[0].jurisdiction if members else None
        for locale in LOCALES:
            text = bank.cases[case_id].text.in_(locale)
            count, most = word_count(text), WORDS * MOST[locale] // MOST["en"]
            if count > most:
                message = f"has {count} words; at most {most}"
                yield path, Fault(f"text.{locale}", message, "Shorten it.", "warning")
            passage = Passage(f"text.{locale}", locale, "stem", plain(text))
            for name in LISTS:
                for fault in faults_in(passage, name, jurisdiction):
                    yield path, fault
