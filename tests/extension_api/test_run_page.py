"""A training's page says what holds now of its version, and what the gate said then."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pikkit.extension_api.dashboard.comparison_page import paired_difference, paired_text
from pikkit.registry import register
from pikkit.registry.client import connect
from pikkit.registry.editing import set_alias
from pikkit.registry.runs import run_named
from pikkit.settings import Settings
from pikkit.training.evaluation import Measured
from pikkit.training.evaluation.paired import PairedMetric
from pikkit.training.gate import GateDecision
from tests.extension_api.service import app_of
from tests.training.registries import price_bundle


@pytest.fixture
def settings(home: Path) -> Settings:
    """Of a home with two versions: the first champion, the second held back."""
    settings = Settings(home=home, store_url="", predictor_url="http://127.0.0.1:1")
    for decision in (GateDecision.PROMOTE, GateDecision.HOLD):
        bundle, evaluation = price_bundle(home / "made" / "model"), home / "made" / "evaluation.json"
        evaluation.write_text(json.dumps({"ece": 0.01, "decision": decision, "reasons": ["So it is."]}))
        uri, kept = settings.resolved_tracking_uri, home / "mlartifacts"
        register(bundle, evaluation, tracking_uri=uri, name=settings.model_name, artifact_root=kept)
    return settings


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    with app_of(settings) as app:
        yield app.test_client()


def header(page: str) -> str:
    return page.partition("<header class=")[2].partition("</header>")[0]


def test_what_is_registered_now_and_what_the_gate_said_are_told_apart(client: FlaskClient) -> None:
    shown = header(client.get("/runs/2").text)
    assert "<h2>Now challenger</h2>" in shown
    assert "The gate said HOLD when it was trained. So it is." in shown


def test_a_version_that_was_held_back_and_promoted_later_is_the_champion(
    client: FlaskClient, settings: Settings
) -> None:
    set_alias(settings.model_name, "champion", "2", settings.resolved_tracking_uri)
    later, before = (header(client.get(f"/runs/{version}").text) for version in (2, 1))
    assert later.startswith('"passed"')
    assert "champion" in later
    assert "<h2>Now previous champion</h2>" in before


def test_moments_are_days(client: FlaskClient) -> None:
    page = client.get("/runs/1").text.partition("<details")[0]
    assert "bets placed from 2024-01-01 on and settled by 2024-06-01" in page
    assert "T00:00:00" not in page


def test_parameters_are_short_and_whole_behind(client: FlaskClient, settings: Settings) -> None:
    uri = settings.resolved_tracking_uri
    connect(uri).log_param(run_named("1", settings.model_name, uri).run_id, "rate", 0.058709935396)
    page = client.get("/runs/1").text
    assert 'title="0.058709935396">0.0587099</td>' in page


def test_a_share_of_two_versions_is_in_percent(client: FlaskClient) -> None:
    gap = PairedMetric("share of the gap closed", 863, 0.1, 0.15, Measured(0.05, 0.01, 0.09), lower_is_better=False)
    with client.application.test_request_context():
        assert paired_text(gap, gap.after) == "15.0\u00a0%"
        assert paired_difference(gap, 0.05) == "+5.0 points"
        assert paired_difference(gap, float("nan")) == "–"
