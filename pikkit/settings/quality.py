"""What the gate asks for: one rule a check, with its threshold and what its failure does.

It is the ``quality`` section of the configuration: ``max_odds: 500`` changes a threshold, ``league_known: block`` what
a failure does, ``league_known: {severity: block, share: 0.9}`` both, and ``league_known: off`` leaves the check out.
"""

from dataclasses import Field as DataclassField
from dataclasses import fields
from typing import Annotated, Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import ArgsKwargs

from pikkit.settings.check_severity import CheckSeverity


@dataclass(frozen=True)
class CheckRule:
    """How strictly a check is held.

    ``share`` is the least share of the checked bets, in [0, 1], that must pass it; ``severity`` is what happens if
    fewer do.
    """

    severity: CheckSeverity
    share: Annotated[float, Field(ge=0, le=1)] = 1.0


BLOCK = CheckRule(CheckSeverity.BLOCK)
WARN = CheckRule(CheckSeverity.WARN)

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
AboveOne = Annotated[float, Field(gt=1, allow_inf_nan=False)]


@dataclass(frozen=True)
class QualityRules:
    """The thresholds of every check; a field of type :class:`Rule` is named after its check.

    Attributes:
        min_decided: Straight bets that must be won or lost; None: as many as training needs (``min_bets``).
        max_odds: The longest price that is believed.
        max_price_ratio: How many times the closing price a price may be, or the other way round.
        min_win_ratio, max_win_ratio: Bounds of wins divided by the wins that the prices imply.
        max_band_shift: How far, in log odds, the win rate of an odds band may be from what its prices imply.
        min_overround, max_overround: Bounds of 1/odds summed over both sides of one market.
        max_profit_ratio: How many times its priced profit a win may earn, or the other way round.
        max_settle_days: Days until a bet is settled.
        max_volume_ratio: How many times its usual number of bets the last week may have, or the other way round.
        max_age_days: Age of the newest bet.
    """

    min_decided: Annotated[int, Field(ge=1)] | None = None
    max_odds: AboveOne = 1001.0
    max_price_ratio: AboveOne = 2.5
    min_win_ratio: Positive = 0.75
    max_win_ratio: Positive = 1.25
    max_band_shift: Positive = 0.6
    min_overround: Positive = 0.93
    max_overround: AboveOne = 1.3
    max_profit_ratio: AboveOne = 3.0
    max_settle_days: Positive = 400.0
    max_volume_ratio: AboveOne = 4.0
    max_age_days: Positive = 45.0

    enough_decided: CheckRule = BLOCK
    key_unique: CheckRule = BLOCK

    odds_known: CheckRule = BLOCK
    stake_known: CheckRule = BLOCK
    settled_at_known: CheckRule = CheckRule(CheckSeverity.WARN, 0.95)
    profit_known: CheckRule = CheckRule(CheckSeverity.WARN, 0.95)
    closing_odds_known: CheckRule = CheckRule(CheckSeverity.WARN, 0.5)
    market_known: CheckRule = CheckRule(CheckSeverity.WARN, 0.7)
    league_known: CheckRule = CheckRule(CheckSeverity.WARN, 0.5)

    odds_above_one: CheckRule = BLOCK
    closing_odds_above_one: CheckRule = BLOCK
    stake_positive: CheckRule = BLOCK
    odds_plausible: CheckRule = CheckRule(CheckSeverity.WARN, 0.999)  # a long parlay may be real
    price_near_close: CheckRule = CheckRule(CheckSeverity.WARN, 0.98)
    overround: CheckRule = CheckRule(CheckSeverity.WARN, 0.9)

    outcome_vocabulary: CheckRule = BLOCK
    bet_type_vocabulary: CheckRule = BLOCK
    side_vocabulary: CheckRule = BLOCK
    sportsbook_recognised: CheckRule = CheckRule(CheckSeverity.WARN, 0.9)
    league_recognised: CheckRule = CheckRule(CheckSeverity.WARN, 0.8)
    sport_recognised: CheckRule = CheckRule(CheckSeverity.WARN, 0.9)

    settled_after_placed: CheckRule = CheckRule(CheckSeverity.BLOCK, 0.99)
    not_in_future: CheckRule = CheckRule(CheckSeverity.BLOCK, 0.999)
    settled_in_time: CheckRule = CheckRule(CheckSeverity.WARN, 0.99)
    profit_sign: CheckRule = CheckRule(CheckSeverity.BLOCK, 0.98)
    profit_amount: CheckRule = CheckRule(
        CheckSeverity.WARN, 0.8
    )  # boosts and commission are common: about one win in five
    profit_plausible: CheckRule = CheckRule(CheckSeverity.WARN, 0.98)
    win_ratio: CheckRule = BLOCK
    band_win_rate: CheckRule = BLOCK
    volume_steady: CheckRule = WARN
    fresh: CheckRule = WARN
    quotes_sound: CheckRule = WARN

    __dataclass_fields__: ClassVar[dict[str, DataclassField[Any]]]

    @model_validator(mode="before")
    @classmethod
    def _only_known(cls, given: object) -> object:
        names = given.kwargs if isinstance(given, ArgsKwargs) else given
        unknown = [name for name in names if name not in cls.__dataclass_fields__] if isinstance(names, dict) else []
        if unknown:
            raise ValueError(f"{', '.join(map(repr, unknown))} is not known; {_accepted()}")
        return given

    @field_validator("*", mode="before")
    @classmethod
    def _completed(cls, given: object, info: ValidationInfo) -> object:
        """A rule may be given in part: a severity alone, or a mapping that leaves out what stays as it is."""
        default = cls.__dataclass_fields__[str(info.field_name)].default
        if not isinstance(default, CheckRule) or isinstance(given, CheckRule):
            return given
        rule = dict(given) if isinstance(given, dict) else {"severity": given}
        if unknown := [name for name in rule if name not in CheckRule.__dataclass_fields__]:
            raise ValueError(f"{', '.join(map(repr, unknown))} is not known; a check has a severity and a share")
        if rule.get("severity", "") is False:  # YAML reads a bare off as false
            rule["severity"] = CheckSeverity.OFF
        return {"severity": default.severity, "share": default.share, **rule}


def names_of_checks() -> tuple[str, ...]:
    """The name of every check, in the order of the rules."""
    return tuple(field.name for field in fields(QualityRules) if isinstance(field.default, CheckRule))


def _accepted() -> str:
    checks = names_of_checks()
    thresholds = [field.name for field in fields(QualityRules) if field.name not in checks]
    return f"the checks are {', '.join(checks)}; the thresholds are {', '.join(thresholds)}"
