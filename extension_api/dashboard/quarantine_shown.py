"""The quarantine as its page shows it: rows that wait, what can be decided about each, and what was decided lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pikkit.extension_api.reading import bet_store, bettor_asked
from pikkit.review.decided import Reviewer
from pikkit.review.quarantine import accept_rows
from pikkit.review.quarantined_items import QuarantinedRow, RowFilter, find_rows, items_of
from pikkit.store.quarantine_overview import QuarantineDecision

_MOST = 50
_LATELY = 10


@dataclass(frozen=True, slots=True)
class QuarantineShown:
    """What a page shows.

    Attributes:
        rule: The rule asked for, "" for all.
        rules: How many rows wait, by rule.
        total: How many wait that were asked for; ``rows`` are the first of them.
        refused: By reference, why a row cannot be accepted as it is.
        lately: The newest decisions.
    """

    rule: str
    rules: Sequence[tuple[str, int]]
    total: int
    rows: Sequence[QuarantinedRow]
    refused: dict[str, str]
    lately: Sequence[QuarantineDecision]


def quarantine_shown(rule: str) -> QuarantineShown:
    """The caller's quarantine."""
    overview = bet_store().quarantine_overview(bettors_shown() or None, rule, _MOST, _LATELY)
    rows = items_of(overview.first)
    total = overview.rules.get(rule, 0) if rule else sum(overview.rules.values())
    return QuarantineShown(rule, list(overview.rules.items()), total, rows, refusals(rows), overview.lately)


def refusals(rows: Sequence[QuarantinedRow]) -> dict[str, str]:
    """By reference, why a row would not be accepted; nothing is decided."""
    looked_at = accept_rows(bet_store(), rows, Reviewer("", dry_run=True))
    return {refusal.ref: refusal.reason for refusal in looked_at.refused}


def rows_decided(rule: str, status: str, at: datetime) -> list[QuarantinedRow]:
    """The rows of a decision of the caller's that stands."""
    rows = find_rows(bet_store(), RowFilter(rules=[rule], statuses=[status], bettors=bettors_shown()))
    return [row for row in rows if row.rule == rule and row.decided_at == at]


def bettors_shown() -> tuple[str, ...]:
    """Whose rows: the caller's, or for operators those of whom was asked for; () is everybody's."""
    bettor = bettor_asked()
    return () if bettor is None else (bettor,)
