from __future__ import annotations

from curriculum.catalog import Catalog
from curriculum.stats import curriculum_statistics
from tests.curriculum.sample import bank_of


def test_everything_is_counted_once(draft):
    found = curriculum_statistics(draft.write().catalog(), draft.bank)
    assert (found.modules, len(found.lessons), found.claims, found.claims_shown) == (1, 2, 12, 12)
    assert (found.topics, found.topics_taught) == (2, 2)
    assert (found.facts, found.facts_unconfirmed) == (2, 1)
    one = found.lessons[0]
    assert (one.sections, one.sections_with_activity) == (5, 5)
    assert (one.activities, one.kinds, one.figures, one.questions) == (7, 7, 5, 6)
    assert one.minutes == draft.lesson().minutes(one.lang, one.questions)
    assert one.words == draft.lesson().notebooks[one.lang].words


def test_shares_are_of_the_whole(draft):
    del draft.entry["teaches"]["ccm-test/care/visits"]
    draft.drop("do-match-words")
    data = curriculum_statistics(draft.write().catalog(), draft.bank).as_json()
    assert data["topics_covered"] == 0.5
    assert data["sections_with_an_activity"] == 0.8
    assert data["words"] == sum(one["words"] for one in data["by_lesson"])


def test_a_domain_that_is_taught_whole_counts_for_all_its_topics(draft):
    draft.entry["teaches"] = {"ccm-test/care": ["listening"]}
    assert curriculum_statistics(draft.write().catalog(), draft.bank).topics_taught == 2


def test_an_empty_curriculum_has_no_shares():
    data = curriculum_statistics(Catalog(), bank_of([])).as_json()
    assert (data["lessons"], data["sections_with_an_activity"]) == (0, 0.0)
