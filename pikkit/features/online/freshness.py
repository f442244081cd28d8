"""How fresh what is served is: of every view, the newest result in it and when it was brought up to date."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pikkit.features.online.store.online_state import ServedView
from pikkit.features.online.store.reader_by_url import open_reader
from pikkit.features.views.view import VIEWS
from pikkit.settings.feature_urls import EMBEDDED, FeatureUrls

STALE_AFTER = timedelta(days=3)


@dataclass(frozen=True)
class ViewFreshness:
    """How fresh one view is, at a moment.

    Attributes:
        view: Its name.
        rows: Entities served.
        newest_settled: When the newest bet in it settled; None without rows.
        materialized_at: Up to when bets count in it.
        age: Since ``newest_settled``; None without rows. Grows while nobody bets, too.
        behind: Since ``materialized_at``: how long results may have been missed for.
        ttl: How long an entity's history counts after its newest bet; None is for ever.
        stale: Whether it is further behind than is accepted.
    """

    view: str
    rows: int
    newest_settled: datetime | None
    materialized_at: datetime
    age: timedelta | None
    behind: timedelta
    ttl: timedelta | None
    stale: bool


def freshness(
    features_home: Path,
    now: datetime | None = None,
    *,
    stale_after: timedelta = STALE_AFTER,
    urls: FeatureUrls = EMBEDDED,
) -> tuple[ViewFreshness, ...]:
    """The freshness of every view of an online store, in their order in ``VIEWS``; those of other versions last.

    Args:
        features_home: The features folder.
        now: The moment, with its time zone; default: now.
        stale_after: How far behind is accepted.
        urls: The stores that are not in the folder.

    Raises:
        NotReadyError: Nothing was materialised yet, or the store cannot be read.
        InputError: The URL is none.
    """
    moment = now or datetime.now(UTC)
    reader = open_reader(features_home, urls)
    try:
        state = reader.state()
    finally:
        reader.close()
    order = {view.name: place for place, view in enumerate(VIEWS)}
    known = sorted(state, key=lambda served: order.get(served.name, len(order)))
    return tuple(_freshness(served, moment, stale_after) for served in known)


def _freshness(served: ServedView, now: datetime, stale_after: timedelta) -> ViewFreshness:
    newest = None if served.newest_us is None else moment_of(served.newest_us)
    until = moment_of(served.until_us)
    ttl = next((view.ttl for view in VIEWS if view.name == served.name), None)
    age = None if newest is None else now - newest
    return ViewFreshness(served.name, served.rows, newest, until, age, now - until, ttl, now - until > stale_after)


def moment_of(microseconds: int) -> datetime:
    """A moment counted in µs since 1970, to the microsecond."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
