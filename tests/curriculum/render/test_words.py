"""The French of the static parts is complete, and none of it is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pandas as pd
from babel.messages.pofile import read_po

import curriculum.public
from curriculum.activities import Statement
from curriculum.computations import caseload, readmissions
from curriculum.model import Claim
from curriculum.render import parts
from curriculum.render.page import FOLDER
from question_bank.model import Jurisdiction
from tests.content.test_catalogues import PLACEHOLDER, misset

SAID = re.compile(r'\bt\(\s*"([^"]*)"')
SPOKEN = re.compile(r"\bt\(")
DYNAMIC = "statement.answer"  # the one message that a template takes from the data

with (FOLDER / "fr.po").open("rb") as stream:
    FRENCH = {m.id: m.string for m in read_po(stream, locale="fr", abort_invalid=True) if m.id}


def of_templates() -> Iterator[str]:
    for path in FOLDER.glob("templates/*.j2"):
        source = path.read_text(encoding="utf-8")
        found = SAID.findall(source)
        assert len(found) + source.count(f"t({DYNAMIC})") == len(SPOKEN.findall(source)), path.name
        yield from found


def of_code(path: Path) -> Iterator[str]:
    """First texts after the language in calls of `_say` and `text`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and len(node.args) >= 2:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            message = node.args[1]
            if name in {"_say", "text"} and isinstance(message, ast.Constant):
                yield str(message.value)


def of_computations() -> Iterator[str]:
    """The labels of every table: names of people are data, not messages."""
    months = pd.DataFrame(
        [
            ("2024-01", group, period, 10, 5, 1)
            for group in ("program", "comparison")
            for period in ("before", "after")
        ],
        columns=readmissions.COLUMNS,
    )
    team = pd.DataFrame([("Ana", 1, 1, 1, 10, 40)], columns=caseload.COLUMNS)
    compared = readmissions.compare(months, {"measure": "count", "baseline": "all-months"})
    weighed = caseload.weigh(team, {"count": "people", "visits": "by-need"})
    yield from (*compared.index, *compared.columns, *weighed.columns)


def used() -> set[str]:
    answers = get_args(Statement.model_fields["answer"].annotation)
    return {
        *of_templates(),
        *of_code(Path(parts.__file__)),
        *of_code(Path(curriculum.public.__file__)),
        *parts.COUNTRIES.values(),
        *parts._REASONS.values(),
        *of_computations(),
        *answers,
    }


def test_every_message_has_its_french():
    assert sorted(used() - FRENCH.keys()) == []
    assert all(FRENCH.values())


def test_no_french_is_left_over():
    assert sorted(FRENCH.keys() - used()) == []


def test_french_keeps_the_placeholders_and_is_well_set():
    for message, french in FRENCH.items():
        assert sorted(PLACEHOLDER.findall(french)) == sorted(PLACEHOLDER.findall(message))
        assert list(misset(french)) == [], french


def test_every_country_and_every_reason_has_a_word():
    assert set(parts.COUNTRIES) == set(get_args(Jurisdiction))
    assert set(parts._REASONS) == set(get_args(Claim.model_fields["reason"].annotation))
