from __future__ import annotations

import json

import pytest

from tests.curriculum.factory import change_notebook
from tests.curriculum.sample import SLUG

MESSAGE = "is not in canonical form (outputs, facts, spaces or metadata)"


@pytest.mark.parametrize("what", ["metadata", "output", "space", "fact"])
def test_a_notebook_that_is_not_canonical_is_told(draft, what):
    draft.write()
    path = draft.notebook("fr")
    data = json.loads(path.read_text(encoding="utf-8"))
    if what == "metadata":
        data["metadata"]["widgets"] = {}
    elif what == "output":
        output = {"output_type": "stream", "name": "stdout", "text": ["x"]}
        data["cells"][1]["outputs"] = [output]
    elif what == "space":
        data["cells"][0]["source"] = ["# Quoi ?"]
    else:
        data["cells"][3]["source"] = ["## S\n", "\n", "{fact:visit-fee}"]
    change_notebook(path, **data)
    ((name, fault),) = draft.ruling_of_disk("canonical")
    assert (name, fault.message) == (f"1-{SLUG}.fr.ipynb", MESSAGE)
    assert fault.fix == "Run `parcours curriculum fmt`."


def test_a_fact_that_changed_makes_its_lessons_old(draft):
    draft.write()
    text = (draft.root / "facts.yaml").read_text(encoding="utf-8")
    (draft.root / "facts.yaml").write_text(text.replace("30", "32"), encoding="utf-8")
    assert len(draft.ruling_of_disk("canonical")) == 2
