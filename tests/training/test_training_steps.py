"""The steps of a training run, from a bets table to a bundle that is judged."""

import json
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.training import training_steps
from pikkit.training.bundle import REFERENCE, Bundle
from pikkit.training.dataset import load_training_set
from pikkit.training.gate import GateDecision
from pikkit.training.recipe import Recipe
from pikkit.training.splits import holdout
from pikkit.training.tuning import Budget
from tests.training.runs import FEW_TREES, TEST_SHARE, Run, run_file
from tests.training.worlds import bets_table, training_file

pytestmark = pytest.mark.xdist_group("training_steps")


def test_where_there_is_something_to_learn_a_visible_part_of_the_gap_closes(soft_run: Run) -> None:
    found = soft_run.gated.evaluation
    assert soft_run.ensemble.gain > 0
    assert found.gap_closed.value > 0.4
    assert found.gap_closed.high > 0.4
    assert found.clv.value > 0.1
    assert found.coverage == pytest.approx(0.9, abs=0.06)
    assert soft_run.gated.verdict.decision is GateDecision.PROMOTE


def test_where_there_is_nothing_to_learn_the_price_alone_is_kept(honest_run: Run) -> None:
    bundle, found = Bundle.load(honest_run.bundle), honest_run.gated.evaluation
    assert not honest_run.ensemble.weights
    assert not bundle.members
    assert found.log_loss_model == found.log_loss_price
    assert found.gap_closed.value == 0.0
    assert honest_run.gated.verdict.decision is GateDecision.PROMOTE


def test_the_evaluation_is_written_with_its_verdict(soft_run: Run) -> None:
    written = json.loads((soft_run.folder / "evaluation.json").read_text())
    assert written["decision"] == "PROMOTE"
    assert written["reasons"] == list(soft_run.gated.verdict.reasons)
    assert written["log_loss_model"] == soft_run.gated.evaluation.log_loss_model
    assert written["training_window"]["bets"] == soft_run.gated.window.bets


def test_the_bundle_learned_only_from_before_the_held_out_bets(soft_run: Run) -> None:
    data = load_training_set(soft_run.training)
    test = data.take(holdout(data, TEST_SHARE).test)
    bundle = Bundle.load(soft_run.bundle)
    assert bundle.window.end_microseconds < test.placed_at.min()
    assert bundle.window.bets == 1485  # of 1500, those settled within the embargo are left out


def test_the_same_seed_gives_the_same_figures_and_scores(soft_run: Run, tmp_path: Path) -> None:
    again = run_file(soft_run.training, tmp_path)
    assert again.ensemble == soft_run.ensemble
    assert repr(again.gated) == repr(soft_run.gated)  # NaN equals NaN
    data = load_training_set(soft_run.training)
    one, two = (Bundle.load(run.bundle).predict_set(data).p_win for run in (soft_run, again))
    assert one.tobytes() == two.tobytes()


def test_a_refit_learns_from_every_bet_and_keeps_what_was_judged(soft_run: Run, tmp_path: Path) -> None:
    training_steps.refit(soft_run.training, soft_run.bundle, tmp_path / "refit", seed=1)
    judged, refitted = Bundle.load(soft_run.bundle), Bundle.load(tmp_path / "refit")
    assert refitted.window.bets == 2500
    assert refitted.window.end > judged.window.end
    assert (refitted.recipe, refitted.calibration, refitted.widths) == (
        judged.recipe,
        judged.calibration,
        judged.widths,
    )
    assert refitted.market != judged.market


def test_a_refit_tells_of_a_part_only_when_it_has_ended(soft_run: Run, tmp_path: Path) -> None:
    heard = list[tuple[int, int, str, bool]]()

    def hear(done: int, total: int, parts: str) -> None:
        heard.append((done, total, parts, (tmp_path / "refit").exists()))

    training_steps.refit(soft_run.training, soft_run.bundle, tmp_path / "refit", seed=1, tell=hear)
    parts = "parts (bets, learners, quotes, bundle)"
    assert heard == [(done, 4, parts, False) for done in range(4)]
    heard.clear()
    with pytest.raises(FileNotFoundError):
        training_steps.refit(tmp_path / "none.parquet", soft_run.bundle, tmp_path / "none", seed=1, tell=hear)
    assert [done for done, *_ in heard] == [0]


