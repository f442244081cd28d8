"""How picked bets end: results, money and times as a bettor's account would show them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pikkit.bets.outcome import BetType, Outcome
from pikkit.sample.books import BOOKS
from pikkit.sample.picks import Picks, World
from pikkit.sample.sample_events import Floats, Ints
from pikkit.sample.sample_offers import outcomes

Texts = NDArray[np.str_]

_GAME_SECONDS = 3 * 3600
_CASH_OUT_SHARE = 0.016
_UNKNOWN_SHARE = 0.0005
_BONUS_SHARE = 0.02
_BOOST_SHARE = 0.15
_ROUND_ROBIN_SHARE = 0.15  # of the three-leg bets


@dataclass(frozen=True, slots=True)
class Settled:
    """Arrays over bets; probabilities are NaN where a bet is no single yes-or-no question."""

    outcome: NDArray[np.object_]
    bet_type: NDArray[np.object_]
    legs: Ints
    odds: Floats
    closing_odds: Floats
    """NaN where the export has none."""
    stake: Floats
    profit: Floats
    settled: Ints
    """Seconds since 1970 UTC; of no meaning for an open bet."""
    p_true: Floats
    p_close: Floats


@dataclass(frozen=True, slots=True)
class _Returns:
    """What a unit on each bet brings back, by its legs."""

    returned: Floats
    odds: Floats
    undecided: NDArray[np.bool_]
    """Every leg is a push or void."""
    void: NDArray[np.bool_]


def settle(world: World, picks: Picks, rng: np.random.Generator) -> Settled:
    """Settle every bet whose last event ended before the exports were made."""
    first = np.searchsorted(picks.leg_bet, np.arange(len(picks.bettor)))
    legs = np.diff(np.append(first, len(picks.leg_bet)))
    robin = (legs == 3) & (rng.random(len(legs)) < _ROUND_ROBIN_SHARE)
    returns = _returns(world, picks, first, robin)
    end = np.maximum.reduceat(world.events.start[picks.legs.event], first) + _GAME_SECONDS
    settled = end + rng.exponential(2400, len(end)).astype(np.int64)
    outcome = _outcomes(returns, settled > world.config.end_moment, rng)
    stake = np.maximum(np.round(world.bettors.stake[picks.bettor] * rng.lognormal(0, 0.5, len(legs)), 2), 0.5)
    commission = np.array([book.commission for book in BOOKS])[picks.legs.book[first]]
    return Settled(
        outcome=outcome,
        bet_type=np.select(
            [robin, legs > 1], [BetType.ROUND_ROBIN.value, BetType.PARLAY.value], BetType.STRAIGHT.value
        ),
        legs=legs,
        odds=returns.odds,
        closing_odds=_closing(picks, first, legs, outcome, rng),
        stake=stake,
        profit=_profit(outcome, stake, returns, commission, rng),
        settled=settled,
        p_true=np.where(robin, np.nan, np.multiply.reduceat(picks.prices.p_true, first)),
        p_close=np.where(robin, np.nan, np.multiply.reduceat(picks.prices.p_close, first)),
    )


def _returns(world: World, picks: Picks, first: Ints, robin: NDArray[np.bool_]) -> _Returns:
    won, push = outcomes(world.events, picks.legs)
    void = world.events.void[picks.legs.event, picks.legs.slot]
    odds = picks.prices.odds
    returned = np.where(void | push, 1.0, np.where(won, odds, 0.0))
    multiple: Floats = np.where(robin, _by_twos(odds, first), np.multiply.reduceat(odds, first))
    return _Returns(
        returned=np.where(robin, _by_twos(returned, first), np.multiply.reduceat(returned, first)),
        odds=np.round(multiple, 2),
        undecided=np.logical_and.reduceat(void | push, first),
        void=np.logical_and.reduceat(void, first),
    )


def _by_twos(factors: Floats, first: Ints) -> Floats:
    """The mean product of two of three factors, which is what a round robin by twos returns."""
    squares = np.add.reduceat(factors**2, first)
    return np.asarray((np.add.reduceat(factors, first) ** 2 - squares) / 6)


def _outcomes(returns: _Returns, still_open: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.object_]:
    draw = rng.random(len(still_open))
    cases = [
        (still_open, Outcome.OPEN),
        (returns.void, Outcome.VOID),
        (returns.undecided, Outcome.PUSH),
        (draw < _CASH_OUT_SHARE, Outcome.CASH_OUT),
        (draw < _CASH_OUT_SHARE + _UNKNOWN_SHARE, Outcome.UNKNOWN),
        (returns.returned > 1, Outcome.WIN),
    ]
    masks, values = zip(*cases, strict=True)
    return np.select(list(masks), [value.value for value in values], Outcome.LOSS.value)


def _profit(
    outcome: NDArray[np.object_], stake: Floats, returns: _Returns, commission: Floats, rng: np.random.Generator
) -> Floats:
    net = returns.returned - 1
    boost = np.where(rng.random(len(stake)) < _BOOST_SHARE, rng.choice([1.1, 1.25, 1.5], len(stake)), 1.0)
    bonus = rng.random(len(stake)) < _BONUS_SHARE
    cash = rng.uniform(-0.6, np.minimum(0.6, 0.7 * (returns.odds - 1)))
    unit = np.select(
        [outcome == Outcome.WIN.value, outcome == Outcome.LOSS.value, outcome == Outcome.CASH_OUT.value],
        [net * boost * (1 - commission), np.where(bonus, 0.0, net), cash],
        default=0.0,
    )
    return np.round(unit * stake, 2) + 0.0


def _closing(picks: Picks, first: Ints, legs: Ints, outcome: NDArray[np.object_], rng: np.random.Generator) -> Floats:
    missing = rng.random(len(first)) < np.array([book.no_close for book in BOOKS])[picks.legs.book[first]]
    none = missing | (legs > 1) | (picks.legs.lead[first] < 0) | (outcome == Outcome.OPEN.value)
    return np.where(none, np.nan, picks.prices.closing_odds[first])
