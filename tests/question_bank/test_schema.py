from __future__ import annotations

import json

from question_bank.model import Item
from question_bank.schema import FILE, is_current, item_schema, write_schema


def test_the_committed_schema_is_what_the_model_says():
    assert is_current(), "run `parcours bank schema`"


def test_a_schema_that_drifted_is_noticed(tmp_path):
    path = tmp_path / "item.schema.json"
    assert not is_current(path)
    write_schema(path)
    assert is_current(path)
    path.write_text(path.read_text(encoding="utf-8").replace("mock", "exam"), encoding="utf-8")
    assert not is_current(path)


def test_the_schema_names_every_key_and_refuses_others():
    schema = json.loads(item_schema())
    assert list(schema["properties"]) == list(Item.model_fields)
    assert schema["additionalProperties"] is False
    assert FILE.name == "item.schema.json"
