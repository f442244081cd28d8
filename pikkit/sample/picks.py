"""The bets bettors pick: each weighs a few offers and takes one; some join legs of one league at one book."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from pikkit.sample.bettors import Bettors, pick, weighted
from pikkit.sample.sample_config import SampleConfig
from pikkit.sample.sample_events import Events, Ints
from pikkit.sample.sample_offers import Habits, OfferPrices, SampleSelections, choose_selections, offer_prices

_CANDIDATES = 5
_LIVE_SHARE = 0.05
_HOUR = 3600
_MOST_LEGS = 4
_APART = 7  # legs of a bet are at most this many events of their league apart


@dataclass(frozen=True, slots=True)
class World:
    """Everything bets are picked from."""

    config: SampleConfig
    events: Events
    habits: Habits
    bettors: Bettors


@dataclass(frozen=True, slots=True)
class Picks:
    """Bets and their legs; the legs are sorted by bet, the first leg first."""

    bettor: Ints
    placed: Ints
    """Seconds since 1970 UTC; shape (bets,) as bettor."""
    leg_bet: Ints
    """The bet of each leg; shape (legs,)."""
    legs: SampleSelections
    prices: OfferPrices


def draw_picks(world: World, bettor: Ints, rng: np.random.Generator) -> Picks:
    """Draw one bet for each bettor index given."""
    candidates = _candidates(world, bettor, rng)
    offered = offer_prices(world.events, world.habits, candidates, rng)
    best = pick(world.bettors.style[bettor], offered.odds, offered.p_close, rng)
    index = (np.arange(len(bettor)), best)
    first = candidates.take(index)
    prices = OfferPrices(*(getattr(offered, field.name)[index] for field in fields(OfferPrices)))
    placed = world.events.start[first.event] - np.round(first.lead * _HOUR).astype(np.int64)
    return _with_more_legs(world, Picks(bettor, placed, np.arange(len(bettor)), first, prices), rng)


def _candidates(world: World, bettor: Ints, rng: np.random.Generator) -> SampleSelections:
    events, shape = world.events, (len(bettor), _CANDIDATES)
    rows = np.broadcast_to(bettor[:, None], shape)
    league = weighted(world.bettors.leagues, rows, rng)
    sizes = np.diff(events.first_of_league)
    event = events.first_of_league[league] + (rng.random(shape) * sizes[league]).astype(np.int64)
    lead = np.clip(rng.lognormal(np.log(6), 1.1, shape), 0.05, 96)
    lead = np.where(rng.random(shape) < _LIVE_SHARE, -2 * rng.random(shape), lead)
    # Nothing is placed after the exports were made.
    least = (events.start[event] - world.config.end_moment) / _HOUR
    lead = np.where(lead < least, least + 12 * rng.random(shape), lead)
    return choose_selections(events, event, weighted(world.bettors.books, rows, rng), lead, rng)


def _with_more_legs(world: World, straights: Picks, rng: np.random.Generator) -> Picks:
    events, legs = world.events, straights.legs
    room = events.first_of_league[events.league[legs.event] + 1] - legs.event > _APART * _MOST_LEGS
    several = (rng.random(len(room)) < world.config.parlay_share) & room & (legs.lead > 0)
    count = np.where(several, rng.choice([2, 3, 4], size=len(room), p=[0.6, 0.3, 0.1]), 1)
    event, parts = legs.event, [straights]
    for leg in range(1, _MOST_LEGS):
        event = event + rng.integers(1, _APART + 1, len(event))
        parts.append(_next_leg(world, straights, event, np.flatnonzero(count > leg), rng))
    return _joined(straights, parts)


def _next_leg(world: World, straights: Picks, event: Ints, bets: Ints, rng: np.random.Generator) -> Picks:
    lead = (world.events.start[event[bets]] - straights.placed[bets]) / _HOUR
    legs = choose_selections(world.events, event[bets], straights.legs.book[bets], lead, rng)
    prices = offer_prices(world.events, world.habits, legs, rng)
    return Picks(straights.bettor, straights.placed, bets, legs, prices)


def _joined(straights: Picks, parts: list[Picks]) -> Picks:
    leg_bet = np.concatenate([part.leg_bet for part in parts])
    order = np.argsort(leg_bet, kind="stable")

    def join(name: str, field: str) -> Any:
        return np.concatenate([getattr(getattr(part, name), field) for part in parts])[order]

    legs = SampleSelections(**{field.name: join("legs", field.name) for field in fields(SampleSelections)})
    prices = OfferPrices(**{field.name: join("prices", field.name) for field in fields(OfferPrices)})
    return Picks(straights.bettor, straights.placed, leg_bet[order], legs, prices)
