"""Events, what truly is likely in them, what the market believes, and how they end.

Each market of an event is one latent number with logistic noise: its true location, the market's estimate of it when
the bet is placed, the estimate at the close, and the number that came out. A selection wins if the number falls on its
side of a threshold, so the true probability of every selection is known and all markets of an event fit together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pikkit.sample.leagues import LEAGUES
from pikkit.sample.sample_config import SampleConfig
from pikkit.sample.sample_names import SQUAD, TEAMS

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MARGIN, TOTAL, FIRST_PROP, SLOTS = 0, 1, 2, 5
"""Latent numbers of an event: margin (moneyline and spread), total, three player markets."""

CLOSE_ERROR = 0.05
"""How far the close is from the truth, in latent units (about logits)."""
MOVE = 0.22
"""How far a price three days out is from the close."""
WHOLE_LINES = 0.15
"""Share of spreads and totals at a whole number."""
_DAY = 86_400
_BETS_PER_EVENT = 8


@dataclass(frozen=True, slots=True)
class Events:
    """Arrays over events, which are sorted by league and then by start; latent ones have shape (events, SLOTS)."""

    league: Ints
    home: Ints
    away: Ints
    start: Ints
    """Seconds since 1970 UTC."""
    first_of_league: Ints
    """Where each league begins, and the number of events at the end; shape (leagues + 1,)."""
    truth: Floats
    close: Floats
    move: Floats
    """What is added to the close three days before the start."""
    result: Floats
    void: NDArray[np.bool_]
    player: Ints
    """Of each player market; shape (events, SLOTS − FIRST_PROP)."""
    stat: Ints
    line: Floats
    """The usual line of each latent number, in points; shape (events, SLOTS)."""


def simulate_events(config: SampleConfig, rng: np.random.Generator) -> Events:
    """Draw the events of the window, and of three days after it."""
    count = max(40 * len(LEAGUES), config.bets // _BETS_PER_EVENT)
    weights = np.array([league.weight for league in LEAGUES])
    league = np.sort(rng.choice(len(LEAGUES), size=count, p=weights / weights.sum()))
    first = config.end_moment - config.days * _DAY
    start = first + rng.integers(0, (config.days + 3) * 24, count) * 3600
    start = start[np.lexsort((start, league))]
    home, away = _pairings(league, rng)
    truth = _truth(league, home, away, rng)
    close = truth + CLOSE_ERROR * rng.standard_normal(truth.shape)
    player = _players(home, away, rng)
    stat = rng.integers(0, np.array([len(LEAGUES[i].props) for i in league])[:, None], player.shape)
    return Events(
        league=league,
        home=home,
        away=away,
        start=start,
        first_of_league=np.searchsorted(league, np.arange(len(LEAGUES) + 1)),
        truth=truth,
        close=close,
        move=MOVE * rng.standard_normal(truth.shape),
        result=truth + rng.logistic(size=truth.shape),
        void=rng.random(truth.shape) < 0.008,
        player=player,
        stat=stat,
        line=_lines(league, close, player, stat, rng),
    )


def _pairings(league: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    home = rng.integers(0, TEAMS, len(league))
    away = (home + rng.integers(1, TEAMS, len(league))) % TEAMS
    return league * TEAMS + home, league * TEAMS + away


def _truth(league: Ints, home: Ints, away: Ints, rng: np.random.Generator) -> Floats:
    spread = np.repeat([one.strength for one in LEAGUES], TEAMS)
    strength = spread * rng.standard_normal(len(spread))
    edge = np.array([one.home_edge for one in LEAGUES])
    truth: Floats = 0.3 * rng.standard_normal((len(league), SLOTS))
    truth[:, MARGIN] += strength[home] - strength[away] + edge[league]
    return truth


def _players(home: Ints, away: Ints, rng: np.random.Generator) -> Ints:
    shape = (len(home), SLOTS - FIRST_PROP)
    team = np.where(rng.random(shape) < 0.5, home[:, None], away[:, None])
    number = (rng.integers(0, SQUAD, len(home))[:, None] + np.arange(shape[1])) % SQUAD
    return np.asarray(team * SQUAD + number)


def _lines(league: Ints, close: Floats, player: Ints, stat: Ints, rng: np.random.Generator) -> Floats:
    """Usual lines: margins and totals where the market sees an even chance, players' by who they are."""
    scale = np.array([(one.margin_scale, one.total_scale) for one in LEAGUES])[league]
    mean = np.array([(0, one.total) for one in LEAGUES])[league]
    even = mean + scale * close[:, :FIRST_PROP]
    lines: Floats = np.floor(np.concatenate([even, _usual_stats(league, player, stat)], axis=1)) + 0.5
    # A whole number can be hit exactly, which is a push.
    whole = (rng.random(even.shape) < WHOLE_LINES) & (np.round(even) != 0)
    lines[:, :FIRST_PROP] = np.where(whole, np.round(even), lines[:, :FIRST_PROP])
    return lines


def _usual_stats(league: Ints, player: Ints, stat: Ints) -> Floats:
    widest = max(len(one.props) for one in LEAGUES)
    ranges = np.array([[one.props[min(n, len(one.props) - 1)][1:] for n in range(widest)] for one in LEAGUES])
    low, high = np.moveaxis(ranges[league[:, None], stat], -1, 0)
    talent = (player * 2_654_435_761 % 1_000) / 999
    return np.asarray(low + talent * (high - low))
