"""Figures over time are those of a breakdown by that time, and a step is chosen that a picture can hold."""

from collections.abc import Iterator
from dataclasses import astuple
from datetime import date
from pathlib import Path

import pytest

from pikkit.bets.bet import bets_table
from pikkit.performance import BetFilter, PerformanceReader
from pikkit.performance.course import MOST_SPANS, CourseStep
from tests.performance.histories import bet, random_bets, reading

ANN = BetFilter(bettor="ann")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PerformanceReader]:
    with reading(tmp_path_factory.mktemp("course"), random_bets()) as (opened, _):
        yield opened


def test_spans_of_months_are_the_breakdown_by_month(reader: PerformanceReader) -> None:
    course, months = reader.course(ANN, CourseStep.MONTH), reader.breakdown(ANN, "month")
    assert [f"{span.first:%Y-%m}" for span in course.spans] == [group.name for group in months.groups]
    for one, other in [(course.total, months.total)] + [
        (span.figures, group.figures) for span, group in zip(course.spans, months.groups, strict=True)
    ]:
        assert (one.bets, one.closes, one.wins) == (other.bets, other.closes, other.wins)
        assert astuple(one.clv_staked) == pytest.approx(astuple(other.clv_staked))
        assert one.profit == pytest.approx(other.profit)


def test_a_course_knows_its_first_and_last_day(reader: PerformanceReader) -> None:
    course = reader.course(ANN)
    assert (course.first, course.last) == (date(2024, 1, 2), date(2024, 3, 30))
    assert course.step is CourseStep.WEEK
    assert [span.first.weekday() for span in course.spans] == [0] * len(course.spans)


@pytest.mark.parametrize(("years", "step"), [(1, CourseStep.MONTH), (6, CourseStep.QUARTER), (20, CourseStep.YEAR)])
def test_the_longer_a_history_the_longer_its_spans(tmp_path: Path, years: int, step: CourseStep) -> None:
    bets = bets_table([bet(0), bet(int(years * 365.25))])
    with reading(tmp_path, bets) as (opened, _):
        assert opened.course(ANN).step is step
        assert len(opened.course(ANN).spans) <= MOST_SPANS


def test_without_bets_there_is_no_span(reader: PerformanceReader) -> None:
    course = reader.course(BetFilter(bettor="nobody"))
    assert (course.first, course.last, course.spans, course.total.bets) == (None, None, (), 0)
