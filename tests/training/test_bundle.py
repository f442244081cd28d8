"""The bundle: a folder of plain files that scores exactly as what was saved, or a sentence why not."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pikkit.base.errors import InputError
from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.training.bundle import FORMAT, MANIFEST, Bundle, Prediction
from pikkit.training.dataset import Floats, Ints
from tests.training.bundles import price_bundle, small_bundle
from tests.training.worlds import moving_set

F = len(MODEL_FEATURES)
DATA = moving_set(200, 5, columns=F)
BUNDLE = small_bundle()
ARRAYS = ("p_win", "p_market", "low", "high")


def raw(said: Prediction) -> list[bytes]:
    return [getattr(said, name).tobytes() for name in ARRAYS]


def predict(bundle: Bundle, odds: Floats = DATA.odds, n_legs: Ints = DATA.n_legs) -> Prediction:
    return bundle.predict(DATA.features, odds, n_legs)


@pytest.mark.parametrize("bundle", [BUNDLE, price_bundle()], ids=["blend", "price alone"])
def test_a_loaded_bundle_scores_bit_for_bit_the_same(bundle: Bundle, tmp_path: Path) -> None:
    bundle.save(tmp_path / "a" / "bundle")
    back = Bundle.load(tmp_path / "a" / "bundle")
    assert raw(predict(back)) == raw(predict(bundle))
    assert back.contributions(DATA.features).tobytes() == bundle.contributions(DATA.features).tobytes()
    assert (back.recipe, back.window, back.created_at) == (bundle.recipe, bundle.window, bundle.created_at)


def test_a_bet_is_scored_alone_as_among_others() -> None:
    rows = (BUNDLE.predict(DATA.features[i : i + 1], DATA.odds[i : i + 1], DATA.n_legs[i : i + 1]) for i in range(50))
    alone = list(rows)
    for name in ARRAYS:
        together = getattr(predict(BUNDLE), name)[:50]
        assert np.concatenate([getattr(said, name) for said in alone]).tobytes() == together.tobytes()


def test_probabilities_are_in_order() -> None:
    said = predict(BUNDLE)
    assert ((said.low > 0) & (said.low < said.p_win) & (said.p_win < said.high) & (said.high < 1)).all()


def test_the_price_alone_says_what_the_market_says() -> None:
    said = predict(price_bundle())
    assert said.p_win.tobytes() == said.p_market.tobytes()


def test_a_bet_of_several_legs_is_scored_by_its_price_alone() -> None:
    said = predict(BUNDLE, DATA.odds**2, np.full(200, 2))
    assert said.p_win.tobytes() == said.p_market.tobytes()
    assert said.p_win == pytest.approx(predict(BUNDLE).p_market ** 2)


def test_the_parts_of_the_shift_add_up_but_for_one_constant() -> None:
    rest = BUNDLE.shift(DATA.features) - BUNDLE.contributions(DATA.features).sum(axis=1)
    assert np.ptp(rest) < 1e-5


def test_a_bundle_of_fewer_features_in_another_order_reads_its_own_columns_of_a_set() -> None:
    own = small_bundle(MODEL_FEATURES[5:2:-1])
    picked = own.predict(DATA.features[:, [5, 4, 3]], DATA.odds, DATA.n_legs)
    assert raw(own.predict_set(DATA)) == raw(picked)


def test_a_bundle_of_features_no_longer_learned_from_says_so_when_compared() -> None:
    older = replace(price_bundle(), feature_names=(*MODEL_FEATURES[:-1], "legs"))
    with pytest.raises(InputError, match="no longer learn from: legs"):
        older.predict_set(DATA)


def test_nothing_of_it_is_a_pickle(tmp_path: Path) -> None:
    BUNDLE.save(tmp_path)
    assert {path.read_bytes()[:1] for path in tmp_path.iterdir()} == {b"{"}


@pytest.mark.parametrize("folder", ["empty", "missing"])
def test_a_folder_without_a_bundle_says_so(folder: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=rf"{folder} holds no model bundle: there is no {MANIFEST}"):
        Bundle.load(tmp_path / folder)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"format": FORMAT + 1}, f"format {FORMAT + 1}; this version reads formats 1 and 2 and {FORMAT}"),
        ({"format": None}, "format None"),
        ({"feature_names": ["price_logit", "moon_phase"]}, "features this version does not have: moon_phase"),
        ({"feature_service": "pikkit_v9"}, "reads the features of pikkit_v9; this version has pikkit_v1"),
        ({"format": FORMAT - 1, "members": ["crystal_ball"]}, "is damaged: KeyError: 'crystal_ball'"),
        ({"members": ["offset_trees"]}, "is damaged: FileNotFoundError"),
        ({"training_window": {}}, "is damaged"),
        ({"created_at": "yesterday"}, "is damaged"),
        ({"recipe": {"trees": {"depth": 3}}}, "is damaged"),
    ],
)
def test_a_manifest_this_version_cannot_read_says_why(change: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    BUNDLE.save(tmp_path)
    manifest = json.loads((tmp_path / MANIFEST).read_text())
    (tmp_path / MANIFEST).write_text(json.dumps(manifest | change))
    with pytest.raises(InputError, match=sentence):
        Bundle.load(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "7"])
def test_a_manifest_that_is_no_json_object_says_so(text: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(InputError, match="no model bundle's manifest"):
        Bundle.load(tmp_path)


@pytest.mark.parametrize("name", ["movement_trees", "movement_ridge"])
def test_a_damaged_member_says_so(name: str, tmp_path: Path) -> None:
    BUNDLE.save(tmp_path)
    (tmp_path / f"{name}.member").write_bytes(b"{nonsense")
    with pytest.raises(InputError, match="is damaged"):
        Bundle.load(tmp_path)
