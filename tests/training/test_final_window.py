"""The held-out bets are read once a run, by the step that gives the verdict, and the reading is told."""

import logging
import re
from pathlib import Path

import pytest

import pikkit
from pikkit.training import training_steps
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import load_training_set
from pikkit.training.evaluation.learning import SHARES, learning_curve
from pikkit.training.splits import holdout
from tests.training.runs import TEST_SHARE, Run, run_file
from tests.training.worlds import bets_table, training_file

pytestmark = pytest.mark.xdist_group("training_steps")
READ = "Final window read"


def test_a_run_reads_it_once_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    training = training_file(bets_table(500, seed=21), tmp_path)
    with caplog.at_level(logging.INFO, "pikkit.training"):
        found = run_file(training, tmp_path / "run")
    (told,) = (record for record in caplog.records if READ in record.getMessage())
    window = found.gated.evaluation.window
    assert told.levelno == logging.INFO
    assert window is not None
    assert (window.start[:10], window.end[:10]) == ("2023-01-13", "2023-01-21")
    assert window.embargoed > 0


def test_nothing_else_takes_the_judged_side_of_the_holdout() -> None:
    folder = Path(pikkit.__file__).parent
    users = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if re.search(r"holdout\([^)]*\)\.test|\bfinal_window\(", path.read_text())
    ]
    assert sorted(users) == ["training/evaluating.py", "training/evaluation/final_window.py"]


def test_more_to_learn_from_closes_more_of_the_gap(soft_run: Run) -> None:
    data = load_training_set(soft_run.training)
    split = holdout(data, TEST_SHARE)
    bundle = Bundle.load(soft_run.bundle)
    points = learning_curve(bundle, data.take(split.train).singles(), data.take(split.test), 1)
    assert [point.share for point in points] == list(SHARES)
    assert [point.bets for point in points] == sorted(point.bets for point in points)
    assert points[-1].gap_closed_expected.value > points[0].gap_closed_expected.value
    judged = soft_run.gated.evaluation
    assert points[-1].gain.value == pytest.approx(judged.log_loss_price - judged.log_loss_model)
    assert points[-1].gap_closed_expected.value == pytest.approx(judged.gap_closed_expected.value)


def test_the_curve_is_drawn_only_when_asked_for(soft_run: Run, tmp_path: Path) -> None:
    assert soft_run.gated.evaluation.learning_curve == ()
    gated = training_steps.evaluate(
        soft_run.training,
        soft_run.bundle,
        tmp_path / "e.json",
        champion=None,
        test_share=TEST_SHARE,
        with_learning_curve=True,
    )
    assert len(gated.evaluation.learning_curve) == len(SHARES)
