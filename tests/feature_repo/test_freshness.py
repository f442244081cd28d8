"""How fresh the served views are, and the features of a bet with the moments behind them."""

from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pikkit.base.errors import NotReadyError
from pikkit.features.build.bet_columns import asked_columns
from pikkit.features.build.build import features_as_of
from pikkit.features.online.freshness import freshness
from pikkit.features.online.reader import FeastOnlineFeatures
from pikkit.features.online.served_features import served_features
from pikkit.features.views.column_names import FEATURES_AT
from pikkit.features.views.view import TTL, VIEWS
from tests.feature_repo.conftest import LATE
from tests.feature_repo.reading import keys_of
from tests.features.histories import DAY, bet, random_bets, table

pytestmark = pytest.mark.xdist_group("feast")


def test_every_view_tells_its_rows_its_newest_result_and_its_age(history: pa.Table, features_home: Path) -> None:
    views = freshness(features_home, LATE + DAY)
    assert [view.view for view in views] == [view.name for view in VIEWS]
    singles = history.filter(pc.equal(history["bet_type"], "straight"))
    newest = pc.max(singles.filter(pc.not_equal(singles["outcome"], "open"))["settled_at"]).as_py()
    by_bettor = views[0]
    assert (by_bettor.rows, by_bettor.newest_settled, by_bettor.ttl) == (3, newest, TTL)
    assert (by_bettor.materialized_at, by_bettor.behind) == (LATE, DAY)
    assert by_bettor.age == LATE + DAY - newest


@pytest.mark.parametrize(("accepted", "stale"), [(DAY, False), (DAY - timedelta(microseconds=1), True)])
def test_views_are_stale_once_they_are_further_behind_than_is_accepted(
    features_home: Path, accepted: timedelta, stale: bool
) -> None:
    assert {view.stale for view in freshness(features_home, LATE + DAY, stale_after=accepted)} == {stale}


def test_a_folder_never_materialised_has_no_freshness(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match="no online features"):
        freshness(tmp_path)


def test_served_features_are_the_trained_ones_with_the_moments_behind_them(
    history: pa.Table, features_home: Path
) -> None:
    stranger = bet(DAY, bettor="zoe", sportsbook="Nowhere", sport="Chess", league="FIDE", subject="x", side="no")
    asked = table(*(each | {"placed_at": LATE} for each in (*random_bets(5, seed=81), stranger)))
    served = served_features(FeastOnlineFeatures(features_home), keys_of(asked), asked_columns(asked))
    trained = features_as_of(asked, history)
    for position, name in enumerate(served.names):
        assert served.values[:, position].tolist() == trained[name].to_pylist(), name
    known = [None if moment is None else round(moment.timestamp() * 1e6) for moment in served.features_at]
    assert known == trained[FEATURES_AT].to_pylist()
    assert served.materialized_at == LATE
    assert all(moments[-1] is None for moments in served.settled.values())
    assert served.settled["historical_performance"][0] is not None
