"""`pikkit features`: the catalogue, and the features of a home whose model serves."""

import json
from pathlib import Path

import pytest

from pikkit.features.definitions.feature_catalogue import catalogue
from pikkit.features.definitions.feature_matrix import FEATURE_NAMES, MODEL_FEATURES
from pikkit.features.definitions.quote_features import QUOTE_NAMES, QUOTES_LEARNED
from pikkit.features.views.view import VIEWS
from tests.cli.conftest import Pikkit
from tests.trained import TrainedHome

BET = {"sportsbook": "Caesars", "odds": -110, "league": "NBA", "selection": "Over 4.5 Kyrie Irving Points DAL @ BOS"}


@pytest.fixture
def at_home(trained_home: TrainedHome, monkeypatch: pytest.MonkeyPatch, home: Path) -> TrainedHome:
    """The trained home is this test's; ``home`` comes first, or it would take it back."""
    assert home != trained_home.home
    monkeypatch.setenv("PIKKIT_HOME", str(trained_home.home))
    return trained_home


def test_the_list_says_how_much_each_feature_counts_in_the_champion(pikkit: Pikkit, at_home: TrainedHome) -> None:
    listed = json.loads(pikkit("features", "list", "--json").out)
    assert [entry["name"] for entry in listed] == [*FEATURE_NAMES, *QUOTE_NAMES]
    parts = {entry["name"]: entry["importance"]["share"] for entry in listed if entry["importance"]}
    assert tuple(parts) == MODEL_FEATURES
    assert sum(parts.values()) in (pytest.approx(1.0), 0.0)  # a champion that keeps to the price moves nothing
    lines = pikkit("features", "list", "--learned").out.splitlines()
    learned = len(MODEL_FEATURES) + len(QUOTES_LEARNED)
    assert lines[0].startswith(f"{learned} features; with their part in the champion's moves")


def test_before_there_is_a_champion_the_list_says_so(pikkit: Pikkit, home: Path) -> None:
    assert pikkit("features", "list").out.startswith(f"{len(catalogue())} features; there is no champion yet.")
    assert pikkit("features", "describe", "softness_book", "--json").document["importance"] is None
    assert not home.exists()


def test_a_description_says_what_is_read_and_what_is_said_without_history(pikkit: Pikkit, home: Path) -> None:
    described = pikkit("features", "describe", "softness_book_30d", "--json").document
    assert described["views"] == [{"name": "institution_features", "keys": ["sportsbook"]}]
    assert described["without"] == "softness_book"
    assert described["window"] == "30d"
    assert "institution_features__clv_sum_30d" in pikkit("features", "describe", "softness_book_30d").out


def test_an_unknown_feature_is_refused_with_those_like_it(pikkit: Pikkit, home: Path) -> None:
    answer = pikkit("features", "describe", "softness_bok")
    assert (answer.code, answer.out) == (2, "")
    assert answer.sentence.startswith("There is no feature called 'softness_bok'. Did you mean softness_book")


def test_a_bets_features_are_those_served_and_say_their_age(pikkit: Pikkit, at_home: TrainedHome) -> None:
    got = pikkit("features", "get", "--bet", json.dumps(BET), "--bettor", "nobody", "--json").document
    assert tuple(got["features"]) == FEATURE_NAMES
    assert got["features"]["price_logit"] == pytest.approx(0.0953, abs=1e-4)  # ln(1.1)
    assert set(got["views"]) == {view.name for view in VIEWS}
    assert got["views"]["historical_performance"] == {"newest_settled": None, "age_seconds": None}
    text = pikkit("features", "get", "--sportsbook", "Caesars", "--odds", "2.5", "--learned").out
    assert text.startswith("price_logit")
    assert "Age of the newest result, view by view:" in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--odds", "2.5"], "sportsbook: is required"),
        (["--bet", "{"], "--bet is no JSON: "),
        (["--bet", "[1]"], "--bet must be a JSON object"),
        (["--bet", '{"sportsbook": "Caesars", "odds": 2, "colour": 1}'], "colour: is not known; the fields are "),
    ],
)
def test_a_bet_that_is_none_is_refused(arguments: list[str], sentence: str, pikkit: Pikkit, home: Path) -> None:
    answer = pikkit("features", "get", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.sentence


def test_freshness_fails_where_results_are_older_than_accepted(pikkit: Pikkit, at_home: TrainedHome) -> None:
    views = json.loads(pikkit("features", "freshness", "--json").out)
    assert [view["view"] for view in views] == [view.name for view in VIEWS]
    assert pikkit("features", "freshness", "--max-age", "3650").code == 0
    late = pikkit("features", "freshness", "--max-age", "0")
    assert late.code == 1
    assert late.out.count("STALE") == len(VIEWS)


@pytest.mark.parametrize("command", ["materialize", "freshness", "build"])
def test_where_there_is_nothing_yet_a_sentence_says_so(command: str, pikkit: Pikkit, home: Path) -> None:
    answer = pikkit("features", command)
    assert (answer.code, answer.out) == (2, "")
    assert "Traceback" not in answer.err
    assert answer.sentence.endswith(".")


def test_stored_bets_are_built_and_served(pikkit: Pikkit, exports: Path, home: Path) -> None:
    assert pikkit("import", exports).code == 0
    built = pikkit("features", "build", "--json").document
    assert built["rows"] == pikkit("status", "--json").document["bets"]
    assert built["features"] == len(FEATURE_NAMES)
    first, again = (pikkit("features", "materialize", "--json").document for _ in range(2))
    assert first["written"] == first["rows"] > 0
    assert again == {"rows": first["rows"], "written": 0, "kept": first["rows"], "removed": 0}
    assert pikkit("features", "materialize", "--until", "2001-01-01").out.startswith("0 entities served")


def test_the_page_is_printed_written_and_checked(pikkit: Pikkit, tmp_path: Path) -> None:
    page = tmp_path / "features.md"
    assert pikkit("features", "docs", "--check", page).code == 1
    assert pikkit("features", "docs", "--out", page).code == 0
    assert pikkit("features", "docs", "--check", page).code == 0
    assert page.read_text(encoding="utf-8") == pikkit("features", "docs").out
