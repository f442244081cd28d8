"""The commands that need a model, on one that the pipeline has trained."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pikkit.bets.export import find_exports, read_export
from pikkit.bets.odds import american_doubt
from tests.cli.conftest import Pikkit
from tests.trained import TrainedHome

BET = ["--sportsbook", "Caesars - New York", "--odds", "-110", "--selection", "Over 4.5 Kyrie Irving Points DAL @ BOS"]


@pytest.fixture
def at_home(trained_home: TrainedHome, monkeypatch: pytest.MonkeyPatch, home: Path) -> TrainedHome:
    """The trained home is this test's; ``home`` comes first, or it would take it back."""
    assert home != trained_home.home
    monkeypatch.setenv("PIKKIT_HOME", str(trained_home.home))
    return trained_home


def outcomes(folder: Path) -> pa.Table:
    return pa.concat_tables(
        [read_export(file).bets.select(["outcome", "closing_odds"]) for file in find_exports(folder)]
    )


def test_an_evaluation_is_of_every_settled_bet(pikkit: Pikkit, at_home: TrainedHome) -> None:
    document = pikkit("evaluate", "--bets", at_home.exports, "--json").document
    counted = dict(pc.value_counts(outcomes(at_home.exports)["outcome"]).to_pylist()[i].values() for i in range(3))
    assert document["decided"] == counted["win"] + counted["loss"]
    assert document["n"] >= document["decided"] >= document["n_closed"] > 0
    assert document["model_version"] == "pikkit/1"
    assert set(document["log_loss"]) == {"price", "model", "close"}
    for figure in ("gap_closed", "roi", "clv"):
        assert document[figure]["low"] <= document[figure]["value"] <= document[figure]["high"]
    assert 0 < document["brier"] < 0.3
    assert sum(document["quarantined"].values()) > 0


def test_an_evaluation_on_what_was_learned_from_is_a_warning(pikkit: Pikkit, at_home: TrainedHome) -> None:
    answer = pikkit("evaluate", "--bets", at_home.exports)
    assert answer.code == 0
    assert "Warning: All settled bets" in answer.out
    assert "closing line" in answer.out


def test_an_evaluation_is_divided_as_asked_and_whole_in_json(pikkit: Pikkit, at_home: TrainedHome) -> None:
    text = pikkit("evaluate", "--bets", at_home.exports, "--by", "odds-band").out
    assert "1.80–2.00" in text
    assert "stakes" in text
    document = pikkit("evaluate", "--bets", at_home.exports, "--json").document
    assert {segment["by"] for segment in document["segments"]} >= {"sport", "market", "odds_band", "month"}
    assert [table["of"] for table in document["calibration"]] == ["model", "price"]
    assert {backtest["staking"] for backtest in document["backtests"]} <= {"kelly", "flat"}
    refused = pikkit("evaluate", "--bets", at_home.exports, "--by", "moon")
    assert refused.code == 2


def test_an_evaluation_stores_nothing(pikkit: Pikkit, at_home: TrainedHome) -> None:
    before = pikkit("status", "--json").document
    pikkit("evaluate", "--bets", find_exports(at_home.exports)[0], "--bettor", "somebody new", "--json")
    assert pikkit("status", "--json").document == before


def test_an_unknown_model_is_refused(pikkit: Pikkit, at_home: TrainedHome) -> None:
    answer = pikkit("evaluate", "--bets", at_home.exports, "--model", "models:/pikkit/99")
    assert (answer.code, answer.out) == (2, "")
    assert "models:/pikkit/99" in answer.sentence
    answer = pikkit("score", *BET, "--model", "pikkit:newest")
    assert (answer.code, answer.out) == (2, "")


def test_a_score_has_all_its_parts(pikkit: Pikkit, at_home: TrainedHome) -> None:
    document = pikkit("score", *BET, "--json").document
    low, high = document["interval"]
    assert 0 < low <= document["p_win"] <= high < 1
    assert document["odds"] == pytest.approx(1 + 100 / 110)
    assert document["model_version"] == "pikkit/1"
    assert document["reasons"]
    assert any("bettor" in warning for warning in document["warnings"])


def test_a_price_that_could_be_american_is_said(pikkit: Pikkit, at_home: TrainedHome) -> None:
    for odds, doubted in (("101", True), ("101.0", True), ("+101", False)):
        document = pikkit("score", "--sportsbook", "Caesars", "--odds", odds, "--json").document
        assert (american_doubt(101.0) in document["warnings"]) is doubted


def test_a_score_tells_a_person_the_same(pikkit: Pikkit, at_home: TrainedHome) -> None:
    document = pikkit("score", *BET, "--placed-at", "2026-06-30", "--json").document
    answer = pikkit("score", *BET, "--placed-at", "2026-06-30")
    assert answer.out.lower().startswith(document["verdict"])
    assert f"{100 * document['p_win']:.1f} %" in answer.out
    assert document["reasons"][0] in answer.out


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (["--odds", "0.5"], "odds"),
        (["--line", "nan"], "line"),
        (["--bet-type", "system"], "bet_type"),
        (["--legs", "0"], "n_legs"),
        (["--odds-format", "roman"], "odds_format"),
    ],
)
def test_a_bet_that_cannot_be_scored_is_refused_by_field(pikkit: Pikkit, wrong: list[str], named: str) -> None:
    answer = pikkit("score", *BET, *wrong)
    assert (answer.code, answer.out) == (2, "")
    assert answer.sentence.startswith(f"{named}: ")


def test_status_names_the_champion(pikkit: Pikkit, at_home: TrainedHome) -> None:
    document = pikkit("status", "--json").document
    assert (document["champion"], document["bettors"]) == ("pikkit/1", 3)
