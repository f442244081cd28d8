"""The catalogue says of every feature what its definition does."""

import re
from pathlib import Path

import numpy as np
import pytest

from pikkit.base.errors import InputError
from pikkit.features.definitions.catalogue_page import catalogue_page
from pikkit.features.definitions.feature import FeatureType
from pikkit.features.definitions.feature_catalogue import catalogue, columns_read, feature_named, stranger
from pikkit.features.definitions.feature_matrix import FEATURE_NAMES, FEATURES, MODEL_FEATURES, feature_matrix
from pikkit.features.definitions.quote_features import QUOTE_NAMES, QUOTES_LEARNED, quote_matrix
from pikkit.features.views.column_names import LAST_SETTLED, qualified
from pikkit.features.views.view import VIEWS, WINDOWS

PAGE = Path(__file__).parents[2] / "docs" / "features.md"
VIEW_COLUMNS = {qualified(view, name) for view in VIEWS for name in (*view.columns, LAST_SETTLED)}


def without_history(name: str) -> float:
    return float(feature_matrix(stranger(), [name])[0, 0])


def test_the_page_of_features_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == catalogue_page(), (
        "make it again: pikkit features docs --out docs/features.md"
    )


def test_no_two_features_share_a_name() -> None:
    assert len(set(FEATURE_NAMES)) == len(FEATURE_NAMES)


def test_what_models_learn_from_is_in_the_order_of_the_training_rows() -> None:
    assert tuple(name for name in FEATURE_NAMES if name in MODEL_FEATURES) == MODEL_FEATURES
    assert tuple(entry.name for entry in catalogue() if entry.learned) == (*MODEL_FEATURES, *QUOTES_LEARNED)


def test_what_other_books_offer_is_in_the_catalogue_and_missing_is_missing() -> None:
    entry = feature_named("quote_consensus")
    assert (entry.entity, entry.columns, entry.views) == ("quotes", ("odds", "quotes.consensus"), ())
    assert {entry.name for entry in catalogue()} == {*FEATURE_NAMES, *QUOTE_NAMES}
    assert np.isnan(quote_matrix(stranger())).all()
    assert not feature_named("quote_age").learned


def test_a_feature_has_a_window_if_and_only_if_it_reads_history() -> None:
    for feature in FEATURES:
        history = set(columns_read(feature)) & VIEW_COLUMNS
        assert bool(history) == (feature.window in WINDOWS), feature.name
        if feature.window not in (None, "all"):
            assert any(name.endswith(f"_{feature.window}") for name in history), feature.name


def test_the_value_without_history_is_the_one_stated() -> None:
    for feature in FEATURES:
        if feature.without in FEATURE_NAMES:
            stated = without_history(feature.without)
        elif number := re.match(r"-?[0-9.]*[0-9]", feature.without):
            stated = float(number[0])
        else:
            assert feature.without == "always known", feature.name
            continue
        assert without_history(feature.name) == pytest.approx(stated, abs=5e-5), feature.name


def test_features_are_floats_and_whole_numbers_are_whole() -> None:
    columns = {name: np.repeat(values, 3) for name, values in stranger().items()}
    columns["odds"] = np.array([1.01, 2.7, 900.0])
    columns["placed_at"] = np.array([1, 10**15 + 1, 2 * 10**15 + 7])
    for feature in FEATURES:
        values = feature.compute(columns)
        assert values.dtype == np.float64, feature.name
        assert values.shape == (3,), feature.name
        assert feature.type == FeatureType.FLOAT or (values == np.round(values)).all(), feature.name


def test_shrunk_means_state_their_weight() -> None:
    shrinks = re.compile(r"(softness|excess)_|book_hold|parlay_roi|bettor_book_(win_rate|roi)|bettor_(win_rate|roi)_")
    means = {name.removesuffix("_weight") for name in FEATURE_NAMES if shrinks.match(name)}
    assert {f"{name}_weight" for name in means} == {name for name in FEATURE_NAMES if name.endswith("_weight")}


def test_an_entry_names_the_views_and_columns_it_reads() -> None:
    entry = feature_named("bettor_days_since")
    assert [view.name for view in entry.views] == ["historical_performance"]
    assert entry.columns == ("historical_performance__last_settled_us", "placed_at")


def test_an_unknown_name_is_answered_with_those_like_it() -> None:
    with pytest.raises(InputError, match=r"no feature called 'book_hols'\. Did you mean book_hold, "):
        feature_named("book_hols")
    with pytest.raises(InputError, match="pikkit features list has them all"):
        feature_named("zzz")
