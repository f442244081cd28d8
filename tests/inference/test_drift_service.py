"""The drift detector as it is started, with a trained model: from scored bets to a report in the store."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyarrow as pa
import pytest

from pikkit.drift.reports import latest_report
from pikkit.drift.result import DriftReport
from pikkit.drift.scored_window import singles_of
from pikkit.drift.store_check import stored_bets
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.serving_scorer import load_scorer
from pikkit.settings import Settings
from pikkit.settings.drift_severity import DriftSeverity
from tests.inference.payload_logger import event_headers
from tests.inference.test_drift_detector import client, wait_for
from tests.servers import running
from tests.trained import TrainedHome, process_environment

BETS = 400
FIELDS = ("sportsbook", "odds", "bettor", "sport", "league", "market", "side")

pytestmark = pytest.mark.xdist_group("trained")


@pytest.fixture
def settings(trained_home: TrainedHome, tmp_path: Path) -> Settings:
    """A home of our own with the trained model in it."""
    home = shutil.copytree(trained_home.home, tmp_path / "copy", ignore=shutil.ignore_patterns("runs", "logs"))
    return Settings(home=home, store_url="", mlflow_tracking_uri=trained_home.settings.resolved_tracking_uri)


def asked(bets: pa.Table, times: float = 1.0) -> Iterator[ScoreRequest]:
    """The newest single bets of the store as requests, at so many times their price."""
    for row in singles_of(bets).to_pylist()[-BETS:]:
        given = {name: row[name] for name in FIELDS if row[name] is not None}
        yield ScoreRequest.model_validate({**given, "odds": row["odds"] * times, "placed_at": row["placed_at"]})


def post(events: httpx.Client, name: str, requests: list[ScoreRequest], answered: list[dict[str, object]]) -> None:
    """An exchange of one batch."""
    instances = [request.model_dump(mode="json", exclude_none=True) for request in requests]
    for kind, body in (("request", {"instances": instances}), ("response", {"predictions": answered})):
        response = events.post("/", content=json.dumps(body), headers=event_headers(name, kind))
        assert response.status_code == 202, response.text


def found(report: DriftReport, feature: str) -> DriftSeverity:
    return DriftSeverity.worst(result.severity for result in report.results if result.feature == feature)


def test_bets_as_they_were_are_no_price_drift_and_prices_in_the_wrong_format_are(settings: Settings) -> None:
    env = process_environment(settings.resolved_home) | {
        "PIKKIT_MLFLOW_TRACKING_URI": settings.resolved_tracking_uri,
        "PIKKIT_DETECTOR": json.dumps({"check_bets": BETS, "window_bets": BETS, "check_seconds": 600}),
    }
    bets, scorer = stored_bets(settings), load_scorer(settings)
    with running(["-m", "pikkit.inference.drift_detector", "--port", "0"], env) as server, client(server) as events:
        for number, times in enumerate((1.0, 2.5), start=1):
            requests = list(asked(bets, times))
            scores = [score.model_dump(mode="json") for score in scorer.score(requests)]
            post(events, f"batch {number}", requests, scores)
            wait_for(events, "pikkit_drift_reports_total", number)
            report = latest_report(settings, "pikkit")
            assert report is not None
            assert report.rows == len(requests)
            assert report.model_version == "1"
            drifted = DriftSeverity.NONE if times == 1 else DriftSeverity.SEVERE
            assert found(report, "price_logit") is drifted
