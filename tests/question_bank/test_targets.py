from __future__ import annotations

from pathlib import Path

import pytest

from question_bank.targets import BadTargets, load_targets
from tests.factories import BLUEPRINTS, CCM


def test_targets_name_every_domain_and_topic_of_the_outlines():
    found = load_targets()
    for outline in (CCM, BLUEPRINTS["diu-2012"]):
        targets = found[outline.exam]
        assert [one.id for one in targets.domains] == [domain.id for domain in outline.domains]
    for domain in CCM.domains:
        topics = {topic.id for topic in domain.topics}
        wanted = {topic: found["ccm"].topic(domain.id, topic) for topic in topics}
        assert sum(number or 0 for number in wanted.values()) == found["ccm"].domain(domain.id)


def test_the_bank_is_meant_to_hold_918_ccm_items_and_150_of_the_diploma():
    totals = {
        exam: sum(domain.items for domain in targets.domains)
        for exam, targets in load_targets().items()
    }
    assert totals == {"ccm": 918, "diu": 150}
    assert load_targets()["ccm"].topic("reimbursement", "no-such-topic") is None
    assert load_targets()["ccm"].domain("no-such-domain") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exam: ccm\n", "not a list"),
        ("- {exam: ccm, domains: [{id: a, items: 3, topics: {b: 2}}]}\n", "topics sum to 2"),
        ("- {exam: ccm, domains: [{id: a, items: 0}]}\n", "domains[0].items"),
    ],
)
def test_broken_targets_say_what_is_wrong(tmp_path: Path, text, said):
    path = tmp_path / "targets.yaml"
    path.write_text(text)
    with pytest.raises(BadTargets, match=said.replace("[", r"\[").replace("]", r"\]")):
        load_targets(path)
