"""A home to check for drift, and the report that one process makes of it."""

import shutil
from dataclasses import replace
from pathlib import Path

from pikkit.drift.result import DriftReport
from pikkit.drift.store_check import DriftQuery, check
from pikkit.settings import Settings
from tests.drift.reports import NOW
from tests.trained import TrainedHome

DAYS = 200.0


def drift_settings(trained: TrainedHome, home: Path) -> Settings:
    """Settings of a home of its own, with the bets and the model of a trained one."""
    home.mkdir()
    shutil.copy(trained.home / "pikkit.db", home)
    return Settings(
        home=home,
        store_url="",
        mlflow_tracking_uri=trained.settings.resolved_tracking_uri,
        drift_window_days=DAYS,
    )


def undated(report: DriftReport) -> DriftReport:
    """The same, whenever it was made."""
    return replace(report, made_at=NOW)


def report_here(trained: TrainedHome, home: Path, asked: DriftQuery) -> DriftReport:
    """What one process says."""
    return undated(check(drift_settings(trained, home), asked))
