"""The score of a stored bet as of its placement: training's features, and nothing that was known later."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pikkit.features.build.build import features_as_of
from pikkit.quotes.schema import QUOTES
from pikkit.scoring.pricing import Stakes
from pikkit.scoring.score import Score
from pikkit.scoring.score_then import score_then
from pikkit.scoring.scorer import Scorer
from pikkit.training.quoted import fit_quoted
from pikkit.workflows.score_of_then import EarlierModel, model_of_then
from tests.quotes.quote_tables import make_quotes
from tests.quotes.test_leakage import OTHERS, PLACED
from tests.quotes.test_matching import make_bets
from tests.training.test_quoted import made_up

pytestmark = pytest.mark.xdist_group("scoring_feast")
STAKES = Stakes(fraction=0.25, cap=0.05)


def then(scorer: Scorer, bet: pa.Table, history: pa.Table, quotes: pa.Table | None = None) -> Score:
    return score_then(scorer.bundle, "pikkit/7", bet, history, quotes or QUOTES.empty_table(), STAKES)


@pytest.mark.parametrize("row", [0, 200, 599])
def test_it_is_the_models_on_the_features_of_training(scorer: Scorer, store: pa.Table, row: int) -> None:
    bet = store.slice(row, 1)
    table = features_as_of(bet, store)
    features = np.column_stack([table[name].to_numpy() for name in scorer.bundle.feature_names])
    said = scorer.bundle.predict(features, table["odds"].to_numpy(), table["n_legs"].to_numpy().astype(np.int64))
    score = then(scorer, bet, store)
    assert (score.p_win, score.p_market) == (said.p_win[0], said.p_market[0])
    assert score.features_at is None or score.features_at < bet["placed_at"][0].as_py()


def test_neither_later_results_nor_its_own_change_it(scorer: Scorer, store: pa.Table) -> None:
    bet = store.slice(300, 1)
    placed = bet["placed_at"][0]
    known = store.filter(pc.fill_null(pc.less(store["settled_at"], placed), False))
    assert 0 < known.num_rows < store.num_rows
    other: dict[str, Any] = {"outcome": "loss" if bet["outcome"][0].as_py() == "win" else "win", "closing_odds": 1.01}
    changed = bet
    for name, value in other.items():
        place = bet.schema.get_field_index(name)
        changed = changed.set_column(place, bet.schema.field(name), pa.array([value], bet.schema.field(name).type))
    assert then(scorer, bet, known) == then(scorer, bet, store) == then(scorer, changed, store)
    assert then(scorer, bet, known.slice(0, 0)) != then(scorer, bet, known), "what was known does count"


def test_prices_count_that_were_observed_before_and_no_later_ones(scorer: Scorer, store: pa.Table) -> None:
    bundle = scorer.bundle
    knowing = replace(scorer, bundle=replace(bundle, quoted=fit_quoted(made_up(1), bundle.market, bundle.recipe)))
    bet = make_bets({"bet_info": "Arsenal Moneyline Arsenal vs. Chelsea", "placed_at": PLACED})
    later = [quote | {"observed_at": PLACED + timedelta(minutes=1), "odds": 9.0} for quote in OTHERS]
    without = then(knowing, bet, store)
    before = then(knowing, bet, store, make_quotes(*OTHERS))
    assert before.p_win != without.p_win
    assert then(knowing, bet, store, make_quotes(*OTHERS, *later)) == before
    assert then(knowing, bet, store, make_quotes(*later)) == without


def test_only_a_model_that_learned_from_nothing_later_may_speak(tmp_path: Any) -> None:
    may, june, july = (datetime(2024, month, 1, tzinfo=UTC) for month in (5, 6, 7))
    newer, older = EarlierModel(tmp_path, "version 2", july), EarlierModel(tmp_path, "version 1", may)
    models = (newer, older)
    assert model_of_then(models, june) is older
    assert model_of_then(models, july) is older, "what was known at that very moment is not known before"
    assert model_of_then(models, july + timedelta(seconds=1)) is newer
    assert model_of_then(models, may) is None
    assert model_of_then((), june) is None
