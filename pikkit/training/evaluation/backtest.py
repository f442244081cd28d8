"""What the model's bets would have come to, staked as a score recommends, and staked flat."""

from dataclasses import dataclass

import numpy as np

from pikkit.bets.value import kelly_fraction
from pikkit.training.dataset import Floats, Ints
from pikkit.training.evaluation.bankroll import Paths, Wagers, play
from pikkit.training.evaluation.judged import JudgedBets
from pikkit.training.evaluation.measured import Measured
from pikkit.training.evaluation.ratio_intervals import quantiles
from pikkit.training.evaluation.record import Backtest

FLAT_STAKE = 0.0025
"""First bankrolls staked on each bet when staking flat."""
RESAMPLES = 100
MONTH_DAYS = 30


@dataclass(frozen=True)
class Kelly:
    """Share of full Kelly (Kelly, 1956) staked on a bet, and the largest share of the bankroll on a bet or an event."""

    fraction: float = 0.25
    cap: float = 0.05


USUAL_KELLY = Kelly()
"""What holds where nothing is configured."""


def backtests(judged: JudgedBets, kelly: Kelly, seed: int) -> tuple[Backtest, ...]:
    """With Kelly stakes and with flat ones; none where no bet has ev > 0.

    Bets are taken as they came, whoever placed them, each scored with what was known then. Bets neither won nor lost
    are left out. The band is over resampled events: one drawn twice is staked on twice as much, one not drawn not at
    all.
    """
    if not judged.taken.any():
        return ()
    rows = judged.taken
    data, p = judged.data.take(rows), judged.p_model[rows]
    _, event = np.unique(data.event, return_inverse=True)
    copies = _copies(int(event.max()) + 1, seed)
    kelly_share = np.asarray(kelly_fraction(p, data.odds, kelly.fraction, kelly.cap), dtype=np.float64)
    return tuple(
        _record(
            name,
            play(
                Wagers(
                    placed_at=data.placed_at,
                    settled_at=data.settled_at,
                    returned=data.won * data.odds,
                    share=share,
                    event=event.astype(np.int64),
                    event_cap=kelly.cap,
                    flat=name == "flat",
                ),
                copies,
            ),
            len(data),
        )
        for name, share in (("kelly", kelly_share), ("flat", np.full(len(data), FLAT_STAKE)))
    )


def _copies(events: int, seed: int) -> Ints:
    """How often each event is drawn, shape (events, 1 + RESAMPLES); in the first column, once each."""
    generator = np.random.default_rng(seed)
    drawn = [np.bincount(generator.integers(events, size=events), minlength=events) for _ in range(RESAMPLES)]
    return np.column_stack([np.ones(events, dtype=np.int64), *drawn])


def _record(staking: str, paths: Paths, offered: int) -> Backtest:
    days = len(paths.by_day)
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.log(paths.final) / days * MONTH_DAYS
        roi = (paths.final - 1) / paths.staked
    low, high = quantiles(paths.by_day[:, 1:].T)
    dates = np.arange(paths.first_day, paths.first_day + days).astype("datetime64[D]").astype(np.str_)
    return Backtest(
        staking=staking,
        taken=paths.taken,
        skipped=offered - paths.taken,
        days=tuple(dates.tolist()),
        bankroll=_rounded(paths.by_day[:, 0]),
        low=_rounded(low),
        high=_rounded(high),
        final=_measured(paths.final),
        growth=_measured(growth),
        max_drawdown=_measured(paths.max_drawdown),
        turnover=float(paths.staked[0]),
        roi=_measured(roi),
    )


def _measured(paths: Floats) -> Measured:
    low, high = quantiles(paths[1:, None])
    return Measured(float(paths[0]), float(low[0]), float(high[0]))


def _rounded(values: Floats) -> tuple[float, ...]:
    return tuple(np.round(values, 5).tolist())
