"""Quotes for tests: raw rows of a table, quotes, and answers of The Odds API as its documentation (v4) shows them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from pikkit.quotes.schema import QUOTES

KICK_OFF = datetime(2026, 3, 7, 15, tzinfo=UTC)
SEEN = KICK_OFF - timedelta(hours=20)
NOW = KICK_OFF + timedelta(days=1)

RAW: dict[str, Any] = {
    "observed_at": SEEN,
    "event_start": KICK_OFF,
    "sport": "Soccer",
    "league": "England Premier League",
    "home": "Arsenal",
    "away": "Chelsea",
    "market": "moneyline",
    "selection": "Arsenal",
    "line": None,
    "sportsbook": "Bet365",
    "odds": 2.1,
}


def raw_rows(*changes: dict[str, Any]) -> pa.Table:
    """Raw rows of a table of quotes, each the template changed."""
    return pa.Table.from_pylist([RAW | change for change in changes])


def make_quotes(*changes: dict[str, Any]) -> pa.Table:
    """A QUOTES table: Arsenal at Bet365, a day before the start, changed by each row."""
    template = {name: value for name, value in RAW.items() if name != "selection"}
    template |= {"side": "home", "source": "test"}
    rows = [template | change for change in changes]
    rows = [row | {"live": row["observed_at"] >= row["event_start"]} for row in rows]
    return pa.Table.from_pylist(rows, QUOTES)


def odds_api_event(**changes: Any) -> dict[str, Any]:
    """One event of ``/v4/sports/soccer_epl/odds``."""
    return {
        "id": "e912304de2b2ce35b473ce2ecd3d1502",
        "sport_key": "soccer_epl",
        "sport_title": "EPL",
        "commence_time": "2026-03-07T15:00:00Z",
        "home_team": "Arsenal",
        "away_team": "Chelsea",
        "bookmakers": [
            {
                "key": "williamhill",
                "title": "William Hill",
                "last_update": "2026-03-06T19:00:00Z",
                "markets": [
                    {
                        "key": "h2h",
                        "last_update": "2026-03-06T19:00:00Z",
                        "outcomes": [
                            {"name": "Arsenal", "price": 2.05},
                            {"name": "Chelsea", "price": 3.6},
                            {"name": "Draw", "price": 3.5},
                        ],
                    },
                    {
                        "key": "totals_h1",
                        "outcomes": [
                            {"name": "Over", "price": 2.6, "point": 1.5},
                            {"name": "Under", "price": 1.5, "point": 1.5},
                        ],
                    },
                ],
            }
        ],
    } | changes
