"""Prices that somebody asks about as raw rows of quotes: what a page shows is what its book offers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from pikkit.base.sql_moments import datetime_of
from pikkit.quotes.match.bets import BetMatches, match_bets
from pikkit.quotes.match.events import EventIndex
from pikkit.quotes.placed_bets import PlacedBets

_OF_THE_EVENT = {"moneyline", "spread", "total"}
"""Markets that are on no player or team beside the event's own."""


@dataclass(frozen=True)
class SeenPrice:
    """What a book offers on a bet's selection: decimal, and when that was seen (µs since 1970)."""

    sportsbook: str
    odds: float
    seen: int


def asked_prices(
    bets: PlacedBets,
    prices: Sequence[Sequence[SeenPrice]],
    starts: Sequence[datetime | None],
    index: EventIndex | None,
) -> pa.Table:
    """The raw rows (``normalise.NEEDED`` and more) of what is surely of one event that has not begun.

    That is what names both sides, its market and side, has one leg and is not live, and whose start is known: it is
    said, or the bet is surely on an event that other quotes are about.

    Args:
        bets: What was asked about, when it was asked.
        prices: Of each bet's selection, shape (n,).
        starts: Of each bet's event, as it was said.
        index: The events that quotes are about; None where no quote is known.
    """
    known = [None] * len(bets) if index is None else _starts(match_bets(bets, index), index)
    begins = [one or other for one, other in zip(starts, known, strict=True)]
    rows = [row for place in range(len(bets)) for row in _rows(place, bets, prices[place], begins[place])]
    columns = {name: [row[name] for row in rows] for name in _COLUMNS}
    return pa.table({name: pa.array(values, _COLUMNS[name]) for name, values in columns.items()})


_MOMENT = pa.timestamp("us", tz="UTC")
_TEXTS = ("sport", "league", "home", "away", "market", "period", "selection", "subject", "sportsbook")
_COLUMNS = {
    **{"observed_at": _MOMENT, "event_start": _MOMENT, "line": pa.float64(), "odds": pa.float64()},
    **dict.fromkeys(_TEXTS, pa.string()),
}


def _starts(matches: BetMatches, index: EventIndex) -> list[datetime | None]:
    return [None if event < 0 else datetime_of(index.events[event].start) for event in matches.event.tolist()]


def _rows(
    place: int, bets: PlacedBets, prices: Sequence[SeenPrice], start: datetime | None
) -> Iterator[dict[str, Any]]:
    named = all(column[place] for column in (bets.home, bets.away, bets.market, bets.side, bets.sport))
    if not named or start is None or bets.n_legs[place] != 1 or bets.live[place]:
        return
    market = (bets.market[place] or "").removeprefix("alternate ")
    line = float(bets.line[place])
    selection = {
        **{"event_start": start, "sport": bets.sport[place], "league": bets.league[place]},
        **{"home": bets.home[place], "away": bets.away[place], "market": market, "period": bets.period[place]},
        **{"selection": str(bets.side[place]), "line": None if np.isnan(line) else line},
        "subject": None if market in _OF_THE_EVENT else bets.subject[place],
    }
    for price in prices:
        seen = datetime_of(price.seen)
        if seen < start:
            yield {**selection, "observed_at": seen, "sportsbook": price.sportsbook, "odds": price.odds}
