"""Cases are written down in one way, and nothing is lost."""

from __future__ import annotations

import yaml

from curriculum.cases.canonical import written
from curriculum.cases.model import Case
from curriculum.catalog import CaseFile
from curriculum.fmt import format_cases
from tests.curriculum.cases.sample_case import nine_tasks, sample_catalog


def a_case() -> Case:
    return Case.model_validate(nine_tasks())


def test_it_reads_the_same_and_stays_as_it_is() -> None:
    text = written(a_case())
    again = Case.model_validate(yaml.safe_load(text))
    assert written(again) == text
    said = [one.text.en for one in again.documents if one.text]
    assert said == [one.text.en for one in a_case().documents if one.text]
    assert max(len(line) for line in text.splitlines()) < 130


def test_what_was_not_set_is_not_written() -> None:
    text = written(a_case())
    assert "harmful: false" not in text
    assert "pair:" not in text


def test_files_are_rewritten_and_those_with_comments_left(tmp_path) -> None:
    module = sample_catalog().modules["home-visits"]
    plain, said = tmp_path / "plain.yaml", tmp_path / "said.yaml"
    plain.write_text("# a word at the top\n" + yaml.safe_dump(nine_tasks(), allow_unicode=True))
    said.write_text("id: x  # a word inside\n")
    files = [CaseFile(module, a_case(), plain), CaseFile(module, a_case(), said)]
    assert format_cases(files, check=True) == ([plain], [said])
    assert format_cases(files, check=False) == ([plain], [said])
    assert plain.read_text().startswith("# a word at the top\nid: the-key-upstairs\n")
    assert format_cases(files, check=True) == ([], [said])
    assert said.read_text() == "id: x  # a word inside\n"
