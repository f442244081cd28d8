"""``python -m components STEP``."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pikkit.components.__main__ import main
from pikkit.components.catalogue import names
from pikkit.components.example import steps_before
from pikkit.sample import SampleConfig, generate_sample, write_exports


def test_a_step_runs_on_files_and_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_exports(generate_sample(SampleConfig(bets=50, bettors=1, bad_share=0)), tmp_path / "exports")
    bets = tmp_path / "made" / "bets.parquet"
    assert main(["ingest", "--bets", str(bets), "--bets-path", str(tmp_path / "exports")]) == 0
    assert json.loads(capsys.readouterr().out)["metrics"]["bets"] == 50
    assert bets.is_file()


def test_a_refusal_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quality_gate", "--report", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert "is no quality report" in said.err
    assert "Traceback" not in said.err


def test_an_output_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["ingest"])
    assert stopped.value.code == 2
    assert "--bets" in capsys.readouterr().err


def test_usage_says_the_name_it_was_called_by() -> None:
    asked = [sys.executable, "-m", "pikkit.components", "ingest", "--help"]
    answer = subprocess.run(asked, check=True, capture_output=True, text=True)
    assert answer.stdout.startswith("usage: python -m pikkit.components ingest ")


@pytest.mark.parametrize("step", ["ingest", "plan_tuning", "notify_failure", "fetch_quotes"])
def test_a_step_runs_on_sample_data_with_the_steps_before_it(
    step: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PIKKIT_HOME", "PIKKIT_QUOTES_URL", "PIKKIT_QUOTES_KEY", "PIKKIT_QUOTES_SPORTS"):
        monkeypatch.setenv(name, "put back afterwards")
    assert main([step, "--example"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert (step != "ingest") or written["metrics"]["bets"] == 1500
    assert (step != "plan_tuning") or written["Output"] == [0, 1]
    assert (step != "fetch_quotes") or (written["metrics"]["stored"], written["metrics"]["problems"]) == (4, 0)


@pytest.mark.parametrize("step", names())
def test_every_step_has_an_example_whose_steps_each_find_what_they_read(step: str) -> None:
    order = [*steps_before(step), step]
    assert [order.index(one) for one in order] == list(range(len(order)))
    for place, one in enumerate(order):
        assert set(steps_before(one)) <= set(order[:place])


def test_what_looks_at_the_model_that_serves_comes_after_one_is_registered() -> None:
    assert steps_before("check_drift")[-1] == steps_before("refresh_baseline")[-1] == "register"
    assert steps_before("decide_retraining")[-2:] == ["register", "check_drift"]
