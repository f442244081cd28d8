"""``pikkit runs`` and ``pikkit models``: listed, shown, compared, named and deleted, on a real MLflow."""

import csv
import io
import json
from pathlib import Path

import pytest

from pikkit.extension_api.dashboard.runs_page import measured
from pikkit.registry import ResolvedModel, recorded_gap, register
from pikkit.registry.client import connect
from pikkit.registry.runs import run_named
from pikkit.settings import Settings
from pikkit.training.gate import GateDecision
from tests.cli.conftest import Pikkit
from tests.training.registries import price_bundle

NAME = "pikkit"


@pytest.fixture
def registry(home: Path) -> Path:
    """A home with two versions: the first champion, the second challenger, whose figures are better."""
    home.mkdir(exist_ok=True)
    settings = Settings(home=home)
    for gap, decision in ((0.2, GateDecision.PROMOTE), (0.3, GateDecision.HOLD)):
        bundle, evaluation = price_bundle(home / "made" / "model"), home / "made" / "evaluation.json"
        figures = {"gap_closed": {"value": gap, "low": gap - 0.1, "high": gap + 0.1}, "ece": 0.01}
        evaluation.write_text(json.dumps({**figures, "decision": decision, "reasons": ["So it is."]}))
        register(
            bundle,
            evaluation,
            tracking_uri=settings.resolved_tracking_uri,
            name=NAME,
            artifact_root=home / "mlartifacts",
        )
    return home


def aliases(home: Path) -> dict[str, str]:
    held = connect(Settings(home=home).resolved_tracking_uri).get_registered_model(NAME).aliases
    return {alias: str(version) for alias, version in held.items()}


def test_where_nothing_was_trained_lists_are_empty_and_nothing_is_made(pikkit: Pikkit, home: Path) -> None:
    assert pikkit("runs", "list").out == "There is no training yet; `pikkit train` makes one.\n"
    assert json.loads(pikkit("models", "list", "--json").out) == []
    assert not (home / "mlflow.db").exists()
    said = pikkit("models", "alias", "champion", "1")
    assert (said.code, said.sentence) == (2, "There is no version of pikkit yet; pikkit train makes one.")


def test_versions_and_runs_are_listed_sorted_and_searched(pikkit: Pikkit, registry: Path) -> None:
    assert registry.is_dir()
    rows = list(csv.DictReader(io.StringIO(pikkit("models", "list", "--csv", "--sort", "gap_closed").out)))
    assert [(row["version"], row["gap_closed"], row["gap_closed_low"]) for row in rows] == [
        ("2", "0.3", "0.19999999999999998"),
        ("1", "0.2", "0.1"),
    ]
    found = json.loads(pikkit("runs", "list", "--search", "promote", "--json").out)
    assert [(run["version"], run["aliases"]) for run in found] == [("1", ["champion"])]
    text = pikkit("models", "list").out
    assert text.splitlines()[0].startswith("version")
    assert "30.0 % (20.0 % to 40.0 %)" in text
    assert "accepted: started, version" in pikkit("models", "list", "--sort", "luck").sentence


def test_one_is_shown_by_number_alias_or_the_start_of_its_runs_id(pikkit: Pikkit, registry: Path) -> None:
    assert registry.is_dir()
    shown = pikkit("runs", "show", "champion", "--json").document
    assert (shown["version"], shown["decision"], shown["metrics"]["ece"]) == ("1", "PROMOTE", 0.01)
    assert pikkit("runs", "show", shown["run_id"][:12], "--json").document == shown
    assert shown["artifacts"] == ["evaluation.json"]
    model = pikkit("models", "show", "2", "--json").document
    assert model["facts"]["weights"] == {}
    assert "the price alone" in pikkit("models", "show", "2").out
    assert "names no run; accepted" in pikkit("runs", "show", "zz").sentence


def test_two_runs_are_compared_by_what_differs(pikkit: Pikkit, registry: Path) -> None:
    assert registry.is_dir()
    rows = list(csv.DictReader(io.StringIO(pikkit("runs", "compare", "1", "2", "--csv").out)))
    assert [(row["kind"], row["name"]) for row in rows] == [("metric", "gap_closed"), ("metric", "ece")]
    assert (rows[0]["before"], rows[0]["before_low"], rows[0]["after"]) == ("0.2", "0.1", "0.3")
    assert (rows[1]["before"], rows[1]["before_low"]) == ("0.01", "")
    assert "gap_closed  20.0 % (10.0 % to 30.0 %)  30.0 %" in pikkit("runs", "compare", "1", "2").out


