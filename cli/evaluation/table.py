"""The figures of every segment, as a table for a person."""

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from pikkit.cli.output import decimals, percent

if TYPE_CHECKING:
    from pikkit.training.evaluation import Measured, SegmentFigures

NOTE = (
    "gain: the price's log loss - the model's, in 1/1000 nats a bet, with its 95 % interval; expected gap: the share "
    "of the gap closed if the closing line is right; chance: the calibration error of true probabilities."
)


class By(StrEnum):
    """What the bets may be divided by."""

    SPORT = "sport"
    LEAGUE = "league"
    MARKET = "market"
    ODDS_BAND = "odds-band"
    SPORTSBOOK = "sportsbook"
    MONTH = "month"


def segment_table(segments: "Sequence[SegmentFigures]", by: By) -> str:
    """The segments of one kind, a line each."""
    kind = by.value.replace("-", "_")
    rows = [_row(segment) for segment in segments if segment.by == kind]
    header = (by.value, "bets", "gain", "(95 %)", "expected gap", "calibration", "chance", "taken", "ROI", "CLV")
    widths = [max(len(row[k]) for row in [header, *rows]) for k in range(len(header))]
    lines = [
        "  ".join(_cell(text, width, k) for k, (text, width) in enumerate(zip(row, widths, strict=True)))
        for row in [header, *rows]
    ]
    return "\n".join([*(f"  {line.rstrip()}" for line in lines), "", NOTE])


def _row(segment: "SegmentFigures") -> tuple[str, ...]:
    return (
        segment.name,
        f"{segment.bets:,}",
        _thousandths(segment.gain.value),
        _span(segment.gain),
        percent(segment.gap_closed_expected.value, 0),
        decimals(segment.ece.value, 3),
        decimals(segment.ece_by_chance, 3),
        f"{segment.taken:,}",
        percent(segment.roi.value),
        percent(segment.clv.value),
    )


def _cell(text: str, width: int, column: int) -> str:
    return text.rjust(width) if column else text.ljust(width)


def _span(figure: "Measured") -> str:
    return f"{_thousandths(figure.low)} to {_thousandths(figure.high)}" if math.isfinite(figure.low) else "–"


def _thousandths(value: float) -> str:
    return f"{1000 * value:+.2f}" if math.isfinite(value) else "–"
