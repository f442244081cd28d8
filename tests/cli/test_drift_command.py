"""``pikkit drift``, on a home that the pipeline has trained, and where there is nothing to check."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Pikkit
from tests.trained import TrainedHome
from tests.training.reports import Page


@pytest.fixture
def own_copy(trained_home: TrainedHome, monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """A home of the test's own with the trained one's store and registry, whose models are read where they are."""
    home.mkdir()
    for file in ("pikkit.db", "mlflow.db"):
        shutil.copy(trained_home.home / file, home / file)
    return home


@pytest.mark.xdist_group("trained")
def test_a_check_finds_no_drift_in_what_was_learned_from_and_much_in_other_bets(
    pikkit: Pikkit, own_copy: Path, tmp_path: Path
) -> None:
    made = pikkit("drift", "baseline", "--json").document
    assert made["model_version"] == "pikkit/1"
    assert made["limits"] > 100
    quiet = pikkit("drift", "check", "--since", "90d", "--json")
    assert (quiet.code, quiet.document["drifted"]) == (0, False)
    assert all(one["n_reference"] and one["n_window"] for one in quiet.document["results"])

    favourites(own_copy / "drift" / "pikkit" / "1")
    found = pikkit("drift", "check", "--since", "90d", "--json")
    assert (found.code, found.document["severity"]) == (3, "severe")
    assert any(one["feature"] == "price_logit" and one["severity"] != "none" for one in found.document["results"])

    text = pikkit("drift", "check", "--since", "365d", "--last", "100")
    assert text.code == 3
    assert "on 100 single bets" in text.out
    page = pikkit("drift", "report", "--out", tmp_path / "drift.html", "--json").document
    shown = Page((tmp_path / "drift.html").read_text(encoding="utf-8"))
    assert (shown.loads, shown.open) == ([], [])
    assert page["verdict"] in shown.text
    assert "Check by check" in shown.text


def favourites(baseline: Path) -> None:
    """Pretend that the model learned from nothing but short prices, and that months never differed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    numbers = pq.read_table(baseline / "numbers.parquet")
    place = numbers.column_names.index("price_logit")
    shorter = pa.array(numbers["price_logit"].to_numpy() + 4.0)
    pq.write_table(numbers.set_column(place, "price_logit", shorter), baseline / "numbers.parquet")
    facts = json.loads((baseline / "baseline.json").read_text())
    (baseline / "baseline.json").write_text(json.dumps({**facts, "limits": []}))


@pytest.mark.xdist_group("trained")
def test_bets_of_the_store_can_be_the_baseline(pikkit: Pikkit, own_copy: Path) -> None:
    made = pikkit("drift", "baseline", "--since", "2025-06-01", "--until", "60d", "--json").document
    assert made["start"].startswith("2025-06-0")
    assert made["origin"].startswith("bets placed from 2025-06-01 to ")
    none = pikkit("drift", "baseline", "--since", "2001-01-01", "--until", "2001-02-01")
    assert none.code == 2
    assert "no single bet placed from 2001-01-01 to 2001-02-01" in none.sentence
    bad = pikkit("drift", "check", "--since", "soon")
    assert (bad.code, bad.out) == (2, "")
    assert "'soon' is no time to check since" in bad.sentence
    (own_copy / "drift" / "pikkit" / "1" / "baseline.json").write_text("{")
    damaged = pikkit("drift", "check")
    assert damaged.code == 2
    assert "is damaged" in damaged.sentence


@pytest.mark.parametrize("what", ["baseline", "check"])
def test_before_the_first_training_there_is_nothing_to_check(pikkit: Pikkit, what: str) -> None:
    answer = pikkit("drift", what)
    assert (answer.code, answer.out) == (2, "")
    assert "nothing has been trained here yet" in answer.sentence


def test_before_the_first_check_there_is_nothing_to_report(pikkit: Pikkit, home: Path) -> None:
    answer = pikkit("drift", "report")
    assert answer.code == 2
    assert "make one by `pikkit drift check`" in answer.sentence


def test_help_tells_the_exit_codes(pikkit: Pikkit) -> None:
    assert "3: drift" in pikkit("drift", "check", "--help").out
