"""What the caller's bets came to."""

from datetime import date
from typing import Literal

from apiflask import APIBlueprint
from pydantic import BaseModel, Field

from pikkit.extension_api.bet_filter import By, FilterQuery
from pikkit.extension_api.openapi import error_responses
from pikkit.extension_api.period_query import PeriodsQuery
from pikkit.extension_api.reading import bettor_asked, performance_reader
from pikkit.extension_api.scores_given import scores_given
from pikkit.performance import BetFigures, BetFilter, Reliability
from pikkit.performance.bankroll_curve import Day
from pikkit.performance.breakdown import Group
from pikkit.performance.compared_periods import ComparedFigure, compared_periods
from pikkit.performance.course import CourseStep, Span
from pikkit.performance.expected_profit import ExpectedDay

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


class CourseQuery(FilterQuery):
    """Which bets, and how long spans are."""

    step: Literal["", "week", "month", "quarter", "year"] = Field(default="", description="As it fits without one")


class PerformanceCourse(BaseModel):
    """Figures of all bets asked for and of each span of time they were placed in, the oldest first."""

    step: CourseStep
    first: date | None = Field(description="The day of the oldest bet")
    last: date | None = Field(description="The day of the newest bet")
    total: BetFigures
    spans: tuple[Span, ...]


class ExpectedAgainstActual(BaseModel):
    """Profit beside what closing prices promised, summed up by settlement day (UTC), with the band of luck (95 %)."""

    days: tuple[ExpectedDay, ...]
    bets: int = Field(ge=0, description="Decided bets with a closing price")
    without_close: int = Field(ge=0)
    not_decided: int = Field(ge=0, description="Pushed, void, cashed out, of an unknown end, or staked with a bonus")
    sentence: str


class Periods(BaseModel):
    """Two periods, their figures and differences; the intervals of differences hold for all of them at once."""

    first_period: tuple[date, date]
    second_period: tuple[date, date]
    before: BetFigures
    after: BetFigures
    figures: tuple[ComparedFigure, ...]
    sentence: str


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


@blueprint.get("/course")
@blueprint.input(CourseQuery, location="query", arg_name="asked")
@blueprint.output(PerformanceCourse)
@blueprint.doc(responses=error_responses(400, 401, 403, 429, 503))
def course(asked: CourseQuery) -> PerformanceCourse:
    """Tell how figures changed with time: closing line value, ROI and all others by week, month, quarter or year."""
    step = CourseStep(asked.step) if asked.step else None
    measured = performance_reader().course(asked.for_bettor(bettor_asked()), step)
    return PerformanceCourse.model_validate(measured, from_attributes=True)


@blueprint.get("/expected")
@blueprint.input(FilterQuery, location="query", arg_name="asked")
@blueprint.output(ExpectedAgainstActual)
@blueprint.doc(responses=error_responses(400, 401, 403, 429, 503))
def expected(asked: FilterQuery) -> ExpectedAgainstActual:
    """Tell what closing prices promised, what was won, and how far luck takes one from the other."""
    measured = performance_reader().expected(asked.for_bettor(bettor_asked()))
    return ExpectedAgainstActual.model_validate(measured, from_attributes=True)


@blueprint.get("/periods")
@blueprint.input(PeriodsQuery, location="query", arg_name="asked")
@blueprint.output(Periods)
@blueprint.doc(responses=error_responses(400, 401, 403, 429, 503))
def periods(asked: PeriodsQuery) -> Periods:
    """Compare two periods, and tell which differences are more than luck would explain."""
    reader, bettor = performance_reader(), bettor_asked()
    spans = asked.periods(reader.course(BetFilter(bettor=bettor)).last)
    compared = compared_periods(*(reader.breakdown(asked.conditions(one).for_bettor(bettor)).total for one in spans))
    return Periods(
        first_period=spans[0],
        second_period=spans[1],
        before=compared.before,
        after=compared.after,
        figures=compared.figures,
        sentence=compared.sentence,
    )
