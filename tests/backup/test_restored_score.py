"""A home that was restored somewhere else scores as the one it was copied from."""

from pathlib import Path

from pikkit import Home
from pikkit.backup import make_backup, restore_backup
from pikkit.settings import Settings
from tests.trained import TrainedHome


def test_a_restored_home_gives_the_same_scores(trained_home: TrainedHome, tmp_path: Path) -> None:
    make_backup(trained_home.settings, tmp_path / "backup")
    restored = Settings(home=tmp_path / "elsewhere", store_url="", mlflow_tracking_uri="", model_name="pikkit")
    restore_backup(restored, tmp_path / "backup")
    asked = Home(trained_home.settings).example_request()
    bets = [asked | {"placed_at": "2024-06-01T12:00:00Z", "odds": odds} for odds in (1.5, 1.91, 4.0)]
    assert Home(restored).score_many(bets) == Home(trained_home.settings).score_many(bets)
