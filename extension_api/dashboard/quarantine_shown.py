"""The quarantine as its page shows it: rows that wait, what can be decided about each, and what was decided lately."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pikkit.extension_api.reading import bet_store, bettor_asked
from pikkit.review.decided import Reviewer
from pikkit.review.quarantine import accept_rows
from pikkit.review.quarantined_items import QuarantinedRow, RowFilter, find_rows
from pikkit.store.shapes import OPEN

_MOST = 50
_LATELY = 10


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided at one moment about rows of one rule."""

    status: str
    rule: str
    by: str
    at: datetime
    rows: int


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
    lately: Sequence[Decision]


def quarantine_shown(rule: str) -> QuarantineShown:
    """The caller's quarantine."""
    known = find_rows(bet_store(), RowFilter(bettors=bettors_shown(), statuses=()))
    waiting = [row for row in known if row.status == OPEN]
    asked = [row for row in waiting if not rule or row.rule == rule]
    rows = asked[:_MOST]
    rules = Counter(row.rule for row in waiting).most_common()
    return QuarantineShown(rule, rules, len(asked), rows, refusals(rows), _lately(known))


def refusals(rows: Sequence[QuarantinedRow]) -> dict[str, str]:
    """By reference, why a row would not be accepted; nothing is decided."""
    looked_at = accept_rows(bet_store(), rows, Reviewer("", dry_run=True))
    return {refusal.ref: refusal.reason for refusal in looked_at.refused}


def rows_decided(rule: str, status: str, at: datetime) -> list[QuarantinedRow]:
    """The rows of a decision of the caller's that stands."""
    found = find_rows(bet_store(), RowFilter(rules=[rule], statuses=[status], bettors=bettors_shown()))
    return [row for row in found if row.rule == rule and row.decided_at == at]


def bettors_shown() -> tuple[str, ...]:
    """Whose rows: the caller's, or for operators those of whom was asked for; () is everybody's."""
    bettor = bettor_asked()
    return () if bettor is None else (bettor,)


def _lately(known: Sequence[QuarantinedRow]) -> list[Decision]:
    groups = Counter(
        (row.decided_at, row.status, row.rule, row.decided_by or "")
        for row in known
        if row.status != OPEN and row.decided_at is not None
    )
    newest = sorted(groups.items(), reverse=True)[:_LATELY]
    return [Decision(status, rule, by, at, rows) for (at, status, rule, by), rows in newest]
