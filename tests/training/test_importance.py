"""A feature's importance is how far it moves scores on the sample kept beside a bundle."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.training.bundle import REFERENCE
from pikkit.training.importance import importances
from pikkit.training.reference import write_reference
from tests.training.bundles import price_bundle, small_bundle
from tests.training.worlds import moving_set


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a bundle would be, with its sample."""
    write_reference(moving_set(800, 2, columns=len(MODEL_FEATURES)), tmp_path / REFERENCE, seed=1)
    return tmp_path


def test_the_feature_that_tells_the_close_counts_most(folder: Path) -> None:
    found = importances(small_bundle(), folder)
    assert [each.name for each in found] == list(MODEL_FEATURES)
    assert max(found, key=lambda each: each.moves).name == MODEL_FEATURES[0]
    assert sum(each.share for each in found) == pytest.approx(1.0)


def test_an_importance_is_the_mean_distance_of_its_contributions(folder: Path) -> None:
    bundle = small_bundle(MODEL_FEATURES[:3])
    sample = pq.read_table(folder / REFERENCE)
    features = np.column_stack([sample[name].to_numpy() for name in MODEL_FEATURES[:3]])
    expected = np.abs(bundle.contributions(features)).mean(axis=0)
    assert [each.moves for each in importances(bundle, folder)] == pytest.approx(expected.tolist())


def test_nothing_counts_where_the_price_alone_speaks(folder: Path) -> None:
    assert all(each.moves == each.share == 0.0 for each in importances(price_bundle(), folder))


def test_a_sample_that_is_missing_or_of_other_features_is_refused(folder: Path) -> None:
    sample = pq.read_table(folder / REFERENCE)
    pq.write_table(sample.drop_columns(["softness_book"]), folder / REFERENCE)
    with pytest.raises(InputError, match="lacks the features softness_book"):
        importances(small_bundle(), folder)
    (folder / REFERENCE).unlink()
    with pytest.raises(InputError, match="no reference sample"):
        importances(small_bundle(), folder)
