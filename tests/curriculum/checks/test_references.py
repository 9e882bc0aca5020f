from __future__ import annotations

import pytest


@pytest.mark.parametrize(("kind", "name"), [("terms", "glossary"), ("sources", "sources")])
def test_what_a_lesson_names_exists(draft, kind, name):
    draft.entry[kind] = ["absent"]
    assert draft.places("references") == [
        ("module.yaml", f"lessons[0].{kind}", f"'absent' is not in {name}.yaml")
    ]


def test_a_topic_is_taught_in_sections_that_exist(draft):
    draft.entry["teaches"]["ccm-test/care/notes"] = ["writing"]
    ((name, fault),) = draft.ruling("references")
    assert (name, fault.place) == ("module.yaml", "lessons[0].teaches.ccm-test/care/notes")
    assert fault.message == "'writing' is no section of the lesson"
    assert "writing-down" in fault.fix


def test_sources_of_facts_and_claims_exist(draft):
    draft.facts[1]["sources"] = ["absent"]
    draft.claims[4]["sources"] = ["gone"]
    draft.claims[5]["document"] = "lost"
    assert draft.places("references") == [
        ("facts.yaml", "waiting-time", "'absent' is not in sources.yaml"),
        ("claims.yaml", "claim-5", "'gone' is not in sources.yaml"),
        ("claims.yaml", "claim-6", "'lost' is not in sources.yaml"),
    ]
