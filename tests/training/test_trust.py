"""The anomaly policy: nothing by default, and never anything beyond the bets that are learned from."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.bets.schema import BETS
from pikkit.features.build.build import TRAINING_FILE, build_features
from pikkit.settings.anomalies import AnomalyPolicy, AnomalyRules
from pikkit.training.dataset import TrainingSet, load_training_set
from pikkit.training.learners import LEARNERS
from pikkit.training.recipe import Recipe
from pikkit.training.soft_target import MarketTarget, lessons
from pikkit.training.trust import trusted

START = datetime(2024, 1, 1, tzinfo=UTC)
BETS_MADE, ODD, LATE = 700, 123, 650
"""How many bets, the one with an outrageous stake, and one with such a stake after the window."""


@pytest.fixture(scope="module")
def training(tmp_path_factory: pytest.TempPathFactory) -> Path:
    random = np.random.default_rng(11)
    odds, moved = 1.2 + random.gamma(2, 0.6, BETS_MADE), random.normal(1, 0.03, BETS_MADE)
    won = random.uniform(size=BETS_MADE) < 1 / (odds * moved)
    stake = random.lognormal(3, 0.1, BETS_MADE)
    stake[[ODD, LATE]] = 50_000.0
    placed = [START + timedelta(hours=5 * number) for number in range(BETS_MADE)]
    columns = dict.fromkeys(BETS.names, [None] * BETS_MADE) | {
        "bettor": ["ann"] * BETS_MADE,
        "bet_id": [f"{number:04}" for number in range(BETS_MADE)],
        "sportsbook": ["Bet365"] * BETS_MADE,
        "bet_type": ["straight"] * BETS_MADE,
        "n_legs": [1] * BETS_MADE,
        "outcome": np.where(won, "win", "loss").tolist(),
        "odds": odds.tolist(),
        "closing_odds": np.maximum(odds * moved, 1.01).tolist(),
        "stake": stake.tolist(),
        "profit": np.where(won, stake * (odds - 1), -stake).tolist(),
        "bonus": [False] * BETS_MADE,
        "placed_at": placed,
        "settled_at": [moment + timedelta(hours=3) for moment in placed],
        "market": ["moneyline"] * BETS_MADE,
        "live": [False] * BETS_MADE,
    }
    folder = tmp_path_factory.mktemp("trust")
    pq.write_table(pa.table(columns, schema=BETS), folder / "bets.parquet")
    build_features(folder / "bets.parquet", folder / "features")
    return folder / "features" / TRAINING_FILE


@pytest.fixture(scope="module")
def data(training: Path) -> TrainingSet:
    return load_training_set(training)


def window(data: TrainingSet, bets: int = 600) -> np.ndarray:
    return np.arange(len(data)) < bets


def saved(data: TrainingSet, folder: Path) -> list[bytes]:
    """Every learner fitted on the bets, as the bytes it is stored as."""
    folder.mkdir()
    taught = lessons(data, MarketTarget.fit(data), Recipe().result_weight)
    for learner in LEARNERS:
        member = learner.fit(taught, Recipe())
        assert member is not None
        member.save(folder / learner.name)
    return [(folder / learner.name).read_bytes() for learner in LEARNERS]


def test_by_default_the_model_is_the_same_byte_for_byte(training: Path, data: TrainingSet, tmp_path: Path) -> None:
    without = data.take(window(data))
    by_default = trusted(training, data, window(data), AnomalyRules())
    for field in fields(TrainingSet):
        np.testing.assert_array_equal(getattr(by_default, field.name), getattr(without, field.name))
    assert saved(by_default, tmp_path / "default") == saved(without, tmp_path / "without")


def test_a_downweighted_bet_counts_less_in_every_learner(training: Path, data: TrainingSet, tmp_path: Path) -> None:
    rules = AnomalyRules(policy=AnomalyPolicy.DOWNWEIGHT, weight=0.1)
    found = trusted(training, data, window(data), rules)
    assert found.trust[ODD] == 0.1
    assert np.delete(found.trust, ODD).min() == 1.0
    weight = lessons(found, MarketTarget.fit(found), 0.2).weight
    assert weight[ODD] == pytest.approx(0.1)
    different = zip(saved(found, tmp_path / "a"), saved(data.take(window(data)), tmp_path / "b"), strict=True)
    assert all(one != other for one, other in different)


def test_an_excluded_bet_is_left_out_of_learning_alone(training: Path, data: TrainingSet) -> None:
    rules = AnomalyRules(policy=AnomalyPolicy.EXCLUDE)
    found = trusted(training, data, window(data), rules)
    assert len(found) == 599
    assert 50_000.0 not in found.stake
    assert (data.stake == 50_000.0).sum() == 2


def test_bets_after_the_window_have_no_say(training: Path, data: TrainingSet) -> None:
    rules = AnomalyRules(policy=AnomalyPolicy.DOWNWEIGHT, min_group=100)
    early = trusted(training, data, window(data, 99), rules)
    assert early.trust.min() == 1.0  # 99 bets are too few to judge by, however many follow


def test_trust_goes_along_when_rows_are_taken(training: Path, data: TrainingSet) -> None:
    found = trusted(training, data, window(data), AnomalyRules(policy=AnomalyPolicy.DOWNWEIGHT))
    assert found.take(np.array([ODD, 0])).trust.tolist() == [0.25, 1.0]


def test_an_empty_window_is_no_fault(training: Path, data: TrainingSet) -> None:
    assert len(trusted(training, data, window(data, 0), AnomalyRules(policy=AnomalyPolicy.EXCLUDE))) == 0
