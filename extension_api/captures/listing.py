"""Pages of captures: those in the store, and on top of them what is on its way there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pikkit.extension_api.captures.models import Opportunity, Status
from pikkit.extension_api.records import SharedRecords
from pikkit.outbox import Outbox
from pikkit.store.serving_tables import opportunities


@dataclass(frozen=True, slots=True)
class CaptureQuery:
    """Which captures.

    Attributes:
        limit: The most of a page.
        before: Only captures before this moment: where the page before ended.
        since: Only captures of this moment or later.
        min_ev: Only those worth so much a unit staked when seen.
        sportsbook, sport, status: Only of these; canonical names.
    """

    limit: int
    before: datetime | None = None
    since: datetime | None = None
    min_ev: float | None = None
    sportsbook: str | None = None
    sport: str | None = None
    status: Status | None = None

    def takes(self, opportunity: Opportunity) -> bool:
        """Whether it is one of them."""
        same = (
            (self.sportsbook, opportunity.sportsbook),
            (self.sport, opportunity.sport),
            (self.status, opportunity.status),
        )
        enough = self.min_ev is None or (opportunity.ev is not None and opportunity.ev >= self.min_ev)
        in_time = (self.since is None or opportunity.captured_at >= self.since) and (
            self.before is None or opportunity.captured_at < self.before
        )
        return enough and in_time and all(wanted is None or wanted == value for wanted, value in same)


@dataclass(frozen=True, slots=True)
class Page:
    """Captures, newest first, and where the next page begins; None on the last one."""

    opportunities: Sequence[Opportunity]
    before: datetime | None


def page_of(records: SharedRecords, outbox: Outbox, bettor: str | None, asked: CaptureQuery) -> Page:
    """One page."""
    waiting = [Opportunity.model_validate(row) for row in outbox.undelivered(opportunities.name, bettor)]
    newer = {(seen.bettor, seen.client_key) for seen in waiting}
    where = {"bettor": bettor, "sportsbook": asked.sportsbook, "sport": asked.sport, "status": asked.status}
    stored = records.read(
        opportunities,
        {name: str(value) for name, value in where.items() if value is not None},
        since=asked.since,
        until=asked.before,
        limit=asked.limit + 1 + len(newer),
        at_least={} if asked.min_ev is None else {"ev": asked.min_ev},
    )
    captured = [Opportunity.model_validate(row) for row in stored]
    kept = [seen for seen in captured if (seen.bettor, seen.client_key) not in newer]
    merged = sorted([*kept, *filter(asked.takes, waiting)], key=lambda seen: seen.captured_at, reverse=True)
    shown = merged[: asked.limit]
    return Page(shown, shown[-1].captured_at if len(merged) > asked.limit else None)
