"""Selections at a book's price: their true, closing and then-believed probabilities, and what the book asks."""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from pikkit.sample.books import BOOKS
from pikkit.sample.leagues import LEAGUES
from pikkit.sample.sample_events import FIRST_PROP, MARGIN, TOTAL, Events, Floats, Ints

Bools = NDArray[np.bool_]

MONEYLINE, SPREAD, TOTALS, PROP = range(4)
"""Kinds of market."""
HOME_OR_OVER, AWAY_OR_UNDER, DRAW = 1, -1, 0
"""Sides."""

_THREE_DAYS = 72.0
_LIVE_ERROR = 0.35
_BOOK_ERROR = 0.03
_CLOSING_MARGIN = 0.022
_MOST_GENEROUS = 0.04
_PROP_STEP = 0.45  # latent units one step of a player's line is worth


@dataclass(frozen=True, slots=True)
class SampleSelections:
    """One selection each: arrays of one shape, usually (bets,) or (bets, candidates)."""

    event: Ints
    kind: Ints
    slot: Ints
    side: Ints
    line: Floats
    """In points, for the home side or over; meaningless for a moneyline."""
    alternate: Bools
    book: Ints
    lead: Floats
    """Hours until the event starts; negative when live."""

    def take(self, index: tuple[Ints, ...] | Ints) -> "SampleSelections":
        """The selections at an index, as numpy's advanced indexing takes them."""
        return replace(self, **{field.name: getattr(self, field.name)[index] for field in fields(self)})


@dataclass(frozen=True, slots=True)
class OfferPrices:
    """What each selection costs and is worth, in the shape of the selections."""

    odds: Floats
    closing_odds: Floats
    p_true: Floats
    p_close: Floats


@dataclass(frozen=True, slots=True)
class Habits:
    """The books' lasting generosity in log odds, shape (books, leagues, kinds)."""

    softness: Floats


def draw_habits(rng: np.random.Generator) -> Habits:
    """Draw how generous each book is in each league and kind of market."""
    spread = np.array([book.softness for book in BOOKS])[:, None, None]
    return Habits(spread * rng.standard_normal((len(BOOKS), len(LEAGUES), 4)))


def choose_selections(
    events: Events, event: Ints, book: Ints, lead: Floats, rng: np.random.Generator
) -> SampleSelections:
    """Draw a market, a side and a line for each event and book given (arrays of one shape)."""
    league, shape = events.league[event], event.shape
    draw = rng.random(shape)
    spreads = np.array([one.spreads for one in LEAGUES])[league]
    pick_em = np.array([one.pick_em for one in BOOKS])[book]
    kind = np.select(
        [pick_em, draw < 0.42, (draw < 0.62) & spreads, draw < 0.82], [PROP, MONEYLINE, SPREAD, TOTALS], PROP
    )
    slot = np.select([kind == TOTALS, kind == PROP], [TOTAL, FIRST_PROP + rng.integers(0, 3, shape)], default=MARGIN)
    side = np.where(rng.random(shape) < 0.5, HOME_OR_OVER, AWAY_OR_UNDER)
    draws = (np.array([one.draw_width for one in LEAGUES])[league] > 0) & (kind == MONEYLINE)
    side = np.where(draws & (rng.random(shape) < 0.25), DRAW, side)
    alternate = (kind != MONEYLINE) & (rng.random(shape) < 0.2)
    steps = rng.integers(1, 4, shape) * np.where(rng.random(shape) < 0.5, 1, -1)
    line = events.line[event, slot] + np.where(alternate, steps, 0)
    line = np.where(kind >= TOTALS, np.maximum(line, 0.5), line)
    return SampleSelections(event, kind, slot, side, line, alternate, book, lead)


def offer_prices(events: Events, habits: Habits, chosen: SampleSelections, rng: np.random.Generator) -> OfferPrices:
    """The books' prices for selections, the sharp closing price, and the probabilities behind them."""
    latent = chosen.event, chosen.slot
    sides = _sides(events, chosen)
    close = events.close[latent]
    ahead = np.clip(chosen.lead, 0, _THREE_DAYS) / _THREE_DAYS
    live = np.where(chosen.lead < 0, _LIVE_ERROR * rng.standard_normal(close.shape), 0)
    then = close + np.sqrt(0.1 + 0.9 * ahead) * events.move[latent] + live
    p_close = sides.probability(close)
    odds = _book_price(events, habits, chosen, sides.probability(then), rng)
    closing = _round_price((1 - _CLOSING_MARGIN) / p_close)
    return OfferPrices(odds, closing, sides.probability(events.truth[latent]), p_close)


def outcomes(events: Events, chosen: SampleSelections) -> tuple[Bools, Bools]:
    """Which selections won, and which are pushes (the line exactly); the rest lost."""
    sides = _sides(events, chosen)
    result = events.result[chosen.event, chosen.slot]
    distance = chosen.side * (result - sides.threshold)
    draw = chosen.side == DRAW
    won = np.where(draw, np.abs(result) < sides.draw_width, distance > sides.tie)
    return won, ~draw & (sides.tie > 0) & (np.abs(distance) <= sides.tie)


def _book_price(
    events: Events, habits: Habits, chosen: SampleSelections, believed: Floats, rng: np.random.Generator
) -> Floats:
    margin = np.array([book.margin for book in BOOKS])[chosen.book]
    bias = np.array([book.long_shot_bias for book in BOOKS])[chosen.book]
    logit = np.log(believed / (1 - believed)) * (1 - bias) + _BOOK_ERROR * rng.standard_normal(believed.shape)
    generosity = habits.softness[chosen.book, events.league[chosen.event], chosen.kind] - margin
    return _round_price(np.exp(np.minimum(generosity, _MOST_GENEROUS)) * (1 + np.exp(-logit)))


def _round_price(odds: Floats) -> Floats:
    return np.clip(np.where(odds < 10, np.round(odds, 2), np.round(odds, 1)), 1.01, 1_000)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Where each selection's side of its latent number lies, in latent units."""

    side: Ints
    threshold: Floats
    tie: Floats
    """Half-width of a push around the threshold."""
    draw_width: Floats

    def probability(self, location: Floats) -> Floats:
        """Chance of winning, given that it is no push, if the latent number is logistic around a location."""
        distance = self.side * (location - self.threshold)
        wins, losses = _logistic(distance - self.tie), _logistic(-distance - self.tie)
        draw = _logistic(self.draw_width - location) - _logistic(-self.draw_width - location)
        return np.clip(np.where(self.side == DRAW, draw, wins / (wins + losses)), 0.002, 0.998)


def _sides(events: Events, chosen: SampleSelections) -> _Sides:
    league = events.league[chosen.event]
    width = np.array([one.draw_width for one in LEAGUES])[league]
    scales = np.array([(one.margin_scale, one.total_scale, 1 / _PROP_STEP) for one in LEAGUES])
    scale = scales[league, np.minimum(chosen.slot, FIRST_PROP)]
    totals = np.array([one.total for one in LEAGUES])[league]
    usual = events.line[chosen.event, chosen.slot]
    origin = np.select([chosen.kind == TOTALS, chosen.kind == PROP], [totals, usual], default=0.0)
    moneyline = chosen.kind == MONEYLINE
    threshold = np.where(moneyline, chosen.side * width, (chosen.line - origin) / scale)
    whole = ~moneyline & (chosen.line % 1 == 0)
    return _Sides(chosen.side, threshold, np.where(whole, 0.5 / scale, 0.0), width)


def _logistic(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)))
