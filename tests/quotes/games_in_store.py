"""A store with quotes of games on both sides of where windows of bets end, and bets on these games."""

from datetime import timedelta
from pathlib import Path

from pikkit.quotes.store import QuoteStore, open_quote_store
from pikkit.settings import Settings
from tests.quotes.quote_tables import KICK_OFF, make_quotes
from tests.quotes.test_leakage import BEFORE, PLACED, market
from tests.quotes.test_matching import make_bets

GAMES = [timedelta(days=day) for day in (500, 3, 0, 200, 121, 119, 6)]
BETS = make_bets(
    *({"placed_at": PLACED + later, "settled_at": KICK_OFF + later + timedelta(hours=3)} for later in GAMES),
    {"home": "Leeds"},
)
"""In no order of time; the last is on a game nobody quotes."""


def store_with_games(home: Path) -> QuoteStore:
    """The store of a home, with three books' quotes of each game."""
    store = open_quote_store(Settings(home=home))
    rows = []
    for number, later in enumerate(GAMES):
        at = {"event_start": KICK_OFF + later}
        rows += market("Pinnacle", 2.0 + number / 100, 3.5, 4.0, seen=BEFORE + later, **at)
        rows += market("Bet365" if number % 2 else "Unibet", 2.1, 3.4, 3.9, seen=BEFORE + later, **at)
        rows += market("Bwin", 1.9, 3.6, 4.2, seen=KICK_OFF + later - timedelta(minutes=5), **at)
    store.append(make_quotes(*rows))
    return store
