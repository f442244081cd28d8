"""The Odds API's JSON, version 4: ``/odds`` (a list of events) and ``/historical/odds`` (a snapshot around one).

An event has bookmakers, a bookmaker markets, a market outcomes: h2h, spreads, totals, their alternates and periods
(``h2h_h1``, ``totals_q1``), team totals and player props (``description`` is the player). A price counts as observed
when the API last saw it at the book (``last_update``), or else at the snapshot's ``timestamp``.
"""

import re
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from pikkit.base.errors import InputError

_SPORTS = {
    "americanfootball": "Football",
    "baseball": "Baseball",
    "basketball": "Basketball",
    "boxing": "Boxing",
    "cricket": "Cricket",
    "golf": "Golf",
    "handball": "Handball",
    "icehockey": "Hockey",
    "lacrosse": "Lacrosse",
    "mma": "MMA",
    "rugbyleague": "Rugby",
    "rugbyunion": "Rugby",
    "soccer": "Soccer",
    "tennis": "Tennis",
    "aussierules": "Australian Rules",
}
_MARKETS = {
    "h2h": "moneyline",
    "h2h_3_way": "moneyline",
    "h2h_lay": "moneyline",
    "spreads": "spread",
    "alternate_spreads": "spread",
    "totals": "total",
    "alternate_totals": "total",
    "team_totals": "team total",
    "alternate_team_totals": "team total",
    "draw_no_bet": "draw no bet",
    "btts": "both teams to score",
}
_PERIODS = {
    **{f"h{n}": f"{name} half" for n, name in ((1, "1st"), (2, "2nd"))},
    **{f"q{n}": f"{name} quarter" for n, name in ((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"))},
    **{f"p{n}": f"{name} period" for n, name in ((1, "1st"), (2, "2nd"), (3, "3rd"))},
    "1st_1_innings": "1st inning",
    "1st_5_innings": "1st 5 innings",
}
COLUMNS = ("observed_at", "event_start", "sport", "league", "home", "away", "market", "period", "selection", "line",
           "subject", "sportsbook", "odds", "stake_limit", "lay")  # fmt: skip
_HALVES = re.compile("[\ud800-\udfff]")
"""Of a pair: JSON can say one alone, and nothing can store it."""
_TYPES = {"line": pa.float64(), "odds": pa.float64(), "stake_limit": pa.float64(), "lay": pa.bool_()}


def odds_api_rows(document: object, source: str) -> pa.Table:
    """The raw rows of an answer.

    Args:
        document: The JSON as read.
        source: What to call it in an error.

    Raises:
        InputError: It is an error of the API (a quota that is used up, a wrong key), or no answer of this version.
    """
    events, timestamp = _events(document, source)
    rows = list(_rows(events, timestamp, source))
    columns = zip(*rows, strict=True) if rows else ([] for _ in COLUMNS)
    named = zip(COLUMNS, columns, strict=True)
    return pa.table({name: pa.array(list(values), _TYPES.get(name, pa.string())) for name, values in named})


def _events(document: object, source: str) -> tuple[list[Any], str | None]:
    if isinstance(document, dict) and ("message" in document or "error_code" in document):
        code = str(document.get("error_code", "no code"))
        quota = " The quota is used up; it comes back with the plan's next period." if "CREDITS" in code else ""
        message = f"{code}: {document.get('message', '')}".rstrip(". ")
        raise InputError(f"{source} is an error of The Odds API, not odds: {message}.{quota}")
    if isinstance(document, dict) and isinstance(document.get("data"), list):
        return document["data"], _text(document.get("timestamp"))
    if isinstance(document, dict) and "bookmakers" in document:
        return [document], None  # /events/{id}/odds
    if isinstance(document, dict) and isinstance(document.get("data"), dict):
        return [document["data"]], _text(document.get("timestamp"))
    if isinstance(document, list):
        return document, None
    raise InputError(f"{source} is no answer of The Odds API v4: neither a list of events nor a snapshot with data.")


def _rows(events: list[Any], timestamp: str | None, source: str) -> Iterator[tuple[Any, ...]]:
    try:
        for event in events:
            for book in event["bookmakers"] or ():
                for market in book["markets"] or ():
                    yield from _market_rows(event, book, market, timestamp)
    except KeyError as error:  # an empty list says that nobody offers it; a name that is gone says another shape
        raise InputError(f"{source} is not shaped as The Odds API v4 answers: {error} is missing there.") from error
    except (AttributeError, TypeError) as error:
        raise InputError(
            f"{source} is not shaped as The Odds API v4 answers (events, bookmakers, markets, outcomes): {error}."
        ) from error


def _market_rows(event: Any, book: Any, market: Any, timestamp: str | None) -> Iterator[tuple[Any, ...]]:
    key = _text(market.get("key")) or ""
    name, period = _market(key)
    observed = market.get("last_update") or book.get("last_update") or timestamp
    sport = _SPORTS.get((_text(event.get("sport_key")) or "").split("_")[0])
    for outcome in market["outcomes"] or ():
        yield (
            _text(observed),
            _text(event.get("commence_time")),
            sport,
            _text(event.get("sport_title")),
            _text(event.get("home_team")),
            _text(event.get("away_team")),
            name,
            period,
            _text(outcome.get("name")),
            _number(outcome.get("point")),
            _text(outcome.get("description")),
            _text(book.get("title") or book.get("key")),
            _number(outcome.get("price")),
            _number(outcome.get("bet_limit")),
            key.endswith("_lay"),
        )


def _market(key: str) -> tuple[str | None, str | None]:
    """The market and period of a key: ``h2h_q1`` is the moneyline of the 1st quarter."""
    if key in _MARKETS:
        return _MARKETS[key], None
    for end, period in _PERIODS.items():
        if key.endswith(f"_{end}"):
            return _name(key.removesuffix(f"_{end}")), period
    return _name(key), None


def _name(key: str) -> str | None:
    return _MARKETS.get(key) or key.removesuffix("_alternate").replace("_", " ") or None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and not _HALVES.search(value) else None


def _number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    except OverflowError:  # a whole number of hundreds of digits
        return None