def test_a_reference_sample_of_what_was_learned_from_lies_beside_the_model(soft_run: Run) -> None:
    reference = pq.read_table(soft_run.bundle / REFERENCE)
    assert reference.column_names == [*MODEL_FEATURES, "odds", "won"]
    assert reference.num_rows == 1485


def test_a_bundle_is_not_evaluated_on_what_it_learned_from(soft_run: Run, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="held-out bets were already placed"):
        training_steps.evaluate(soft_run.training, soft_run.bundle, tmp_path / "e.json", champion=None, test_share=0.6)
    assert not (tmp_path / "e.json").exists()


def test_a_champion_that_knows_the_same_bets_leaves_the_decision_open(soft_run: Run, tmp_path: Path) -> None:
    training_steps.refit(soft_run.training, soft_run.bundle, tmp_path / "champion", seed=1)
    gated = training_steps.evaluate(
        soft_run.training, soft_run.bundle, tmp_path / "e.json", champion=tmp_path / "champion", test_share=TEST_SHARE
    )
    assert gated.verdict.decision is GateDecision.HOLD
    assert "Only 0 decided bets" in gated.verdict.reasons[0]


def test_a_model_that_closes_the_gap_replaces_a_champion_that_is_the_price(soft_run: Run, tmp_path: Path) -> None:
    judged = Bundle.load(soft_run.bundle)
    Bundle(**{**vars(judged), "members": {}, "recipe": Recipe()}).save(tmp_path / "champion")
    gated = training_steps.evaluate(
        soft_run.training, soft_run.bundle, tmp_path / "e.json", champion=tmp_path / "champion", test_share=TEST_SHARE
    )
    assert gated.verdict.decision is GateDecision.PROMOTE
    assert "than that of the champion" in gated.verdict.reasons[0]


@pytest.mark.parametrize("count", [0, 1, 60])
def test_too_few_bets_end_with_a_sentence_and_no_file(count: int, tmp_path: Path) -> None:
    training = training_file(bets_table(count, seed=3), tmp_path)
    FEW_TREES.write(tmp_path / "recipe.json")
    with pytest.raises(InputError, match="Too few bets to learn from"):
        training_steps.tune(training, tmp_path / "tuned.json", budget=Budget(1, 1), seed=1, test_share=0.3)
    with pytest.raises(InputError, match="Too few bets to learn from"):
        training_steps.fit_ensemble(training, tmp_path / "recipe.json", tmp_path / "ensemble", seed=1, test_share=0.3)
    assert not (tmp_path / "tuned.json").exists()
    assert not (tmp_path / "ensemble").exists()


def test_thin_history_without_any_close_still_gives_a_first_model(tmp_path: Path) -> None:
    run = run_file(training_file(bets_table(350, seed=4, closes=0.0), tmp_path), tmp_path)
    assert run.gated.verdict.decision is GateDecision.PROMOTE
    said = Bundle.load(run.bundle).predict_set(load_training_set(run.training))
    assert np.isfinite(said.p_win).all()
    assert run.gated.evaluation.closed == 0


def test_tuning_writes_the_best_recipe_and_resumes_from_its_storage(tmp_path: Path) -> None:
    training = training_file(bets_table(500, seed=5), tmp_path)
    storage = f"sqlite:///{tmp_path / 'study.db'}"
    how = partial(training_steps.tune, training, seed=1, test_share=0.3, storage=storage)
    first = how(tmp_path / "a.json", budget=Budget(1, 600))
    resumed = how(tmp_path / "b.json", budget=Budget(2, 600))
    assert first.trials + first.pruned == 1
    assert resumed.trials + resumed.pruned == 2
    assert resumed.gain >= first.gain
    assert resumed.default_gain == first.default_gain
    assert Recipe.read(tmp_path / "b.json").seed == 1
