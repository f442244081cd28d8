"""One door to a store's performance figures, for the API and the dashboard."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from copy import copy
from datetime import date
from pathlib import Path
from typing import TypeVar, cast

import duckdb
import pyarrow as pa

from pikkit.performance.bankroll_curve import Bankroll, bankroll_curve
from pikkit.performance.bet_file import BetFileForm, bet_file
from pikkit.performance.bet_listing import BetPage, bet_page
from pikkit.performance.bet_order import NEWEST_FIRST
from pikkit.performance.book_profit import book_profit
from pikkit.performance.breakdown import Breakdown, breakdown
from pikkit.performance.close_margins import CloseMargins, close_margins
from pikkit.performance.copy import BetsCopy, parquet_relation
from pikkit.performance.course import Course, CourseStep, course_of
from pikkit.performance.dimensions import DIMENSIONS, SEVERAL, in_order, name_of
from pikkit.performance.expected_profit import ExpectedProfit, expected_profit
from pikkit.performance.filters import BetFilter
from pikkit.performance.local_days import UTC_ZONE, local_relation
from pikkit.performance.reliability import Reliability, reliability
from pikkit.settings import Settings
from pikkit.store import BetStore

_T = TypeVar("_T")
_REMEMBERED = 256
"""Answers kept until the store changes."""
_MOST_CHOICES = 200


class PerformanceReader:
    """Answers questions about the bets of a store. Threads may share it.

    Args:
        store: Where the bets are; whoever opened it closes it.
        settings: Where the copy goes.
    """

    def __init__(self, store: BetStore, settings: Settings) -> None:
        self._copy = BetsCopy(store, settings.resolved_home / "performance", settings.resolved_store_url)
        self._database = duckdb.connect(config={"threads": 2, "memory_limit": "1GB"})
        self._answers: OrderedDict[tuple[object, ...], object] = OrderedDict()
        self._lock = threading.Lock()
        self._zone = UTC_ZONE
        self._margins: dict[int, CloseMargins] = {}  # of one watermark

    def in_zone(self, zone: str) -> "PerformanceReader":
        """The same reader, whose days, months and weekdays are those of a time zone; ``close`` closes both."""
        local = copy(self)
        local._zone = zone
        return local

    def breakdown(self, asked: BetFilter, by: str = "") -> Breakdown:
        """Figures of all bets that are meant and of each group; see :func:`pikkit.performance.breakdown.breakdown`."""
        return self._ask(("breakdown", asked, by), lambda c, source: breakdown(c, source, asked, by))

    def bankroll(self, asked: BetFilter) -> Bankroll:
        """The curve of profit by day."""
        return self._ask(("bankroll", asked), lambda c, source: bankroll_curve(c, source, asked))

    def book_profit(self, asked: BetFilter, since: date | None) -> dict[str, float]:
        """What bets that settled from a day on came to, by book."""
        return self._ask(("book profit", asked, since), lambda c, source: book_profit(c, source, asked, since))

    def course(self, asked: BetFilter, step: CourseStep | None = None) -> Course:
        """Figures over time; see :func:`pikkit.performance.course.course_of`."""
        return self._ask(("course", asked, step), lambda c, source: course_of(c, source, asked, step))

    def expected(self, asked: BetFilter) -> ExpectedProfit:
        """What closing prices promised, and what was won."""
        return self._ask(("expected", asked), lambda c, source: expected_profit(c, source, asked))

    def reliability(self, asked: BetFilter, scores: pa.Table | None = None) -> tuple[Reliability, ...]:
        """Whether probabilities came true: the price's, the closing line's, and those of ``scores`` (as SCORES)."""
        key = ("reliability", asked)
        return self._ask(key, lambda c, source: reliability(c, source, asked, scores), keep=scores is None)

    def bets(self, asked: BetFilter, limit: int = 50, cursor: str = "", sort: str = NEWEST_FIRST) -> BetPage:
        """A page of bets; see :func:`pikkit.performance.bet_listing.bet_page`."""
        return self._ask(("bets",), lambda c, source: bet_page(c, source, asked, limit, cursor, sort), keep=False)

    def download(self, asked: BetFilter, form: BetFileForm, sort: str = NEWEST_FIRST) -> Iterator[bytes]:
        """All bets that are meant as a file; see :func:`pikkit.performance.bet_file.bet_file`."""
        path, watermark = self._copy.fresh()
        return bet_file(self._database.cursor(), self._relation(path, watermark), asked, form, sort)

    def choices(self, asked: BetFilter) -> dict[str, tuple[str, ...]]:
        """The groups there are by dimension, for a form; ``bettor`` among them if everybody's bets are meant."""
        names = (*DIMENSIONS, *(() if asked.bettor else ("bettor",)))
        return self._ask(
            ("choices", asked), lambda c, source: {name: _choices(c, source, asked, name) for name in names}
        )

    def close_margins(self) -> CloseMargins:
        """How much of each book's closing prices is margin."""
        return self._margins_of(*self._copy.fresh())

    def watermark(self) -> int:
        """The moment of the store's last change; answers stay the same until it grows."""
        return self._copy.fresh()[1]

    def close(self) -> None:
        """Let go of memory; the reader cannot be used after that."""
        self._database.close()

    def _ask(
        self, key: tuple[object, ...], question: Callable[[duckdb.DuckDBPyConnection, str], _T], *, keep: bool = True
    ) -> _T:
        path, watermark = self._copy.fresh()
        full = (watermark, self._zone, *key)
        with self._lock:
            if keep and full in self._answers:
                self._answers.move_to_end(full)
                return cast("_T", self._answers[full])
        with self._database.cursor() as connection:
            answer = question(connection, self._relation(path, watermark))
        if keep:
            self._remember(full, answer)
        return answer

    def _relation(self, path: Path, watermark: int) -> str:
        return self._margins_of(path, watermark).relation(local_relation(path, self._zone))

    def _margins_of(self, path: Path, watermark: int) -> CloseMargins:
        known = self._margins.get(watermark)
        if known is None:
            with self._database.cursor() as connection:
                known = close_margins(connection, parquet_relation(path))
            with self._lock:
                self._margins.clear()
                self._margins[watermark] = known
        return known

    def _remember(self, key: tuple[object, ...], answer: object) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)


def _choices(connection: duckdb.DuckDBPyConnection, source: str, asked: BetFilter, name: str) -> tuple[str, ...]:
    condition, given = asked.condition()
    column = DIMENSIONS.get(name, name)
    column = f"unnest({column})" if name in SEVERAL else column
    query = (
        f"SELECT {column}, count(*) FROM {source} WHERE {condition} GROUP BY 1 ORDER BY 2 DESC LIMIT {_MOST_CHOICES}"  # noqa: S608 (ours)
    )
    names = [name_of(name, row[0]) for row in connection.execute(query, given).fetchall()]
    return tuple(in_order(name, names))
