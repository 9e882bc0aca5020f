from __future__ import annotations

import pytest

from question_bank.blueprints import FOLDER, load_blueprints

BLUEPRINTS, FINDINGS = load_blueprints()


def test_every_blueprint_on_disk_is_read_without_a_fault():
    assert FINDINGS == ()
    assert sorted(BLUEPRINTS) == sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("name", ["ccm-2025-08", "ccm-2020"])
def test_a_full_form_has_150_scored_and_30_pretest_and_a_half_form_half(name):
    domains = BLUEPRINTS[name].domains
    assert sum(domain.full.scored for domain in domains) == 150
    assert sum(domain.full.pretest for domain in domains) == 30
    assert sum(domain.half.scored for domain in domains) == 75
    assert sum(domain.half.pretest for domain in domains) == 15


@pytest.mark.parametrize("name", ["ccm-2025-08", "ccm-2020"])
def test_quotas_follow_the_weights_to_the_nearest_question(name):
    for domain in BLUEPRINTS[name].domains:
        assert abs(domain.full.scored - 1.5 * domain.weight) <= 1
        assert abs(domain.half.scored - 0.75 * domain.weight) <= 1
        assert abs(domain.full.pretest - 0.3 * domain.weight) <= 1
        assert abs(domain.half.pretest - 0.15 * domain.weight) <= 1


def test_the_retired_outline_takes_its_items_from_the_current_one():
    current = {domain.id for domain in BLUEPRINTS["ccm-2025-08"].domains}
    taken = [name for domain in BLUEPRINTS["ccm-2020"].domains for name in domain.item_domains]
    assert sorted(taken) == sorted(current)
    assert BLUEPRINTS["ccm-2020"].status == "legacy"
    assert "retired since August 2025" in BLUEPRINTS["ccm-2020"].note.en


def test_a_broken_blueprint_hides_no_other(tmp_path):
    good = (FOLDER / "ccm-2020.yaml").read_text(encoding="utf-8")
    (tmp_path / "ccm-2020.yaml").write_text(good, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("id: [", encoding="utf-8")
    (tmp_path / "renamed.yaml").write_text(good.replace("weight: 28", "weight: 29"))
    blueprints, findings = load_blueprints(tmp_path)
    assert list(blueprints) == ["ccm-2020"]
    assert any("weights sum to 101, not 100" in finding.message for finding in findings)
    assert {finding.rule for finding in findings} == {"yaml", "schema"}
