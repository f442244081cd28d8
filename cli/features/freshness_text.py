"""How fresh the served views are, as a document and as text."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikkit.features.online.freshness import ViewFreshness


FRESHNESS_COLUMNS = (
    "view",
    "rows",
    "newest_settled",
    "materialized_at",
    "age_seconds",
    "behind_seconds",
    "ttl_seconds",
    "stale",
)


def freshness_document(views: "Sequence[ViewFreshness]") -> list[dict[str, object]]:
    """A JSON object a view: moments in ISO 8601, spans in seconds."""
    return [
        {
            "view": view.view,
            "rows": view.rows,
            "newest_settled": iso_moment(view.newest_settled),
            "materialized_at": iso_moment(view.materialized_at),
            "age_seconds": seconds(view.age),
            "behind_seconds": seconds(view.behind),
            "ttl_seconds": seconds(view.ttl),
            "stale": view.stale,
        }
        for view in views
    ]


def freshness_text(views: "Sequence[ViewFreshness]") -> str:
    """A line a view."""
    width = max((len(view.view) for view in views), default=4)
    head = f"{'view':<{width}}  {'entities':>9}  {'newest result':<20}  {'age':>9}  {'brought in':<20}  {'expires':>9}"
    return "\n".join([head, *(_line(view, width) for view in views)])


def _line(view: "ViewFreshness", width: int) -> str:
    stale = "  STALE" if view.stale else ""
    newest, until = (_minute(each) for each in (view.newest_settled, view.materialized_at))
    spans = f"{days(view.age):>9}", f"{days(view.ttl):>9}"
    return f"{view.view:<{width}}  {view.rows:>9,}  {newest:<20}  {spans[0]}  {until:<20}  {spans[1]}{stale}"


def _minute(value: datetime | None) -> str:
    return f"{value:%Y-%m-%d %H:%M} UTC" if value else "–"


def iso_moment(value: datetime | None) -> str | None:
    """A moment in ISO 8601."""
    return value.isoformat() if value else None


def seconds(value: timedelta | None) -> float | None:
    """A span in seconds."""
    return None if value is None else value.total_seconds()


def days(value: timedelta | None) -> str:
    """A span in words."""
    return "–" if value is None else f"{value / timedelta(days=1):,.1f} d"
