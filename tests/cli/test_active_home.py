"""Whose bets a command works on."""

from pathlib import Path

import pytest

from pikkit.cli.running.run_bets import choose_bets
from pikkit.home import Home, active_home, own_home, sample_home
from pikkit.sync.syncing import import_exports
from tests.cli.conftest import Pikkit


def fill(home: Home, exports: Path) -> None:
    with home.store() as store:
        import_exports(exports, store)


def sample() -> Home:
    return sample_home(own_home().settings)


def test_with_nothing_there_your_own_home_is_meant(home: Path) -> None:
    assert active_home().settings.resolved_home == home
    assert not home.exists()


def test_the_sample_is_meant_while_there_is_nothing_else(exports: Path, home: Path) -> None:
    fill(sample(), exports)
    assert active_home().is_sample
    assert active_home().settings.resolved_home == home / "sample"


def test_your_own_bets_are_meant_as_soon_as_there_are_any(exports: Path) -> None:
    fill(sample(), exports)
    fill(own_home(), exports)
    assert not active_home().is_sample


def test_a_store_of_ones_own_address_is_not_the_samples(
    tmp_path: Path, exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIKKIT_STORE_URL", f"sqlite:///{tmp_path / 'mine.db'}")
    monkeypatch.setenv("PIKKIT_MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path / 'models.db'}")
    fill(sample(), exports)
    assert not (tmp_path / "mine.db").exists()
    assert sample().settings.resolved_tracking_uri != own_home().settings.resolved_tracking_uri


def test_status_says_whether_it_is_the_sample(pikkit: Pikkit, exports: Path) -> None:
    fill(sample(), exports)
    assert pikkit("status", "--json").document["sample"] is True
    pikkit("import", exports)
    assert pikkit("status", "--json").document["sample"] is False


def test_a_run_without_bets_is_about_the_sample_until_there_are_bets(exports: Path) -> None:
    assert choose_bets(None, sample=False).sample
    fill(own_home(), exports)
    chosen = choose_bets(None, sample=False)
    assert (chosen.sample, chosen.exports) == (False, None)
    assert choose_bets(None, sample=True).sample


def test_a_run_with_bets_is_about_them(exports: Path, home: Path) -> None:
    fill(sample(), exports)
    chosen = choose_bets(exports, sample=False)
    assert (chosen.sample, chosen.exports, chosen.settings.resolved_home) == (False, exports, home)
