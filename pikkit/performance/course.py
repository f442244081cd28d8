"""Figures over time: those of each week, month, quarter or year, so that a change shows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import duckdb

from pikkit.performance.breakdown import grouped_figures
from pikkit.performance.filters import BetFilter
from pikkit.performance.measures import BetFigures

MOST_SPANS = 40
"""Spans a course has at most where its step is not given: more of them cannot be told apart in a picture."""


class CourseStep(StrEnum):
    """How long a span is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_DAYS = {CourseStep.WEEK: 7, CourseStep.MONTH: 30, CourseStep.QUARTER: 91, CourseStep.YEAR: 365}


@dataclass(frozen=True, slots=True)
class Span:
    """The bets placed in a span of time, by its first day."""

    first: date
    figures: BetFigures


@dataclass(frozen=True, slots=True)
class Course:
    """Figures of all bets, and of each span in which there are any, the oldest first.

    ``first`` and ``last`` are the days of the oldest and of the newest bet; None without any.
    """

    step: CourseStep
    first: date | None
    last: date | None
    total: BetFigures
    spans: tuple[Span, ...]


def course_of(
    connection: duckdb.DuckDBPyConnection, source: str, asked: BetFilter, step: CourseStep | None = None
) -> Course:
    """The course of the bets that are meant.

    Args:
        connection: To run on.
        source: The copy, as a SQL relation.
        asked: Which bets.
        step: How long spans are; the shortest that gives at most ``MOST_SPANS`` if None.
    """
    condition, given = asked.condition()
    ends = f"SELECT min(day), max(day) FROM {source} WHERE {condition}"  # noqa: S608 (ours; values are parameters)
    first, last = connection.execute(ends, given).fetchone() or (None, None)
    chosen = step or _step(first, last)
    total, groups = grouped_figures(connection, source, asked, f"date_trunc('{chosen}', day)::date")
    spans = [Span(date.fromisoformat(str(name)), figures) for name, figures in groups]
    return Course(chosen, first, last, total, tuple(sorted(spans, key=lambda span: span.first)))


def _step(first: date | None, last: date | None) -> CourseStep:
    days = (last - first).days + 1 if first and last else 0
    return next((step for step in CourseStep if days <= MOST_SPANS * _DAYS[step]), CourseStep.YEAR)