def test_where_the_close_was_no_better_than_the_price_no_share_of_a_gap_is_told(pikkit: Pikkit, home: Path) -> None:
    settings, bundle, evaluation = Settings(home=home), price_bundle(home / "made" / "model"), home / "evaluation.json"
    losses = {"log_loss_price_closed": 0.65, "log_loss_close": 0.65}
    gap = {"gap_closed": {"value": 0.0, "low": 0.0, "high": 0.0}}  # as was once kept
    evaluation.write_text(json.dumps({**gap, **losses, "decision": "PROMOTE", "reasons": ["So it is."]}))
    kept = home / "mlartifacts"
    made = register(bundle, evaluation, tracking_uri=settings.resolved_tracking_uri, name=NAME, artifact_root=kept)
    for asked in (("models", "list"), ("runs", "list"), ("runs", "show", "1"), ("runs", "compare", "1", "1")):
        out = pikkit(*asked).out
        assert "no gap to close" in out, asked
        assert "0.0 %" not in out, asked
    row = json.loads(pikkit("models", "list", "--json").out)[0]
    assert (row["gap_closed"], row["gap_closed_low"], row["gap_closed_high"]) == (None, None, None)
    assert json.loads(pikkit("runs", "compare", "1", "1", "--json").out)[0]["before"] is None
    facts = run_named("1", NAME, settings.resolved_tracking_uri)
    assert measured(facts, "gap_closed") == ("no gap to close", "")
    model = ResolvedModel(bundle, NAME, made.version)
    assert recorded_gap(model, settings.resolved_tracking_uri) is None


def test_two_versions_are_compared_on_the_same_bets(pikkit: Pikkit, registry: Path, exports: Path) -> None:
    assert registry.is_dir()
    said = pikkit("models", "compare", "champion", "challenger", "--bets", exports, "--json").document
    paired = said["paired"]
    assert paired["bets"] > 100
    assert paired["learned_from"] == 0
    assert {(metric["difference"]["value"], metric["verdict"]) for metric in paired["metrics"]} == {
        (0.0, "cannot be told apart")
    }
    assert [table["of"] for table in paired["calibration"]] == ["before", "after"]
    text = pikkit("models", "compare", "1", "2", "--bets", exports).out
    assert "none of which either model learned from" in text
    assert "Features gained: none; lost: none." in text


def test_without_bets_nothing_is_compared_and_that_is_said(pikkit: Pikkit, registry: Path) -> None:
    assert registry.is_dir()
    assert "nothing can be compared on the same bets" in pikkit("models", "compare", "1", "2").out


def test_an_alias_is_given_moved_and_taken_away(pikkit: Pikkit, registry: Path) -> None:
    assert pikkit("models", "alias", "champion", "2").out == "Version 2 is champion; before, version 1 was.\n"
    assert aliases(registry)["previous_champion"] == "1"
    assert pikkit("models", "alias", "nightly", "1", "--json").document["before"] is None
    assert pikkit("models", "alias", "nightly", "--remove").out == "Version 1 is no nightly any more.\n"
    assert "nightly" not in aliases(registry)
    for refused, why in (
        (("champion", "--remove"), "The champion serves"),
        (("champion", "7"), "pikkit has no version 7; there are 2, 1."),
        (("v3", "1"), "can be no alias"),
        (("nightly",), "Give an alias and a version"),
    ):
        said = pikkit("models", "alias", *refused)
        assert said.code == 2
        assert why in said.sentence


def test_only_a_version_that_nothing_needs_is_deleted_and_its_run_stays(pikkit: Pikkit, registry: Path) -> None:
    assert registry.is_dir()
    asked = pikkit("models", "delete", "1")
    assert (asked.code, "Delete it?" in asked.err) == (2, False), "what will be refused is not asked"
    refused = pikkit("models", "delete", "1", "--yes")
    assert (refused.code, "is the champion" in refused.sentence) == (2, True)
    pikkit("models", "alias", "challenger", "--remove")
    assert pikkit("models", "delete", "2", "--yes").code == 0
    assert [run["version"] for run in json.loads(pikkit("models", "list", "--json").out)] == ["1"]
    assert [run["version"] for run in json.loads(pikkit("runs", "list", "--json").out)] == [None, "1"]


def test_an_alias_that_no_version_has_says_how_to_get_one(pikkit: Pikkit, registry: Path) -> None:
    pikkit("models", "alias", "challenger", "--remove")
    said = pikkit("score", "--sportsbook", "DraftKings", "--odds", "1.91", "--model", f"models:/{NAME}@challenger")
    assert said.code == 2
    assert "the gate says HOLD" in said.sentence
    assert "pikkit rollout start" in said.sentence
    assert registry.is_dir()
