"""An evaluation in words: the lines under the table, and the table of segments."""

import math
from dataclasses import replace

import numpy as np

from pikkit.cli.evaluation.evaluation_text import bankroll_text, calibration_text
from pikkit.cli.evaluation.table import By, segment_table
from pikkit.features.definitions.feature_matrix import MODEL_FEATURES
from pikkit.training.evaluation import Evaluation, Measured, measure_bundle
from pikkit.training.evaluation.segment_keys import SegmentKeys
from tests.training.bundles import small_bundle
from tests.training.worlds import moving_set

BLANK = np.full(600, "x")
FOUND: Evaluation = measure_bundle(
    small_bundle(),
    moving_set(600, 6, columns=len(MODEL_FEATURES)),
    keys=SegmentKeys(np.where(np.arange(600) % 3 == 0, "Tennis", "Soccer"), BLANK, BLANK, BLANK),
)


def test_the_table_has_a_line_a_segment_largest_first() -> None:
    header, soccer, tennis, *_ = segment_table(FOUND.segments, By.SPORT).splitlines()
    assert header.split()[:3] == ["sport", "bets", "gain"]
    assert soccer.split()[:2] == ["Soccer", "400"]
    assert tennis.split()[:2] == ["Tennis", "200"]
    assert len({line.rstrip().endswith("%") for line in (soccer, tennis)}) == 1


def test_what_was_not_measured_is_a_dash() -> None:
    nothing = Measured(math.nan, math.nan, math.nan)
    (segment, *_) = FOUND.segments
    line = segment_table((replace(segment, gain=nothing, roi=nothing, clv=nothing),), By.SPORT).splitlines()[1]
    assert line.count("–") == 4
    assert "nan" not in line


def test_no_segments_are_a_header_alone() -> None:
    assert len(segment_table((), By.ODDS_BAND).split("\n\n")[0].splitlines()) == 1


def test_the_calibration_error_stands_beside_chance() -> None:
    assert calibration_text(FOUND).startswith(f"{FOUND.ece:.4f} (true probabilities would have 0.0")
    assert calibration_text(replace(FOUND, calibration=())) == f"{FOUND.ece:.4f}"


def test_a_bankroll_in_a_line() -> None:
    kelly = replace(FOUND.backtests[0], final=Measured(1.5, 0.75, 3.0), max_drawdown=Measured(0.4, 0.3, 0.5), taken=1)
    assert bankroll_text(kelly) == (
        "kelly stakes      1 becomes 1.50 (95 % interval 0.75 to 3.00) over 1 bet; largest fall 40 %"
    )
