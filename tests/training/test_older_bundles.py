"""Bundles that older versions made: they load and say what they said, or say why they cannot be read."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from pikkit.base.errors import InputError
from pikkit.training.bundle import MANIFEST, Bundle

DATA = Path(__file__).parent / "data"
OLDER = [pytest.param(DATA / "bundle_format_1", id="format 1, before the issue on learning")]
"""Each written by the code of its time, with what that code said of four bets in ``said.json``."""


@pytest.mark.parametrize("folder", OLDER)
def test_an_older_bundle_says_what_it_said_when_it_was_made(folder: Path) -> None:
    then = json.loads((folder / "said.json").read_text())
    now = Bundle.load(folder).predict(*(np.array(then[name]) for name in ("features", "odds", "n_legs")))
    for name in ("p_win", "p_market"):
        np.testing.assert_allclose(getattr(now, name), then[name], rtol=1e-6)
    singles = np.array(then["n_legs"]) == 1
    for name in ("low", "high"):
        np.testing.assert_allclose(getattr(now, name)[singles], np.array(then[name])[singles], rtol=1e-6)


@pytest.mark.parametrize("folder", OLDER)
def test_an_older_bundle_written_again_says_the_same(folder: Path, tmp_path: Path) -> None:
    then = json.loads((folder / "said.json").read_text())
    asked = [np.array(then[name]) for name in ("features", "odds", "n_legs")]
    older = Bundle.load(folder)
    older.save(tmp_path)
    np.testing.assert_array_equal(Bundle.load(tmp_path).predict(*asked).p_win, older.predict(*asked).p_win)


@pytest.mark.parametrize("folder", OLDER)
def test_a_feature_that_is_no_more_is_named(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "bundle")
    manifest = json.loads((copy / MANIFEST).read_text())
    manifest["feature_names"][3] = "moon_phase"
    (copy / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(InputError, match="needs features this version does not have: moon_phase"):
        Bundle.load(copy)


@pytest.mark.parametrize("made_by", [0, 99, None])
def test_a_format_this_version_cannot_read_is_named(made_by: int | None, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(json.dumps({"format": made_by}))
    with pytest.raises(InputError, match=f"is a bundle of format {made_by}; this version reads format"):
        Bundle.load(tmp_path)
