"""What a page of the quarantine shows, over a project's API, which cannot group."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from itertools import count
from typing import Any

import pyarrow as pa

from pikkit.store.quarantine_overview import QuarantineDecision, QuarantineOverview
from pikkit.store.shapes import OPEN, QUARANTINE
from pikkit.store.supabase.json_rows import from_json_rows
from pikkit.store.supabase.rest import Rest

_BY_LINE = ("source", "line", "bettor", "content_hash")
_DECISION = ("decided_at", "status", "rule", "decided_by", "bettor", "source", "content_hash")
_AT_FIRST = 500
"""Decided rows that are asked for at first; twice as many each time they are too few decisions."""


def rest_overview(rest: Rest, bettors: Collection[str] | None, rule: str, most: int, lately: int) -> QuarantineOverview:
    """``overview_of`` of a project: the rows that wait are read, of those decided what tells the newest decisions."""

    def of(query: Any) -> Any:
        return query if bettors is None else query.in_("bettor", sorted(bettors))

    rows = rest.rows("quarantine", QUARANTINE.names, _BY_LINE, lambda query: of(query).eq("status", OPEN))
    waiting = from_json_rows(rows, QUARANTINE)
    each = {(row["bettor"], row["source"], row["content_hash"]): row["rule"] for row in rows}
    rules = dict(sorted(Counter(each.values()).items(), key=lambda one: (-one[1], one[0])))
    first = [key for key, of_rule in each.items() if not rule or of_rule == rule][:most]
    return QuarantineOverview(rules, _of(waiting, set(first)), _lately(rest, of, lately))


def _of(waiting: pa.Table, keys: set[tuple[Any, ...]]) -> pa.Table:
    columns = (waiting[name].to_pylist() for name in ("bettor", "source", "content_hash"))
    return waiting.filter(pa.array([key in keys for key in zip(*columns, strict=True)], pa.bool_()))


def _lately(rest: Rest, of: Any, most: int) -> list[QuarantineDecision]:
    def narrow(query: Any) -> Any:
        return of(query).neq("status", OPEN)

    for tries in count():
        limit = _AT_FIRST << tries
        rows = rest.rows("quarantine", _DECISION, ("decided_at", *_BY_LINE), narrow, limit, descending=True)
        distinct = {tuple(row[name] or "" for name in _DECISION) for row in rows if row["decided_at"]}
        groups = sorted(Counter(one[:4] for one in distinct).items(), reverse=True)
        if len(groups) > most or len(rows) < limit:  # the oldest decision may not be there as a whole
            return [
                QuarantineDecision(status, rule, by, datetime.fromisoformat(at), n_rows)
                for (at, status, rule, by), n_rows in groups[:most]
            ]
    raise AssertionError("it counts for ever")
