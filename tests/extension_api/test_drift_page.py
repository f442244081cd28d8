"""The drift page shows the report's own charts, and lists what the command lists."""

from datetime import timedelta
from pathlib import Path

import pytest

from pikkit.cli.drift.drift_text import drift_text
from pikkit.drift.drift_sentences import shown_features
from pikkit.drift.report_page import drift_sections, render_drift_page
from pikkit.drift.reports import save_report
from pikkit.extension_api.dashboard.labelled_tables import labelled_tables
from pikkit.settings import Settings
from tests.drift.reports import NOW, drift_report
from tests.extension_api.service import app_of


@pytest.fixture
def page(home: Path) -> str:
    settings = Settings(home=home, store_url="", predictor_url="http://127.0.0.1:1")
    for days, effect in ((7, 0.1), (0, 0.3)):
        save_report(settings, drift_report(effect, NOW - timedelta(days=days)))
    with app_of(settings) as app:
        return app.test_client().get("/drift").text


def test_the_page_shows_the_sections_of_the_report(page: str) -> None:
    reports = [drift_report(0.3), drift_report(0.1, NOW - timedelta(days=7))]
    sections = drift_sections(reports[0], reports)
    assert labelled_tables(sections) in page
    assert sections in render_drift_page(reports[0], reports)
    assert "Check by check" in sections


def test_page_and_command_list_the_same_features_with_the_same_limits(page: str) -> None:
    report = drift_report(0.3)
    text = drift_text(report, Settings().monitoring)
    for result in shown_features(report):
        assert f"{result.effect:.3g} (from {result.threshold:.3g})" in page
        line = next(line for line in text.splitlines() if line.split()[:1] == [result.feature])
        assert line.split()[1:4] == [result.detector, f"{result.effect:.3f}", f"{result.threshold:.3f}"]
