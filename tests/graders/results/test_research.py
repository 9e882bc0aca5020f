"""The export for research: nobody is in it by name, and the key is nobody else's."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graders.results.records import Person, Results
from graders.results.research import (
    KEY_FILE,
    BadKey,
    pseudonym,
    research_csv,
    research_key,
    small_cells,
)
from tests.curriculum.cases.sample_case import sample_case
from tests.graders.results.made import a_cohort, copy_of, results_of

CASE = sample_case()
KEY = bytes(32)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_no_name_id_address_day_or_text_is_in_it() -> None:
    results = a_cohort()
    content = research_csv(results, KEY).decode()
    for person in results.people.values():
        for secret in (person.id, person.first + ",", person.last, person.email):
            assert secret not in content
    assert "go and see her" not in content
    assert "2026-11-2" not in content
    rows = rows_of(content.encode())
    assert len(rows) == len(results.copies) * 11
    assert {row["month"] for row in rows} == {"2026-11"}
    assert "text" not in rows[0]


def test_points_and_outline_are_in_it() -> None:
    copy = copy_of(CASE, "ana", [0.5] * 11)
    waiting = replace(copy.tasks[0], waiting=True)
    results = results_of([replace(copy, tasks=(waiting, *copy.tasks[1:]))])
    first, second, *_ = rows_of(research_csv(results, KEY))
    assert (first["state"], first["points"]) == ("waiting", "")
    assert second["state"] == "final"
    assert float(second["points"]) == copy.tasks[1].points
    assert (second["case"], second["task"]) == (CASE.id, CASE.tasks[1].id)
    assert second["competence"] == str(CASE.tasks[1].competence)


def test_a_pseudonym_is_stable_and_worth_nothing_without_its_key(tmp_path: Path) -> None:
    key = research_key(tmp_path)
    assert research_key(tmp_path) == key
    assert pseudonym(key, "ana") == pseudonym(key, "ana")
    assert len({pseudonym(key, name) for name in ("ana", "bob", "Ana")}) == 3
    assert pseudonym(key, "ana") != pseudonym(KEY, "ana")


def test_the_order_does_not_follow_the_names() -> None:
    results = a_cohort()
    seen = list(dict.fromkeys(row["student"] for row in rows_of(research_csv(results, KEY))))
    assert seen == sorted(seen)
    assert seen != [pseudonym(KEY, student) for student in results.people]


def test_the_key_is_private_and_a_bad_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / KEY_FILE
    research_key(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(BadKey, match="read by others"):
        research_key(tmp_path)
    path.chmod(0o600)
    path.write_bytes(b"short")
    with pytest.raises(BadKey, match="holds no key"):
        research_key(tmp_path)
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadKey):
        research_key(tmp_path)
    assert not (tmp_path / "elsewhere").exists()


def test_students_nearly_alone_are_marked() -> None:
    many = [copy_of(CASE, f"s{n}", [0.5] * 11) for n in range(5)]
    alone = copy_of(CASE, "alone", [0.5] * 11, lang="en")
    early = copy_of(CASE, "early", [0.5] * 11, handed_in=datetime(2026, 10, 1, tzinfo=UTC))
    results = results_of([*many, alone, early])
    marked = {
        row["student"] for row in rows_of(research_csv(results, KEY)) if row["small_cell"] == "yes"
    }
    assert marked == {pseudonym(KEY, "alone"), pseudonym(KEY, "early")}
    assert small_cells(results) == 2


def with_text(text: str) -> Results:
    copy = copy_of(CASE, "ana-lee", [0.5] * 11)
    tasks = tuple(replace(task, answer=text) for task in copy.tasks)
    person = Person("ana-lee", "Ana", "Lee", "ana@exemple.fr")
    return results_of([replace(copy, tasks=tasks)], [person])


def test_texts_come_only_when_asked_for_and_without_the_own_name() -> None:
    results = with_text("=1. Signed: ANA LEE (ana@exemple.fr, ana-lee). Banana, fleece.")
    text = rows_of(research_csv(results, KEY, texts=True))[0]["text"]
    assert text == "'=1. Signed: […] ([…], […]). Banana, fleece."
    assert "Signed" not in research_csv(results, KEY).decode()
