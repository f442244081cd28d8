"""What a caller must say about a bet to have it scored."""

from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from pikkit.base.errors import InputError
from pikkit.bets.odds import OddsFormat, could_be_american, parse_odds
from pikkit.bets.outcome import BetType, Side
from pikkit.scoring.offered import MOST_OFFERS, OfferedPrice, offers_of_text

ShortText = Annotated[str, Field(min_length=1, max_length=200)]
EARLIEST, LATEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _lowered(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


class ScoreRequest(BaseModel):
    """One bet at one price. Only the sportsbook and the odds are required; what is left out weakens the score.

    ``selection`` is the bet as the book words it ("Over 4.5 Kyrie Irving Points - 1st Quarter DAL Mavericks @ BOS
    Celtics"; legs of a parlay joined by " | "). A field given beside it overrides what the text says.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    sportsbook: ShortText = Field(description="The book, in any spelling", examples=["Caesars - New York"])
    odds_format: OddsFormat = OddsFormat.AUTO
    odds: float | str = Field(description="The price, in the format odds_format says", examples=[1.91, "-110", "5/2"])
    bettor: ShortText | None = Field(default=None, description="Whose history to use")
    sport: ShortText | None = Field(default=None, examples=["Soccer"])
    league: ShortText | None = Field(default=None, examples=["England Premier League"])
    selection: Annotated[str, Field(max_length=2000)] | None = Field(
        default=None, examples=["Over 2.5 Total Hull vs. Watford"]
    )
    market: ShortText | None = Field(default=None, examples=["moneyline", "total"])
    side: Annotated[Side, BeforeValidator(_lowered)] | None = Field(default=None, examples=["over", "home"])
    line: float | None = Field(default=None, allow_inf_nan=False)
    subject: ShortText | None = None
    home: ShortText | None = None
    away: ShortText | None = None
    period: ShortText | None = None
    live: bool | None = None
    bet_type: BetType = BetType.STRAIGHT
    n_legs: int | None = Field(default=None, ge=1, le=50)
    stake: float | None = Field(
        default=None, ge=0, allow_inf_nan=False, description="What is staked, in the bettor's currency"
    )
    placed_at: AwareDatetime | None = Field(default=None, description="Score as of this moment; default: now")
    quotes: Annotated[list[OfferedPrice] | None, Field(max_length=MOST_OFFERS), BeforeValidator(offers_of_text)] = (
        Field(default=None, description="What other books offer on the same selection, at the same line")
    )

    @field_validator("odds", mode="before")
    @classmethod
    def _not_a_flag(cls, value: object) -> object:
        if isinstance(value, bool):
            raise ValueError("odds must be a number or a text such as '-110' or '5/2'")  # noqa: TRY004 (pydantic's contract)
        return value

    @field_validator("odds")
    @classmethod
    def _readable_price(cls, value: float | str, info: ValidationInfo) -> float | str:
        try:
            parse_odds(value, info.data.get("odds_format", OddsFormat.AUTO))
        except InputError as error:
            raise ValueError(str(error)) from error
        return value

    @field_validator("placed_at")
    @classmethod
    def _in_our_time(cls, value: datetime | None) -> datetime | None:
        if value is not None and not EARLIEST <= value < LATEST:
            raise ValueError(f"must be between {EARLIEST:%Y-%m-%d} and {LATEST:%Y-%m-%d}, not {value}")
        return value

    @model_validator(mode="after")
    def _legs_of_its_type(self) -> Self:
        if self.n_legs == 1 and self.bet_type is not BetType.STRAIGHT:
            raise ValueError(f"n_legs is 1, but a {self.bet_type} has at least 2 legs")
        return self

    @property
    def decimal_odds(self) -> float:
        """The price as decimal odds, above 1."""
        return float(parse_odds(self.odds, self.odds_format))

    @property
    def doubtful_odds(self) -> bool:
        """Whether the price is a number that could be American odds as well."""
        return could_be_american(self.odds, self.odds_format)

    def moment(self, now: datetime | None = None) -> datetime:
        """When the bet is placed (UTC): ``placed_at``, or ``now``."""
        return (self.placed_at or now or datetime.now(UTC)).astimezone(UTC)
