"""Ten thousand bets at random moments: what a predictor would have seen is what training sees, to the last bit."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pikkit.features.build.build import features_as_of, joined_columns
from pikkit.features.definitions.feature import stacked
from pikkit.features.definitions.feature_matrix import FEATURE_NAMES, feature_matrix
from pikkit.features.feast.feast_store import materialize
from pikkit.features.online.reader import WHOLE, FeastOnlineFeatures
from pikkit.features.views.column_names import FEATURES_AT, LAST_SETTLED, qualified
from pikkit.features.views.view import TTL, VIEWS
from pikkit.settings.feature_urls import FeatureUrls
from tests.feature_repo.conftest import build
from tests.feature_repo.reading import read_bets
from tests.features.histories import DAY, START, random_bets, table

pytestmark = pytest.mark.xdist_group("feast")

PAIRS = 10_000
MOMENTS = 5
COLUMNS = [qualified(view, name) for view in VIEWS for name in (*view.columns, LAST_SETTLED)]


@pytest.fixture(scope="module")
def past() -> pa.Table:
    """Years of bets, so that some histories have expired by the end."""
    return table(*random_bets(1500, seed=71, days=2400))


@pytest.fixture(scope="module")
def built(past: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(past, tmp_path_factory.mktemp("past"))


def moments(past: pa.Table, rng: np.random.Generator) -> list[datetime]:
    """In order: one just when a bet becomes known, one when the oldest may have expired, and any."""
    settled = past["settled_at"].drop_null().sort()
    end = settled[-1].as_py()
    known = settled[len(settled) // 2].as_py()
    return sorted(
        [known, end + TTL - 10 * DAY, *(START + float(share) * (end - START) for share in rng.random(MOMENTS - 2))]
    )


def asked_at(moment: datetime, seed: int) -> pa.Table:
    bets = random_bets(PAIRS // MOMENTS, seed)
    return table(*(bet | {"placed_at": moment} for bet in bets))


@pytest.mark.parametrize("seed", [72])
def test_the_predictor_sees_what_training_sees(built: Path, past: pa.Table, urls: FeatureUrls, seed: int) -> None:
    online = None
    for turn, moment in enumerate(moments(past, np.random.default_rng(seed))):
        materialize(built, moment, urls=urls)
        online = online or FeastOnlineFeatures(built, urls)  # the same one all along, as a predictor has
        asked = asked_at(moment, seed + turn)
        seen = {**joined_columns(asked, table()), **read_bets(online, asked)}
        joined = joined_columns(asked, past)
        different = [name for name in (*COLUMNS, FEATURES_AT) if seen[name].tobytes() != joined[name].tobytes()]
        assert different == []
        trained = features_as_of(asked, past)
        matrix = feature_matrix(seen)
        for position, name in enumerate(FEATURE_NAMES):
            assert matrix[:, position].tobytes() == trained[name].to_numpy().tobytes(), name
    assert online is not None
    online.close()


def test_a_store_in_memory_says_what_is_read_entity_by_entity(built: Path, past: pa.Table, urls: FeatureUrls) -> None:
    moment = pc.max(past["settled_at"]).as_py() + TTL - 200 * DAY
    materialize(built, moment, urls=urls)
    whole, single = (FeastOnlineFeatures(built, urls, remembered=most) for most in (WHOLE, WHOLE - 1))
    asked = pa.concat_tables([asked_at(moment, 75), asked_at(moment + 150 * DAY, 76)])  # when some have expired
    for part in (asked, asked.slice(7, 40), *(asked.slice(at, 1) for at in (0, 9, PAIRS // MOMENTS))):
        ours, theirs = read_bets(whole, part), read_bets(single, part)
        assert [name for name in ours if ours[name].tobytes() != theirs[name].tobytes()] == []
        values = tuple(name for name in COLUMNS[::7] if not name.endswith(LAST_SETTLED))
        assert stacked(ours, values).tobytes() == stacked(theirs, values).tobytes()
    for reader in (whole, single):
        reader.close()


def test_the_history_tells_them_apart(past: pa.Table) -> None:
    asked = asked_at(pc.max(past["settled_at"]).as_py(), 72)
    joined = joined_columns(asked, past)
    assert len({row.tobytes() for row in np.column_stack([joined[name] for name in COLUMNS])}) > PAIRS // MOMENTS // 4
