"""What the API is asked to score, and what it answers: the predictor's terms and several books' prices."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pikkit.base.errors import InputError
from pikkit.base.json_kinds import Moment
from pikkit.bets.odds import OddsFormat, american_doubt, could_be_american, parse_odds
from pikkit.finder.better_price import BetterPrice
from pikkit.money.stake_advice import StakeAdvice
from pikkit.scoring.request import AnyPrice, ScoreRequest, ShortText
from pikkit.scoring.score import Score

MAX_BOOKS = 50


class BookPrice(BaseModel):
    """What one book offers for the same selection."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    sportsbook: ShortText
    odds_format: OddsFormat = OddsFormat.AUTO
    odds: AnyPrice = Field(description="Its price for the selection")
    other_odds: list[AnyPrice] = Field(
        default=[], max_length=100, description="Its prices for all other outcomes; without them its margin is unknown"
    )

    @model_validator(mode="after")
    def _readable_prices(self) -> Self:
        try:
            self.decimal_odds()
        except InputError as error:
            raise ValueError(str(error)) from error
        return self

    def decimal_odds(self) -> list[float]:
        """Its prices in decimal odds, the selection's first."""
        prices = [self.odds, *self.other_odds]
        return [float(parse_odds(price, self.odds_format)) for price in prices]

    def warnings(self) -> list[str]:
        """What is in doubt about its prices: numbers that could be American odds as well."""
        prices = dict.fromkeys((self.odds, *self.other_odds))
        return [american_doubt(float(price)) for price in prices if could_be_american(price, self.odds_format)]


class ScoreAsked(ScoreRequest):
    """A bet to score, and what several books offer for it."""

    books: list[BookPrice] = Field(
        default=[], max_length=MAX_BOOKS, description="Prices for the same selection, to find the best and a consensus"
    )

    event_start: Moment | None = Field(
        default=None,
        description="When the game begins, where the page says so; only the setting quotes_from_pages reads it",
    )

    def bet(self, bettor: str | None = None) -> ScoreRequest:
        """The bet alone, of a bettor if it names none."""
        given = self.model_dump(exclude={"books", "event_start"}, exclude_unset=True)
        return ScoreRequest.model_validate(given if given.get("bettor") or not bettor else {**given, "bettor": bettor})


class BookEdge(BaseModel):
    """One book's price against the others."""

    sportsbook: str
    odds: float = Field(description="Decimal")
    p_fair: float | None = Field(description="Its own probability, margin removed; null without its other prices")
    edge: float | None = Field(description="consensus · odds − 1, expected profit by the consensus")
    ev: float = Field(description="p_win · odds − 1, expected profit by the score")
    warnings: list[str] = Field(default=[], description="What is in doubt about its prices")


class MarketView(BaseModel):
    """What several books say together."""

    consensus: float | None = Field(description="Mean of the books' probabilities, margin removed (Shin)")
    consensus_books: int = Field(description="How many books it is made of")
    best: BookEdge = Field(description="The best price")
    books: list[BookEdge]


class Scored(Score):
    """A score, and the view of the market if several books' prices were given."""

    market: MarketView | None = None
    stake: StakeAdvice | None = Field(
        default=None, description="What to stake: a share, and the amount where the bettor's bankroll is known"
    )
    better: BetterPrice | None = Field(
        default=None, description="The best stored price of another book now, if it beats the bet's; of bets placed now"
    )
