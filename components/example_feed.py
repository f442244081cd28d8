"""A feed of quotes for an example: one game of tomorrow that two books offer, from a server of this machine."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

SPORT = "basketball_nba"
_PRICES = {"Pinnacle": (1.95, 1.95), "FanDuel": (1.87, 2.02)}


@contextmanager
def example_feed() -> Iterator[dict[str, str]]:
    """Serve the feed in The Odds API's form; gives the environment that has quotes fetched from it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Feed) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        yield {"PIKKIT_QUOTES_URL": address, "PIKKIT_QUOTES_KEY": "example", "PIKKIT_QUOTES_SPORTS": SPORT}
        server.shutdown()


class _Feed(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps([_game(datetime.now(UTC))]).encode()
        self.send_response(200)
        for name, value in (("content-type", "application/json"), ("content-length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: a step's output is its own."""


def _game(now: datetime) -> dict[str, object]:
    home, away = "Dallas Mavericks", "Boston Celtics"
    books = [
        {
            "key": book.lower(),
            "title": book,
            "last_update": f"{now:%Y-%m-%dT%H:%M:%SZ}",
            "markets": [{"key": "h2h", "outcomes": [{"name": home, "price": a}, {"name": away, "price": b}]}],
        }
        for book, (a, b) in _PRICES.items()
    ]
    start = f"{now + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    game = {"id": "example", "sport_key": SPORT, "sport_title": "NBA", "commence_time": start}
    return game | {"home_team": home, "away_team": away, "bookmakers": books}
