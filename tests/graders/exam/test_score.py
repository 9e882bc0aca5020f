from __future__ import annotations

import pytest

from graders.exam import Cohort
from graders.exam.intervals import wilson
from graders.exam.precision import lord_sem
from graders.exam.score import score_band, training_cut
from tests.graders.exam.sittings import answer_all, make_questions, make_report


def test_the_total_has_lords_band():
    total = make_report(right=105).total
    assert (total.correct, total.scored, total.share) == (105, 150, 0.7)
    assert total.sem == pytest.approx(lord_sem(105, 150))
    assert total.sem_method == "lord"
    assert total.band90.low == pytest.approx((105 - 1.645 * total.sem) / 150, abs=1e-4)
    assert total.band68.high == pytest.approx((105 + total.sem) / 150, abs=1e-4)
    assert total.reached
    assert total.standing == "around"
    assert "105 of 150 scored questions right (70%): around the training cut" in total.sentence.en
    assert "(70\u00a0%), autour du seuil d’entraînement" in total.sentence.fr


def test_the_cut_rounds_up_to_whole_questions_but_not_on_noise():
    assert training_cut(0.7, 150).items == 105
    assert training_cut(0.7, 75).items == 53
    assert training_cut(0.6, 150).items == 90
    assert not make_report(right=104).total.reached


def test_the_cut_is_configurable_and_always_called_ours():
    report = make_report(right=105, cut=0.75)
    assert report.cut.items == 113
    assert not report.total.reached
    assert report.cut.label.en == "Training cut of 75%, set by Parcours"
    assert "75\u00a0%" in report.cut.label.fr
    with pytest.raises(ValueError, match="between 0 and 1"):
        make_report(right=105, cut=70)


@pytest.mark.parametrize("right", [0, 150])
def test_none_and_full_marks_still_have_a_band(right):
    total = make_report(right=right).total
    assert total.sem_method == "wilson"
    assert (total.band90.low, total.band90.high) == pytest.approx(wilson(right, 150))
    assert total.sem > 0


def test_one_domain_has_the_same_band_as_its_line():
    report = make_report("domain")
    (line,) = report.domains.lines
    assert line.interval == report.total.band90


def test_pretest_answers_change_nothing():
    questions = make_questions()
    with_luck = answer_all(questions, right=100, pretest_right=True)
    without = answer_all(questions, right=100)
    one = make_report(questions=questions, answers=with_luck)
    other = make_report(questions=questions, answers=without)
    assert one.total == other.total
    assert one.domains == other.domains
    assert one.study == other.study


def test_a_cohort_brings_keats_and_a_calibrated_prior():
    chance = Cohort(
        items=150,
        totals=tuple(70 + (7 * k) % 71 for k in range(120)),
        proportions=tuple(0.4 + 0.5 * k / 149 for k in range(150)),
    )
    report = make_report(right=105, cohort=chance)
    assert report.total.sem_method == "keats"
    assert report.total.sem < lord_sem(105, 150)
    assert report.chance.prior.calibrated
    assert {note.id for note in report.chance.assumptions} == {
        "chance-parallel",
        "chance-calibrated",
    }


def test_a_percentile_needs_thirty_peers_on_a_form_of_this_length():
    peers = tuple(range(90, 120))
    report = make_report(right=105, cohort=Cohort(items=150, totals=peers))
    assert report.percentile is not None
    assert report.percentile.rank == pytest.approx(100 * 15.5 / 30)
    assert "users of this platform" in report.percentile.sentence.en
    assert make_report(right=105, cohort=Cohort(items=150, totals=peers[1:])).percentile is None
    assert make_report("half", cohort=Cohort(items=150, totals=peers)).percentile is None
    assert make_report(right=105).percentile is None


def test_the_chance_comes_with_its_assumptions():
    chance = make_report(right=105).chance
    assert chance.withheld is None
    assert chance.parallel == pytest.approx(0.56, abs=0.03)
    assert [note.id for note in chance.assumptions] == ["chance-parallel", "chance-not-calibrated"]
    assert "Not calibrated" in chance.assumptions[1].text.en
    assert "bêta(14\u202f;\u00a06)" in chance.assumptions[1].text.fr


def test_the_chance_is_left_out_above_a_fifth_of_questions_seen():
    assert make_report(right=105, seen=36).chance.withheld is None
    chance = make_report(right=105, seen=37).chance
    assert chance.withheld is not None
    assert chance.withheld.id == "chance-seen"
    assert chance.parallel is chance.true_score is chance.sentence is None
    assert chance.assumptions == ()


def test_one_domain_forecasts_no_pass():
    chance = make_report("domain").chance
    assert chance.withheld is not None
    assert chance.withheld.id == "chance-one-domain"


def test_an_untimed_chance_says_so():
    report = make_report(right=105, sitting={"limit_ms": None, "factor": None})
    assert "chance-untimed" in {note.id for note in report.chance.assumptions}


def test_a_chance_never_reads_as_certain():
    assert "more than 99%" in make_report(right=150).chance.sentence.en
    assert "moins de 1\u00a0%" in make_report(right=20).chance.sentence.fr


def test_lists_of_attempts_can_show_the_same_band():
    total = make_report(right=105).total
    assert score_band(105, 150) == pytest.approx((total.band90.low, total.band90.high))


def test_a_form_without_scored_questions_is_refused():
    questions = [q.model_copy(update={"scored": False}) for q in make_questions("half")]
    with pytest.raises(ValueError, match="no scored question"):
        make_report("half", questions=questions, answers=())
