"""Histories that are unlike any other: each step comes to a sensible end on them."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.bets.schema import BETS
from pikkit.features.definitions.feature_matrix import FEATURE_NAMES
from pikkit.training import training_steps
from pikkit.training.bundle import MANIFEST, Bundle
from pikkit.training.dataset import load_training_set
from pikkit.training.gate import GateDecision
from tests.training.runs import TEST_SHARE, Run, run, run_file
from tests.training.worlds import bets_table, training_file

pytestmark = pytest.mark.xdist_group("training_steps")


def changed(bets: pa.Table, name: str, values: pa.ChunkedArray | list[str]) -> pa.Table:
    array = pa.array(values, BETS.field(name).type) if isinstance(values, list) else values
    return bets.set_column(bets.schema.get_field_index(name), BETS.field(name), array)


def p_win(found: Run) -> np.ndarray:
    return Bundle.load(found.bundle).predict_set(load_training_set(found.training)).p_win


@pytest.mark.parametrize(("outcome", "rate"), [("win", 1.0), ("loss", 0.0)])
def test_bets_that_all_end_alike_give_finite_scores_that_lean_that_way(
    outcome: str, rate: float, tmp_path: Path
) -> None:
    bets = bets_table(500, seed=11)
    found = run(changed(bets, "outcome", [outcome] * 500), tmp_path)
    said = p_win(found)
    assert np.isfinite(said).all()
    assert abs(said.mean() - rate) < abs(0.46 - rate)
    assert found.gated.evaluation.decided == 200
    assert found.gated.evaluation.calibration[0].brier_parts.uncertainty == 0.0
    json.loads((tmp_path / "evaluation.json").read_text(), parse_constant=pytest.fail)


def test_one_bettor_is_judged_like_many(tmp_path: Path) -> None:
    bets = bets_table(600, seed=12)
    found = run(changed(bets, "bettor", ["only one"] * 600), tmp_path)
    assert found.gated.evaluation.decided == 240
    assert found.gated.verdict.decision in set(GateDecision)


def test_fifty_bets_are_too_few_and_the_sentence_says_how_many_are_needed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"29 straight bets were won or lost .* at least 100 are needed"):
        run(bets_table(50, seed=13), tmp_path)


def test_without_any_close_results_alone_are_judged_by(tmp_path: Path) -> None:
    found = run(bets_table(500, seed=14, closes=0.0), tmp_path).gated.evaluation
    assert found.closed == 0
    assert np.isnan([found.gap_closed.value, found.gap_closed_expected.value, found.coverage]).all()
    assert {comparison.name for comparison in found.comparisons} == {"no information", "price"}
    assert np.isfinite([found.calibration[0].ece.value, found.segments[0].gain.value]).all()


def test_features_that_never_change_add_nothing_to_the_price(tmp_path: Path) -> None:
    training = training_file(bets_table(500, seed=15), tmp_path)
    table = pq.read_table(training)
    for name in FEATURE_NAMES:
        constant = pa.array(np.ones(table.num_rows))
        table = table.set_column(table.schema.get_field_index(name), name, constant)
    pq.write_table(table, training)
    found = run_file(training, tmp_path / "run")
    assert found.gated.evaluation.log_loss_model == pytest.approx(found.gated.evaluation.log_loss_price, abs=0.01)
    assert np.isfinite(p_win(found)).all()


def test_a_sport_that_first_appears_among_the_judged_bets_is_scored_and_shown(tmp_path: Path) -> None:
    bets = bets_table(700, seed=16)
    sports = ["Soccer"] * 500 + ["Cricket"] * 200
    found = run(changed(bets, "sport", sports), tmp_path)
    shown = {segment.name: segment.bets for segment in found.gated.evaluation.segments if segment.by == "sport"}
    assert shown == {"Cricket": 200, "other": 80}
    assert np.isfinite(p_win(found)).all()


def test_bets_that_are_there_twice_narrow_no_interval(tmp_path: Path) -> None:
    bets = bets_table(500, seed=17)
    again = changed(bets, "bet_id", pc.binary_join_element_wise(bets["bet_id"], "again", "-"))
    once = run(bets, tmp_path / "once").gated.evaluation
    twice = run(pa.concat_tables([bets, again]), tmp_path / "twice").gated.evaluation
    assert twice.decided == 2 * once.decided
    spans = [found.roi_all.high - found.roi_all.low for found in (once, twice)]
    assert spans[1] == pytest.approx(spans[0], rel=0.15)


@pytest.fixture
def unreadable(soft_run: Run, tmp_path: Path) -> Path:
    """A champion of a version that needs a feature nobody makes any more."""
    judged = Bundle.load(soft_run.bundle)
    replace(judged, members={}, recipe=replace(judged.recipe, weights={})).save(tmp_path / "old")
    manifest = json.loads((tmp_path / "old" / MANIFEST).read_text())
    manifest["feature_names"] = ["moon_phase"]
    (tmp_path / "old" / MANIFEST).write_text(json.dumps(manifest))
    return tmp_path / "old"


def test_a_champion_that_cannot_be_read_any_more_is_told_and_the_price_stands_in(
    soft_run: Run, unreadable: Path, tmp_path: Path
) -> None:
    gated = training_steps.evaluate(
        soft_run.training, soft_run.bundle, tmp_path / "e.json", champion=unreadable, test_share=TEST_SHARE
    )
    assert gated.verdict.decision is GateDecision.PROMOTE
    assert "the price alone" in gated.verdict.reasons[0]
    assert "moon_phase" in gated.verdict.reasons[-1]


def test_a_champion_of_the_first_bundle_format_is_compared_with(soft_run: Run, tmp_path: Path) -> None:
    gated = training_steps.evaluate(
        soft_run.training,
        soft_run.bundle,
        tmp_path / "e.json",
        champion=Path(__file__).parent / "data" / "bundle_format_1",
        test_share=TEST_SHARE,
    )
    assert "the champion" in gated.verdict.reasons[0] or "new to both models" in gated.verdict.reasons[0]
    assert not any("cannot be compared" in reason for reason in gated.verdict.reasons)
