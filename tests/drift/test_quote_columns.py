"""Drift of what other books offer: fewer bets that are quoted, older quotes, other opinions."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pikkit.drift.baseline import Baseline
from pikkit.drift.column_sample import Sample
from pikkit.drift.compare import compare
from pikkit.drift.quote_columns import COLUMNS, QUOTED, quote_numbers, quoted_texts
from pikkit.drift.scored_window import singles_of
from pikkit.drift.store_check import DriftQuery, check, make_baseline, model_at_hand, stored_bets
from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.quotes.store import open_quote_store
from pikkit.settings import Settings
from pikkit.settings.drift_severity import DriftSeverity
from tests.quotes.quote_tables import make_quotes
from tests.trained import TrainedHome

AGE, BOOKS = QUOTE_NAMES.index("quote_age"), QUOTE_NAMES.index("quote_books")


def sample(seed: int, quoted: float = 0.9, hours: float = 1.0) -> Sample:
    """Bets of which a share has quotes so many hours old, or twice that."""
    rng = np.random.default_rng(seed)
    features = rng.normal(0, 0.1, (600, len(QUOTE_NAMES)))
    features[:, AGE], features[:, BOOKS] = rng.uniform(hours, 2 * hours, 600), rng.integers(1, 8, 600)
    features[rng.uniform(size=600) > quoted] = np.nan
    numbers = quote_numbers(features)
    return Sample(numbers, quoted_texts(numbers))


def drifted(window: Sample) -> set[str]:
    return {one.feature for one in compare(sample(1), window) if one.severity is not DriftSeverity.NONE}


def test_quotes_as_they_were_are_no_drift() -> None:
    assert drifted(sample(2)) == set()


def test_quotes_that_grew_old_drift_in_their_age_alone() -> None:
    assert drifted(sample(2, hours=5.0)) == {"quote_age"}


@pytest.mark.parametrize("quoted", [0.5, 0.0])
def test_a_feed_that_reaches_fewer_bets_drifts(quoted: float) -> None:
    assert QUOTED in drifted(sample(2, quoted=quoted))


def test_without_features_there_are_no_columns() -> None:
    assert quote_numbers(None) == {}
    assert quoted_texts({}) == {}
    assert "quote_sharp" not in COLUMNS


def offers(bets: pa.Table) -> pa.Table:
    """What two other books offered an hour before each of some moneyline bets."""
    rows: list[dict[str, Any]] = []
    for bet in bets.to_pylist():
        start = max(bet["settled_at"] - timedelta(hours=3), bet["placed_at"] + timedelta(hours=1))
        told = {name: bet[name] for name in ("sport", "league", "home", "away")} | {"event_start": start}
        prices = {
            bet["side"]: bet["odds"],
            "away" if bet["side"] == "home" else "home": 1.05 / (1 - 0.95 / bet["odds"]),
        }
        rows += [
            told
            | {"sportsbook": book, "side": side, "odds": odds, "observed_at": bet["placed_at"] - timedelta(hours=1)}
            for book in ("Book A", "Book B")
            for side, odds in prices.items()
            if odds > 1
        ]
    return make_quotes(*rows)


@pytest.mark.xdist_group("trained")
def test_a_check_of_the_store_tells_that_quotes_stopped_coming(trained_home: TrainedHome, tmp_path: Path) -> None:
    shutil.copy(trained_home.home / "pikkit.db", tmp_path)
    settings = Settings(
        home=tmp_path,
        store_url="",
        mlflow_tracking_uri=trained_home.settings.resolved_tracking_uri,
        drift_window_days=90,
    )
    model, bets = model_at_hand(settings), stored_bets(settings)
    singles = singles_of(bets)
    moneyline = pc.and_(pc.equal(singles["market"], "moneyline"), pc.is_in(singles["side"], pa.array(["home", "away"])))
    known = pc.and_(moneyline, pc.and_(pc.is_valid(singles["home"]), pc.is_valid(singles["settled_at"])))
    store = open_quote_store(settings)
    store.append(offers(singles.filter(known)))
    baseline: Baseline = make_baseline(settings, model, bets, since="2000-01-01")
    shares = [np.mean(baseline.sample.categories[QUOTED] == word) for word in ("by other books", "by none")]
    assert min(shares) > 0.1
    assert np.nanmedian(baseline.sample.numbers["quote_age"]) == pytest.approx(1.0)

    quiet = check(settings, DriftQuery())
    assert {one.feature for one in quiet.results} >= {QUOTED, "quote_age", "quote_consensus"}
    newest = pc.max(bets["placed_at"]).as_py()
    assert store.forget(newest + timedelta(days=30)) > 0
    store.close()
    found = {one.feature for one in check(settings, DriftQuery()).results if one.drifted}
    assert QUOTED in found
    assert QUOTED not in {one.feature for one in quiet.results if one.drifted}
