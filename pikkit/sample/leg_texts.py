"""How the exports word selections: one run-on text a leg, in the forms apps use."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pikkit.sample.books import BOOKS
from pikkit.sample.leagues import LEAGUES
from pikkit.sample.sample_events import FIRST_PROP, Events, Floats, Ints
from pikkit.sample.sample_names import SampleNames
from pikkit.sample.sample_offers import DRAW, HOME_OR_OVER, MONEYLINE, PROP, SPREAD, TOTALS, SampleSelections


def word_legs(events: Events, names: SampleNames, legs: SampleSelections) -> pa.Array:
    """The ``bet_info`` text of each leg; shape (legs,)."""
    texts = np.full(len(legs.event), "", dtype=object)
    pick_em = np.array([book.pick_em for book in BOOKS])[legs.book]
    ladder = (legs.kind == PROP) & legs.alternate & (legs.side == HOME_OR_OVER) & ~pick_em
    forms: list[tuple[NDArray[np.bool_], Callable[[_Words], pa.Array]]] = [
        (legs.kind == MONEYLINE, _moneyline),
        ((legs.kind == SPREAD) & ~legs.alternate, _spread),
        ((legs.kind == SPREAD) & legs.alternate, _alternate_spread),
        (legs.kind == TOTALS, _total),
        ((legs.kind == PROP) & pick_em, _pick_em),
        (ladder, _ladder),
        ((legs.kind == PROP) & ~pick_em & ~ladder, _player),
    ]
    for mask, form in forms:
        rows = np.flatnonzero(mask)
        texts[rows] = form(_Words(events, names, legs.take(rows))).to_numpy(zero_copy_only=False)
    return pa.array(np.where(legs.lead < 0, texts + " Live", texts), pa.string())


class _Words:
    """The words of some legs, each as a text array."""

    def __init__(self, events: Events, names: SampleNames, legs: SampleSelections) -> None:
        self._events, self._names, self._legs = events, names, legs
        self._league = events.league[legs.event]

    @property
    def subject_full(self) -> pa.Array:
        return self._subject(self._names.full)

    @property
    def subject_short(self) -> pa.Array:
        return self._subject(self._names.short)

    def _subject(self, teams: pa.Array) -> pa.Array:
        home = self._legs.side == HOME_OR_OVER
        chosen = np.where(home, self._events.home[self._legs.event], self._events.away[self._legs.event])
        return pc.if_else(pa.array(self._legs.side == DRAW), "Draw", teams.take(pa.array(chosen)))

    def side(self, over: str, under: str) -> pa.Array:
        return pc.if_else(pa.array(self._legs.side == HOME_OR_OVER), over, under)

    @property
    def line(self) -> pa.Array:
        return _numbers(self._legs.line, "{:g}")

    @property
    def signed_line(self) -> pa.Array:
        return _numbers(-self._legs.side * self._legs.line, "{:+g}")

    @property
    def at_least(self) -> pa.Array:
        return _numbers(np.ceil(self._legs.line), "{:g}+")

    @property
    def total_words(self) -> pa.Array:
        return _by_league([league.total_words for league in LEAGUES], self._league)

    @property
    def player(self) -> pa.Array:
        return self._names.players.take(pa.array(self._of_player(self._events.player)))

    @property
    def stat(self) -> pa.Array:
        widest = max(len(league.props) for league in LEAGUES)
        words = [league.props[min(n, len(league.props) - 1)][0] for league in LEAGUES for n in range(widest)]
        return pa.array(words).take(pa.array(self._league * widest + self._of_player(self._events.stat)))

    def _of_player(self, values: Ints) -> Ints:
        return np.asarray(values[self._legs.event, self._legs.slot - FIRST_PROP])

    def matchup(self, length: str, at: str | None = None) -> pa.Array:
        """Away @ home in US sports, home vs. away elsewhere; with names of a length."""
        teams: pa.Array = getattr(self._names, length)
        home = teams.take(pa.array(self._events.home[self._legs.event]))
        away = teams.take(pa.array(self._events.away[self._legs.event]))
        away_first = pa.array(np.array([league.separator == " @ " for league in LEAGUES])[self._league])
        separator = _by_league([league.separator for league in LEAGUES], self._league)
        if at is not None:
            separator = pc.if_else(away_first, at, separator)
        first, second = pc.if_else(away_first, away, home), pc.if_else(away_first, home, away)
        return pc.binary_join_element_wise(first, second, separator)


def _moneyline(words: _Words) -> pa.Array:
    return _join(words.subject_short, "Moneyline", words.matchup("full"))


def _spread(words: _Words) -> pa.Array:
    return _join(words.subject_short, words.signed_line, "Spread", words.matchup("full"))


def _alternate_spread(words: _Words) -> pa.Array:
    line = pc.binary_join_element_wise("(", words.signed_line, ")", "")
    return _join(words.subject_full, line, "Alternate Spread", words.matchup("full"))


def _total(words: _Words) -> pa.Array:
    return _join(words.side("Over", "Under"), words.line, words.total_words, words.matchup("full"))


def _pick_em(words: _Words) -> pa.Array:
    return _join(words.side("Higher", "Lower"), words.line, words.player, words.stat, "O/U", words.matchup("code"))


def _ladder(words: _Words) -> pa.Array:
    return _join(words.at_least, words.player, "- Alt", words.stat, words.matchup("full", at=" at "))


def _player(words: _Words) -> pa.Array:
    return _join(words.side("Over", "Under"), words.line, words.player, words.stat, words.matchup("short"))


def _join(*parts: pa.Array | str) -> pa.Array:
    return pc.binary_join_element_wise(*parts, " ")


def _by_league(words: list[str], league: Ints) -> pa.Array:
    return pa.array(words).take(pa.array(league))


def _numbers(values: Floats, form: str) -> pa.Array:
    """Numbers as text; there are few different ones, so each is written once."""
    unique, index = np.unique(values, return_inverse=True)
    return pa.array([form.format(value + 0.0) for value in unique], pa.string()).take(pa.array(index))
