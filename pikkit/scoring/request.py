"""What a caller must say about a bet to have it scored."""

from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from pikkit.base.errors import InputError
from pikkit.base.json_kinds import Flag, Moment, Number, Whole
from pikkit.bets.odds import OddsFormat, could_be_american, parse_odds
from pikkit.bets.outcome import BetType, Side
from pikkit.scoring.fields import FIELDS
from pikkit.scoring.offered import MOST_OFFERS, OfferedPrice

ShortText = Annotated[str, Field(min_length=1, max_length=200)]


def _not_a_flag(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("odds must be a number or a text such as '-110' or '5/2'")  # noqa: TRY004 (pydantic's contract)
    return value


AnyPrice = Annotated[float | Annotated[str, Field(max_length=40)], BeforeValidator(_not_a_flag)]
"""A price as a number or a text, in whichever notation."""


def _field(name: str, **rules: Any) -> Any:
    """A field of the table, with rules of its own."""
    field = FIELDS[name]
    preset = {} if field.required else {"default": _ENUMS.get(name, lambda default: default)(field.default)}
    return Field(description=field.told, examples=list(field.examples) or None, **preset, **rules)


_ENUMS: dict[str, Any] = {"odds_format": OddsFormat, "bet_type": BetType}


def _lowered(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


class ScoreRequest(BaseModel):
    """One bet at one price. Only the sportsbook and the odds are required; what is left out weakens the score.

    ``selection`` is the bet as the book words it ("Over 4.5 Kyrie Irving Points - 1st Quarter DAL Mavericks @ BOS
    Celtics"; legs of a parlay joined by " | "). A field given beside it overrides what the text says.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    sportsbook: ShortText = _field("sportsbook")
    odds_format: OddsFormat = _field("odds_format")
    odds: AnyPrice = _field("odds")
    bettor: ShortText | None = _field("bettor")
    sport: ShortText | None = _field("sport")
    league: ShortText | None = _field("league")
    selection: Annotated[str, Field(max_length=2000)] | None = _field("selection")
    market: ShortText | None = _field("market")
    side: Annotated[Side, BeforeValidator(_lowered)] | None = _field("side")
    line: Number | None = _field("line", allow_inf_nan=False)
    subject: ShortText | None = _field("subject")
    home: ShortText | None = _field("home")
    away: ShortText | None = _field("away")
    period: ShortText | None = _field("period")
    live: Flag | None = _field("live")
    bet_type: BetType = _field("bet_type")
    n_legs: Whole | None = _field("n_legs", ge=1, le=50)
    stake: Number | None = _field("stake", ge=0, allow_inf_nan=False)
    placed_at: Moment | None = _field("placed_at")
    quotes: Annotated[list[OfferedPrice], Field(max_length=MOST_OFFERS)] | None = _field("quotes")

    @field_validator("odds")
    @classmethod
    def _readable_price(cls, value: float | str, info: ValidationInfo) -> float | str:
        try:
            parse_odds(value, info.data.get("odds_format", OddsFormat.AUTO))
        except InputError as error:
            raise ValueError(str(error)) from error
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
