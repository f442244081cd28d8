"""A selection at a book's price, as it is told to people and programs."""

import hashlib
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from pikkit.base.sql_moments import datetime_of
from pikkit.finder.price_board import PriceBoard
from pikkit.quotes.offers import WORDS


class PricedSelection(BaseModel):
    """One side of one market at one book."""

    model_config = ConfigDict(frozen=True)

    sport: str
    league: str | None
    home: str
    away: str
    event_start: datetime
    market: str
    period: str | None
    subject: str | None
    side: str
    line: float | None = Field(description="Of this side: a spread's has its sign")
    sportsbook: str
    odds: float = Field(description="Decimal")
    observed_at: datetime
    age_minutes: float = Field(description="How old the price is")

    @property
    def key(self) -> str:
        """What makes it the same one, whatever its price: the selection and the book."""
        day = self.event_start.date().isoformat()
        selection = (
            self.sport,
            self.home,
            self.away,
            day,
            self.market,
            self.period,
            self.subject,
            self.side,
            self.line,
        )
        return hashlib.sha256(repr((*selection, self.sportsbook)).encode()).hexdigest()[:24]

    @property
    def words(self) -> str:
        """The selection in words."""
        line = "" if self.line is None else f"{self.line:+g}" if "spread" in self.market else f"{self.line:g}"
        side = {"home": self.home, "away": self.away}.get(self.side, self.side)
        return " ".join(part for part in (self.subject, side, line, self.market, self.period) if part)


def priced_selection(board: PriceBoard, market: int, book: int, slot: int) -> PricedSelection:
    """What a place of the board is."""
    markets, observed = board.offers.markets, int(board.observed_at[market, book])
    event = board.index.events[int(markets.event[market])]
    name, kind = markets.names[int(markets.name[market])], int(markets.kind[market])
    spread = "spread" in name
    line = float(markets.line[market]) * (-1 if spread and slot == 1 else 1) + 0.0
    return PricedSelection(
        sport=event.sport,
        league=board.leagues[event.id] or None,
        home=event.names[0],
        away=event.names[1],
        event_start=datetime_of(event.start),
        market=name,
        period=markets.periods[int(markets.period[market])] or None,
        subject=markets.subjects[int(markets.subject[market])] or None,
        side=WORDS[kind][slot],
        line=line if spread or kind == 1 else None,
        sportsbook=board.offers.books[book],
        odds=float(board.odds[market, book, slot]),
        observed_at=datetime_of(observed),
        age_minutes=round((board.now - observed) / 60e6, 1),
    )
