"""``pikkit config``: values with their source, no secret, and what is misspelt."""

import json
from pathlib import Path

import pytest

from pikkit.settings.configuration_page import settings_page
from tests.cli.conftest import Pikkit
from tests.servers import ROOT


def test_a_value_says_where_it_comes_from(pikkit: Pikkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("config.yaml").write_text("min_bets: 800\nseed: 9\nquality:\n  max_odds: 77\n")
    Path(".env").write_text("PIKKIT_SEED=10\n")
    assert pikkit("config", "trust").code == 0
    monkeypatch.setenv("PIKKIT_TUNING_TRIALS", "3")
    shown = {entry["name"]: entry for entry in json.loads(pikkit("config", "show", "--changed", "--json").out)}
    got = {name: (shown[name]["value"], shown[name]["source"]) for name in ("min_bets", "seed", "tuning_trials")}
    assert got == {"min_bets": (800, "config.yaml"), "seed": (10, ".env"), "tuning_trials": (3, "environment")}
    assert (shown["quality.max_odds"]["value"], shown["quality.max_odds"]["source"]) == (77, "config.yaml")
    assert "quality.min_win_ratio" not in shown


def test_no_secret_is_shown(pikkit: Pikkit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIKKIT_SUPABASE_SERVICE_KEY", "s3cret")
    monkeypatch.setenv("PIKKIT_STORE_URL", "postgresql://ann:s3cret@host/bets?options=s3cret")
    monkeypatch.setenv("PIKKIT_NOTIFY_URLS", "tgram://s3cret/1")
    monkeypatch.setenv("PIKKIT_TUNING_STORAGE", "postgresql://ann:s3cret@host/studies")
    monkeypatch.setenv("PIKKIT_WEBHOOKS", '[{"url": "https://host/s3cret"}]')
    monkeypatch.setenv("PIKKIT_DETECTOR__SINK_URL", "https://host/s3cret")
    monkeypatch.setenv("PIKKIT_SCHEDULE__KUBEFLOW_TOKEN", "s3cret")
    for form in ([], ["--json"]):
        shown = pikkit("config", "show", *form)
        assert "s3cret" not in shown.out
        assert "postgresql" in shown.out


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STORE_URL", "postgresql://host/bets?user=ann&password=s3cret"),
        ("QUOTES_URL", "https://host/?apiKey=s3cret"),
        ("LINEAGE_URL", "https://host/v1?key=s3cret"),
        ("PROMETHEUS_URL", "https://host/?token=s3cret"),
        ("SPARK_SECRET_OPTIONS", '{"spark.hadoop.fs.s3a.secret.key": "s3cret"}'),
        ("PIPELINES__VARIABLES", '{"AWS_SECRET_ACCESS_KEY": "s3cret", "TZ": "UTC"}'),
    ],
)
def test_nor_one_in_a_query_an_option_or_a_variable(
    pikkit: Pikkit, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"PIKKIT_{name}", value)
    for form in ([], ["--json"]):
        shown = pikkit("config", "show", "--changed", *form).out
        assert "s3cret" not in shown
        assert name.lower().replace("__", ".") in shown


def test_a_setting_is_explained_by_its_name_or_its_variable(pikkit: Pikkit) -> None:
    assert pikkit("config", "explain", "PIKKIT_MIN_BETS").out == pikkit("config", "explain", "min_bets").out
    assert "Straight bets, won or lost, needed to train" in pikkit("config", "explain", "min_bets").out
    assert "longest price" in pikkit("config", "explain", "quality.max_odds").out


def test_a_misspelt_setting_is_found(pikkit: Pikkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("config.yaml").write_text("min_bet: 800\n")
    checked = pikkit("config", "check")
    assert checked.code == 1
    assert "config.yaml names min_bet, which is no setting." in checked.out
    refused = pikkit("config", "explain", "min_bet")
    assert refused.code == 2
    assert "Did you mean min_bets" in refused.err


def test_the_page_is_of_today() -> None:
    kept = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert kept == settings_page(), "make it again: pikkit config docs --out docs/configuration.md"
