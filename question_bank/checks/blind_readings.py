"""Whether `checked` items were answered blind as they are written today."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.checks.finding import Fault
from question_bank.checks.rule import Setting
from question_bank.model import LOCALES
from question_bank.readings.standing import standing

_LANGUAGES = {"en": "English", "fr": "French"}


def blind_readings(setting: Setting) -> Iterator[tuple[str, Fault]]:
    """The ledger holds for each checked item, in each language, a reader who agreed."""
    bank = setting.bank
    for item in bank.checked():
        found = standing(bank, item)
        for locale in LOCALES:
            if found.blind[locale] != "agreed":
                message = f"its {_LANGUAGES[locale]} text is {found.blind[locale]} by blind readers"
                fix = "Have it read (`bank readings sheet`), or set `review: draft`."
                yield bank.path_of(item.id), Fault("review", message, fix, "warning")
