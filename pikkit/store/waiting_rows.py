"""What a page of the quarantine shows, from a SQL database, without reading the rows that it does not show."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from pikkit.base.sql_moments import datetime_of
from pikkit.store.driver_rows import fetch
from pikkit.store.guarding import guarded
from pikkit.store.quarantine_overview import QuarantineDecision, QuarantineOverview
from pikkit.store.shapes import OPEN, QUARANTINE
from pikkit.store.tables import quarantine

_ROW = ("bettor", "source", "content_hash")
"""What tells raw rows apart; one may stand on several lines."""


def overview_of(
    connection: Connection, bettors: Collection[str] | None, rule: str, most: int, lately: int
) -> QuarantineOverview:
    """The quarantine of bettors, or everybody's.

    Args:
        connection: To a SQL store.
        bettors: Whose; everybody's if None.
        rule: Of which rule the first rows are; "" for all.
        most: How many of them.
        lately: How many decisions.
    """
    c = quarantine.c
    mine = [] if bettors is None else [c.bettor.in_(sorted(bettors))]
    row = [c[name] for name in _ROW]
    waiting = select(*row, c.rule, func.min(c.line).label("line")).where(c.status == OPEN, *mine)
    open_ = waiting.group_by(*row, c.rule).subquery().c
    rules = connection.execute(select(open_.rule, func.count()).group_by(open_.rule)).all()
    asked = select(*(open_[name] for name in _ROW)).order_by(open_.source, open_.line, open_.content_hash)
    wanted = asked.where(open_.rule == rule) if rule else asked
    first = select(*(c[name] for name in QUARANTINE.names)).where(tuple_(*row).in_(wanted.limit(most)))
    in_order = guarded(connection, first.order_by(c.source, c.line, c.content_hash), quarantine)
    return QuarantineOverview(
        dict(sorted(((str(name), int(count)) for name, count in rules), key=lambda one: (-one[1], one[0]))),
        fetch(connection, in_order, QUARANTINE),
        _lately(connection, mine, lately),
    )


def _lately(connection: Connection, mine: Sequence[ColumnElement[bool]], most: int) -> list[QuarantineDecision]:
    c = quarantine.c
    decision = (c.decided_at, c.status, c.rule, func.coalesce(c.decided_by, "").label("decided_by"))
    decided = select(*decision, *(c[name] for name in _ROW)).where(c.status != OPEN, c.decided_at.is_not(None), *mine)
    decisions = decided.distinct().subquery().c
    parts = (decisions.decided_at, decisions.status, decisions.rule, decisions.decided_by)
    newest = select(*parts, func.count()).group_by(*parts).order_by(*(part.desc() for part in parts)).limit(most)
    groups = connection.execute(newest).all()
    return [QuarantineDecision(status, rule, by, datetime_of(at), int(rows)) for at, status, rule, by, rows in groups]
