"""A bet whose price the other books contradict is out of the ordinary: palpable error, or mistyped."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.quality.anomalies import bet_trust, find_anomalies
from pikkit.quality.quality_gate import FLAGS_FILE, check_bets
from pikkit.quotes.offers import Floats
from pikkit.quotes.price_gap import price_gaps, stored_price_gaps
from pikkit.quotes.store import open_quote_store
from pikkit.review.flags import find_flags
from pikkit.settings import Settings
from pikkit.settings.anomalies import AnomalyPolicy, AnomalyRules
from pikkit.store import open_store
from tests.quotes.quote_tables import KICK_OFF, make_quotes
from tests.quotes.test_leakage import BEFORE, market
from tests.quotes.test_matching import make_bets

COUNT = 60
OTHERS = ("Pinnacle", "Unibet", "Bet365")


def bets(mistyped: float | None = None) -> pa.Table:
    """Bets at 2.0 to 2.2 on Arsenal; the tenth at another price."""
    random = np.random.default_rng(2)
    prices = [mistyped if number == 10 and mistyped else float(random.uniform(2.0, 2.2)) for number in range(COUNT)]
    made: pa.Table = make_bets(*({"odds": odds, "stake": 10.0, "profit": 10 * (odds - 1)} for odds in prices))
    return made


def gaps(home: Path, table: pa.Table, books: tuple[str, ...] = OTHERS) -> Floats:
    """The bets' gaps, with what the books offer in the home's store."""
    settings = Settings(home=home)
    store = open_quote_store(settings)
    store.append(make_quotes(*(row for book in books for row in market(book, 2.05, 3.5, 3.8))))
    store.close()
    return stored_price_gaps(settings, table)


@pytest.mark.parametrize(("mistyped", "said"), [(21.0, "4.8 %"), (1.05, "95.2 %")])
def test_a_price_far_from_the_others_is_flagged_with_what_they_thought(
    tmp_path: Path, mistyped: float, said: str
) -> None:
    table = bets(mistyped)
    found = find_anomalies(table, None, gaps(tmp_path, table)).to_pylist()
    flagged = [flag for flag in found if flag["kind"] == "price"]
    assert {flag["bet_id"] for flag in flagged} == {"10"}
    assert flagged[0]["reason"].startswith(
        f"Odds {mistyped:.2f} pay as if {said}, where the other books thought 47.4 %"
    )


def test_prices_near_the_others_are_not(tmp_path: Path) -> None:
    table = bets()
    assert not np.isnan(gaps(tmp_path, table)).any()
    assert find_anomalies(table, None, gaps(tmp_path, table)).num_rows == 0


@pytest.mark.parametrize("books", [(), OTHERS[:2], ("Bwin", *OTHERS[:2])], ids=["none", "two", "two and the own"])
def test_too_few_other_books_tell_nothing(tmp_path: Path, books: tuple[str, ...]) -> None:
    assert np.isnan(gaps(tmp_path, bets(21.0), books)).all()


def test_quotes_from_after_the_bet_tell_nothing(tmp_path: Path) -> None:
    table = bets(21.0)
    early = table.set_column(table.schema.get_field_index("placed_at"), "placed_at", pa.array([BEFORE] * COUNT))
    assert np.isnan(gaps(tmp_path, early.cast(table.schema))).all()


def test_a_home_without_a_store_knows_nothing_and_gets_none(tmp_path: Path) -> None:
    assert np.isnan(stored_price_gaps(Settings(home=tmp_path), bets())).all()
    assert list(tmp_path.iterdir()) == []


def test_training_may_leave_such_a_bet_out(tmp_path: Path) -> None:
    table, rules = bets(2.9), AnomalyRules(policy=AnomalyPolicy.EXCLUDE, kinds=("price",))
    moved = gaps(tmp_path, table)
    moved[10] += 1.0
    assert np.flatnonzero(bet_trust(table, rules, moved) == 0).tolist() == [10]
    assert bet_trust(table, rules).all()


def test_only_features_with_enough_books_are_gaps() -> None:
    features = np.zeros((2, len(QUOTE_NAMES)))
    features[:, QUOTE_NAMES.index("quote_consensus")] = 0.4
    features[:, QUOTE_NAMES.index("quote_books")] = 2, 3
    assert np.isnan(price_gaps(features)).tolist() == [True, False]


def test_the_gate_and_the_review_know_of_it(tmp_path: Path) -> None:
    table, settings = bets(21.0), Settings(home=tmp_path)
    gaps(tmp_path, table)
    pq.write_table(table, tmp_path / "bets.parquet")
    now = KICK_OFF + timedelta(days=1)
    gaps_of = partial(stored_price_gaps, settings)
    report = check_bets(tmp_path / "bets.parquet", tmp_path / "report", now=now, gaps_of=gaps_of)
    assert "price" in {count.kind for count in report.anomalies}
    assert "price" in pq.read_table(tmp_path / "report" / FLAGS_FILE)["kind"].to_pylist()
    store = open_store(settings.resolved_store_url, settings)
    store.upsert(table)
    flags = find_flags(store, AnomalyRules(), ("price",), gaps_of=gaps_of)
    store.close()
    assert [(flag.bet_id, flag.rule) for flag in flags] == [("10", "anomaly.price")]
