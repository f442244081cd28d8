"""The sequence learner: what it is shown had settled, it reads the order of bets, and it needs JAX to learn only."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import NotReadyError
from pikkit.training.dataset import TrainingSet, settled_bets, training_set
from pikkit.training.learners.scaling import Scaling
from pikkit.training.recipe import Recipe
from pikkit.training.sequence import fitting
from pikkit.training.sequence.fitting import BettorLstm
from pikkit.training.sequence.histories import CHANNELS, LAST, WIDTH, previous_bets, with_histories
from pikkit.training.sequence.lstm import LstmMember, unfolded
from pikkit.training.sequence.trial import trial
from pikkit.training.soft_target import Lessons
from tests.training.runs import Run
from tests.training.worlds import plain_set


def histories_set(count: int = 1500, seed: int = 1) -> Lessons:
    """Bets that move as their bettor's newest bet but one did, whatever the features say."""
    rng = np.random.default_rng(seed)
    steps = rng.normal(0, 0.5, (count, LAST, len(CHANNELS)))
    lengths = rng.integers(0, LAST + 1, count)
    steps[np.arange(LAST) >= lengths[:, None]] = 0.0
    moved = steps[:, 1, 0]
    features = np.column_stack([rng.normal(size=(count, 2)), steps.reshape(count, -1), lengths])
    return Lessons(features, np.zeros(count), np.full(count, 0.5), np.ones(count), moved)


@pytest.fixture(scope="module")
def member() -> LstmMember:
    """Fitted for long enough to find it out."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("EPOCHS", 14), ("LEARNING_RATE", 0.03)):
            patch.setattr(fitting, name, value)
        found = BettorLstm().fit(histories_set(2000), Recipe())
    assert found
    return found


def test_it_finds_what_only_the_order_tells(member: LstmMember) -> None:
    new = histories_set(600, seed=2)
    assert np.corrcoef(member.shift(new.features), new.movement)[0, 1] > 0.85


def test_without_jax_it_says_what_jax_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "EPOCHS", 2)
    lessons = histories_set(600)
    kept: list[Any] = []
    original = fitting.member_arrays

    def keeping(parameters: Any, scaling: Scaling) -> LstmMember:
        kept.append((parameters, scaling, original(parameters, scaling)))
        return original(parameters, scaling)

    monkeypatch.setattr(fitting, "member_arrays", keeping)
    assert BettorLstm().fit(lessons, Recipe())
    parameters, scaling, member = kept[-1]
    expected = np.asarray(fitting._network().apply(parameters, *fitting._inputs(scaling, lessons.features)))
    assert np.abs(expected).max() > 0.01
    assert member.shift(lessons.features) == pytest.approx(expected, abs=2e-6)


def test_the_parts_add_up_and_a_file_gives_the_same_back(member: LstmMember, tmp_path: Path) -> None:
    rows = histories_set(50, seed=3).features
    member.save(tmp_path / "m")
    back = LstmMember.load(tmp_path / "m")
    assert back.shift(rows).tobytes() == member.shift(rows).tobytes()
    assert np.ptp(member.shift(rows) - member.contributions(rows).sum(axis=1)) < 1e-12
    assert not member.contributions(rows)[:, 2:-1].any()


def test_too_few_closes_leave_it_silent() -> None:
    lessons = histories_set(300)
    assert BettorLstm().fit(lessons.take(np.arange(300) < 199), Recipe()) is None


def test_without_jax_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "flax", None)
    fitting._compiled.cache_clear()
    with pytest.raises(NotReadyError, match=r"install pikkit\[sequence\]"):
        BettorLstm().fit(histories_set(300), Recipe())


def messy(count: int = 400) -> tuple[TrainingSet, np.ndarray]:
    """Three bettors' bets with ties, late settlements and multi-leg bets, in order of placement."""
    rng = np.random.default_rng(4)
    placed = np.sort(rng.integers(0, 100, count))
    data = plain_set(np.full(count, 2.0), rng.integers(0, 2, count), placed_at=placed)
    settled, legs = placed + rng.integers(0, 30, count), rng.choice([1, 1, 1, 3], count)
    return TrainingSet(**{**vars(data), "settled_at": settled, "n_legs": legs}), rng.integers(0, 3, count)


def test_a_history_is_the_bettors_own_single_bets_settled_before_newest_first() -> None:
    data, bettor = messy()
    found = previous_bets(data, bettor)
    for row in range(len(data)):
        own = (bettor == bettor[row]) & (data.n_legs == 1) & (data.settled_at < data.placed_at[row])
        expected = sorted(np.flatnonzero(own), key=lambda i: (data.settled_at[i], i))[::-1][:LAST]
        assert found[row].tolist() == expected + [-1] * (LAST - len(expected))


def test_channels_tell_a_bet_as_it_was(soft_run: Run) -> None:
    settled = settled_bets(pq.read_table(soft_run.training))
    data = training_set(settled)
    steps, lengths = unfolded(with_histories(data, settled).features)
    bettor = np.array(settled["bettor"].to_pylist())
    row = 100
    newest = np.flatnonzero((bettor == bettor[row]) & (data.settled_at < data.placed_at[row]))[-1]
    said = dict(zip(CHANNELS, steps[row, 0], strict=True))
    assert lengths[row] == LAST
    assert said["price"] == pytest.approx(-np.log(data.odds[newest] - 1))
    assert said["excess"] == pytest.approx(data.won[newest] - 1 / data.odds[newest])
    assert said["hours"] == pytest.approx(np.log1p((data.placed_at[row] - data.settled_at[newest]) / 3.6e9) / 5)
    assert said["same_book"] == (settled["sportsbook"][row] == settled["sportsbook"][newest])
    assert said["same_market"] == 1.0
    assert said["stake"] == pytest.approx(0.0, abs=1e-12)  # all stakes are the same
    assert not with_histories(data, settled).features[0, -WIDTH:].any()


def test_where_histories_say_nothing_new_it_is_not_used(soft_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "EPOCHS", 1)
    found = trial(soft_run.training, Recipe(ridge_penalty=10.0, learners=("movement_ridge",)), 0.4, 1)
    assert not found.helps
    assert [score.learner for score in found.beside.learners] == ["movement_ridge", "bettor_lstm"]
    assert found.without.weights == found.beside.weights
