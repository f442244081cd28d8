"""A bundle says which libraries it was made with, and is read only where its trees mean the same."""

import json
import logging
from pathlib import Path

import pytest

from pikkit.base.errors import InputError
from pikkit.training.bundle import MANIFEST, Bundle
from pikkit.training.libraries import XGBOOST, check_libraries
from tests.training.bundles import price_bundle, small_bundle


def made_with(bundle: Bundle, folder: Path, **libraries: str) -> Path:
    bundle.save(folder)
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["libraries"] |= {name.replace("_", "-"): version for name, version in libraries.items()}
    (folder / MANIFEST).write_text(json.dumps(manifest))
    return folder


def test_trees_of_a_newer_xgboost_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds trees of XGBoost 99\.1\.0, .*: install xgboost-cpu 99\.1\.0"):
        Bundle.load(made_with(small_bundle(), tmp_path, xgboost_cpu="99.1.0"))


def test_a_bundle_without_trees_does_not_mind(tmp_path: Path) -> None:
    assert not Bundle.load(made_with(price_bundle(), tmp_path, xgboost_cpu="99.1.0")).members


def test_older_trees_are_read_and_another_major_version_is_told_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "pikkit.training"):
        assert Bundle.load(made_with(small_bundle(), tmp_path, xgboost_cpu="3.0.0", numpy="1.26.4")).members
    assert "was made with other libraries (numpy 1.26.4, here " in caplog.text


def test_a_bundle_read_by_what_made_it_is_not_told_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    Bundle.load(made_with(small_bundle(), tmp_path))
    assert not caplog.text


@pytest.mark.parametrize(("made", "here", "readable"), [("3.2.0", "3.2.9", True), ("3.10.0", "3.9.1", False)])
def test_versions_are_compared_as_numbers_up_to_the_minor_one(made: str, here: str, *, readable: bool) -> None:
    try:
        check_libraries({XGBOOST: made}, {XGBOOST: here}, of="It", trees=True)
        assert readable
    except InputError:
        assert not readable
