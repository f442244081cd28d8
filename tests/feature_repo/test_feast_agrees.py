"""Feast serves what the as-of join gives, offline and online, to the last bit."""

import shutil
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from feast import FeatureStore

from pikkit.features.build.build import features_as_of, joined_columns
from pikkit.features.build.duckdb_engine import duckdb_engine
from pikkit.features.definitions.feature_matrix import FEATURE_NAMES, feature_matrix
from pikkit.features.feast.feast_store import EPOCH, materialize
from pikkit.features.online.history_columns import MATERIALIZED_AT
from pikkit.features.views.column_names import FEATURES_AT, KNOWN_AT, LAST_SETTLED, qualified
from pikkit.features.views.entity_keys import with_keys
from pikkit.features.views.view import FEATURE_SERVICE, VIEWS
from tests.feature_repo.conftest import LATE
from tests.feature_repo.reading import read_by_feast, read_online
from tests.features.histories import DAY, START, bet, random_bets, table
from tests.features.relational.bets_relation import relation

pytestmark = pytest.mark.xdist_group("feast")

KEYS = sorted({key for view in VIEWS for key in view.keys})
COLUMNS = [qualified(view, name) for view in VIEWS for name in view.columns]


def asked_at(moment: datetime, seed: int) -> pa.Table:
    """Bets about to be placed, some by or on nobody that was ever seen, with a request twice."""
    bets = random_bets(80, seed)
    strangers = [bet(DAY, bettor="zoe", sportsbook="Nowhere", sport="Chess", league="FIDE", subject="x", side="no")]
    return table(*(row | {"placed_at": moment} for row in (*bets, *strangers, bets[0])))


def test_feast_retrieves_the_history_that_the_as_of_join_finds(history: pa.Table, features_home: Path) -> None:
    with duckdb_engine() as engine:
        entities = engine.to_pyarrow(with_keys(relation(history)).select(*KEYS)).to_pandas()
    entities["row"] = range(len(entities))
    entities["event_timestamp"] = history["placed_at"].to_pandas()
    store = FeatureStore(repo_path=str(features_home))
    service = store.get_feature_service(FEATURE_SERVICE)
    retrieved = store.get_historical_features(entities, service, full_feature_names=True).to_df()
    retrieved = retrieved.sort_values("row", ignore_index=True).fillna(0.0)
    joined = joined_columns(history, history)
    assert len(retrieved) == history.num_rows
    for name in COLUMNS:
        assert retrieved[name].tolist() == joined[name].tolist(), name


@pytest.mark.parametrize("seed", [31, 32])
def test_what_is_read_online_is_what_the_as_of_join_gives(history: pa.Table, features_home: Path, seed: int) -> None:
    asked = asked_at(LATE, seed)
    offline = features_as_of(asked, history)
    columns = {**joined_columns(asked, table()), **read_online(features_home, asked)}
    matrix = feature_matrix(columns)
    for position, name in enumerate(FEATURE_NAMES):
        assert matrix[:, position].tolist() == offline[name].to_pylist(), name
    freshness = columns[FEATURES_AT]
    assert pa.array(freshness, mask=freshness < 0).equals(offline[FEATURES_AT].combine_chunks())


def test_every_view_column_is_read_as_a_float_and_strangers_have_no_history(features_home: Path) -> None:
    asked = asked_at(LATE, seed=33)
    columns = read_online(features_home, asked)
    settled = [qualified(view, LAST_SETTLED) for view in VIEWS]
    assert set(columns) == {*COLUMNS, *settled, FEATURES_AT, MATERIALIZED_AT}
    stranger = len(asked) - 2
    assert all(columns[name].dtype == np.float64 and columns[name][stranger] == 0.0 for name in COLUMNS)
    assert all(columns[name].dtype == np.int64 and columns[name][stranger] == -1 for name in (*settled, FEATURES_AT))
    assert set(columns[MATERIALIZED_AT].tolist()) == {round(LATE.timestamp() * 1e6)}


def test_no_bets_read_nothing(features_home: Path) -> None:
    columns = read_online(features_home, table())
    assert all(values.shape == (0,) for values in columns.values())


def test_a_store_materialised_until_a_past_moment_serves_what_was_known_then(
    history: pa.Table, features_home: Path, tmp_path: Path
) -> None:
    shutil.copytree(features_home / "views", tmp_path / "views")
    moment = START + 90 * DAY
    materialize(tmp_path, until=moment)
    asked = asked_at(moment, seed=34)
    offline, online = joined_columns(asked, history), read_online(tmp_path, asked)
    assert all(online[name].tolist() == offline[name].tolist() for name in online if name != MATERIALIZED_AT)


def test_feast_itself_reads_the_same_online_and_would_have_written_it(features_home: Path, tmp_path: Path) -> None:
    shutil.copytree(features_home, tmp_path, dirs_exist_ok=True)
    (tmp_path / "online.db").unlink()
    own = FeatureStore(repo_path=str(tmp_path))
    own.apply(own.list_feature_views())
    own.materialize(EPOCH, LATE)
    asked = asked_at(LATE, seed=35)
    ours = {name: values.tolist() for name, values in read_online(features_home, asked).items() if "__" in name}
    assert read_by_feast(FeatureStore(repo_path=str(features_home)), asked) == ours
    assert read_by_feast(own, asked) == ours


def test_the_view_files_say_when_their_newest_bet_settled(features_home: Path) -> None:
    for view in VIEWS:
        rows = pd.read_parquet(features_home / "views" / f"{view.name}.parquet")
        assert not rows.duplicated([*view.keys, KNOWN_AT]).any()
        assert (rows[KNOWN_AT].astype("int64") == rows[LAST_SETTLED] + 1).all()
