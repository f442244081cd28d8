"""Every figure for every segment, from one pass over resampled events."""

from collections.abc import Iterator

import numpy as np

from pikkit.training.bootstrap import grouped_bootstrap
from pikkit.training.dataset import Floats
from pikkit.training.evaluation.calibration import calibration_errors
from pikkit.training.evaluation.judged import JudgedBets
from pikkit.training.evaluation.ratio_intervals import group_events, group_sums, ratios
from pikkit.training.evaluation.record import SegmentFigures
from pikkit.training.evaluation.segment_keys import DIMENSIONS, SegmentKeys, Segments, segments

_RATIOS = {
    "gain": ("gain", "one"),
    "gain_expected": ("expected_gain", "closed"),
    "gap_closed": ("gain_closed", "gap"),
    "gap_closed_expected": ("expected_gain", "expected_gap"),
    "bias": ("residual", "one"),
    "roi": ("profit", "taken"),
    "clv": ("clv", "taken_closed"),
}
"""Figures with an interval, as the columns they are a ratio of sums of."""


def by_segment(judged: JudgedBets, keys: SegmentKeys, seed: int) -> tuple[SegmentFigures, ...]:
    """The figures of every segment of every dimension; ``keys`` are the decided bets' own."""
    if not len(judged):
        return ()
    return tuple(figures for by in DIMENSIONS for figures in _dimension(judged, segments(by, judged.data, keys), seed))


def _dimension(judged: JudgedBets, divided: Segments, seed: int) -> Iterator[SegmentFigures]:
    group, groups, event = divided.number, len(divided.names), judged.data.event
    columns = _columns(judged)
    values = np.column_stack(list(columns.values()))
    place = {name: k for k, name in enumerate(columns)}
    drawn = grouped_bootstrap(values, group, groups, event, seed)
    total = group_sums(values, group, groups)
    events = group_events(event, group, groups)
    measured = {
        name: ratios(
            total[:, place[top]], total[:, place[bottom]], drawn[:, :, place[top]], drawn[:, :, place[bottom]], events
        )
        for name, (top, bottom) in _RATIOS.items()
    }
    errors = calibration_errors(judged.p_model, judged.data.won, event, group, groups, seed)
    for number, name in enumerate(divided.names):
        sums = dict(zip(columns, total[number], strict=True))
        n = sums["one"]
        yield SegmentFigures(
            by=divided.by,
            name=name,
            bets=int(n),
            closed=int(sums["closed"]),
            win_rate=float(sums["won"] / n),
            log_loss_price=float(sums["loss_price"] / n),
            log_loss_model=float(sums["loss_model"] / n),
            brier=float(sums["brier"] / n),
            ece=errors.ece[number],
            ece_by_chance=float(errors.by_chance[number]),
            ece_by_chance_high=float(errors.by_chance_high[number]),
            taken=int(sums["taken"]),
            **{figure: values[number] for figure, values in measured.items()},
        )


def _columns(judged: JudgedBets) -> dict[str, Floats]:
    """What is summed up in every segment, shape (n,) each."""
    closed, taken = judged.closed.astype(np.float64), judged.taken.astype(np.float64)
    taken_closed = judged.taken & judged.data.closed
    gain, won = judged.loss_price - judged.loss_model, judged.data.won
    return {
        "one": np.ones(len(judged)),
        "won": won,
        "closed": closed,
        "taken": taken,
        "taken_closed": taken_closed.astype(np.float64),
        "loss_price": judged.loss_price,
        "loss_model": judged.loss_model,
        "gain": gain,
        "gain_closed": gain * closed,
        "gap": np.where(judged.closed, judged.loss_price - judged.loss_close, 0.0),
        "expected_gain": np.where(judged.closed, judged.expected_gain, 0.0),
        "expected_gap": np.where(judged.closed, judged.expected_gap, 0.0),
        "residual": won - judged.p_model,
        "brier": (won - judged.p_model) ** 2,
        "profit": judged.return_per_unit * taken,
        "clv": np.where(taken_closed, judged.clv, 0.0),
    }
