"""The keys of a bet are the same asked for online as they were stored offline."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pikkit.features.build.duckdb_engine import duckdb_engine
from pikkit.features.views.entity_keys import ODDS_BANDS, TEXT_KEYS, key_lists, with_keys
from tests.features.histories import DAY, bet, table
from tests.features.relational.bets_relation import relation

TEXTS = (*TEXT_KEYS, "market", "side")
texts = st.none() | st.sampled_from(["unknown", "NBA", "Kyrie Irving", "São Paulo", "a:b", ""]) | st.text(max_size=5)
near_edges = [float(value) for edge in ODDS_BANDS for value in (np.nextafter(edge, 0), edge, np.nextafter(edge, 99))]
prices = st.sampled_from(near_edges) | st.floats(1.001, 1000)
rows = st.fixed_dictionaries(dict.fromkeys(TEXTS, texts) | {"odds": prices})


@settings(max_examples=25)
@given(rows=st.lists(rows, min_size=1, max_size=30))
def test_keys_of_requests_are_the_keys_of_the_same_bets(rows: list[dict[str, Any]]) -> None:
    requested = key_lists(
        {name: [row[name] for row in rows] for name in TEXTS},
        np.array([row["odds"] for row in rows]),
    )
    with duckdb_engine() as engine:
        stored = engine.to_pyarrow(with_keys(relation(table(*(bet(DAY, **row) for row in rows)))))
    for name, values in requested.items():
        assert values == stored[name].to_pylist()


def test_a_band_starts_at_its_edge() -> None:
    odds = np.array([1.01, 1.2, np.nextafter(2.0, 0), 2.0, 10.0, 500.0])
    keys = key_lists({name: [None] * odds.size for name in TEXTS}, odds)
    assert keys["odds_band"] == [0, 1, 4, 5, 10, 10]
    assert keys["market_side"] == ["unknown:unknown"] * 6
