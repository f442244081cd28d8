"""What the caller's bets came to."""

from datetime import date

from apiflask import APIBlueprint
from pydantic import BaseModel, Field

from pikkit.extension_api.bet_filter import By, FilterQuery
from pikkit.extension_api.openapi import error_responses
from pikkit.extension_api.reading import bettor_asked, performance_reader
from pikkit.extension_api.scores_given import scores_given
from pikkit.performance import BetFigures, Reliability
from pikkit.performance.bankroll_curve import Day
from pikkit.performance.breakdown import Group

blueprint = APIBlueprint("performance", __name__, url_prefix="/v1/performance", tag="Performance")


class PerformanceQuery(FilterQuery):
    """Which bets, and what to divide them by."""

    by: By = Field(default="", description="What to divide the bets by; without it, the total alone")


class Performance(BaseModel):
    """Figures of all bets asked for and of each group; intervals are of 95 %."""

    by: str
    total: BetFigures
    groups: tuple[Group, ...]


class BankrollCurve(BaseModel):
    """Profit by settlement day (of the caller's time zone), its peak so far, and how far below it one stood."""

    days: tuple[Day, ...]
    max_drawdown: float = Field(ge=0)
    fell_from: date | None = Field(description="The peak's day of the deepest fall")
    fell_to: date | None = Field(description="Its lowest day")
    longest_under: int = Field(ge=0, description="Days below a peak, at most")


class Calibration(BaseModel):
    """Whether probabilities came true: what the price, the closing line and the model said, against what happened."""

    sources: tuple[Reliability, ...]


@blueprint.get("")
@blueprint.input(PerformanceQuery, location="query", arg_name="asked")
@blueprint.output(Performance)
@blueprint.doc(responses=error_responses(400, 401, 403, 429, 503))
def performance(asked: PerformanceQuery) -> Performance:
    """Tell what bets came to: money, win rate and closing line value, with intervals."""
    breakdown = performance_reader().breakdown(asked.for_bettor(bettor_asked()), asked.by)
    return Performance(by=breakdown.by, total=breakdown.total, groups=breakdown.groups)


@blueprint.get("/bankroll")
@blueprint.input(FilterQuery, location="query", arg_name="asked")
@blueprint.output(BankrollCurve)
@blueprint.doc(responses=error_responses(400, 401, 403, 429, 503))
def bankroll(asked: FilterQuery) -> BankrollCurve:
    """Tell how the money went, day by day."""
    curve = performance_reader().bankroll(asked.for_bettor(bettor_asked()))
    return BankrollCurve.model_validate(curve, from_attributes=True)


@blueprint.get("/calibration")
@blueprint.input(FilterQuery, location="query", arg_name="asked")
@blueprint.output(Calibration)
@blueprint.doc(responses=error_responses(400, 401, 403, 429, 503))
def calibration(asked: FilterQuery) -> Calibration:
    """Tell whether bets won as often as was said."""
    bettor = bettor_asked()
    return Calibration(sources=performance_reader().reliability(asked.for_bettor(bettor), scores_given(bettor)))
