"""The latest view row each bet may know of: a join on the keys and on time."""

import ibis
import ibis.expr.types as ir

from pikkit.features.views.column_names import KNOWN_AT, qualified
from pikkit.features.views.view import View


def latest_rows(bets: ir.Table, view: View, rows: ir.Table) -> ir.Table:
    """The view's latest row known at each bet's ``placed_at``.

    Rows and bets are put on one timeline, and each bet is joined to as many-th a row as came before it: not every
    engine has an as-of join of its own, and every engine has this.

    Args:
        bets: Bets with their keys, ``placed_at`` in microseconds and a ``row`` number.
        view: The view.
        rows: Its rows (``tests.features.relational.view_sums.view_rows``).

    Returns:
        One row a bet, in the order of ``row``: the view's columns (0 without history) and its ``known_at`` (null
        without), qualified by the view's name. A row older than the view's ``ttl`` is no history.
    """
    each = ibis.window(group_by=list(view.keys), order_by=KNOWN_AT)
    numbered = rows.mutate(number=ibis.row_number().over(each) + 1).rename({f"key_{key}": key for key in view.keys})
    asked = _numbered(bets, view, rows)
    same = [asked[key] == numbered[f"key_{key}"] for key in view.keys]
    joined = asked.left_join(numbered, [*same, asked.known == numbered.number]).order_by("row")
    counts = _counts(view, joined.moment, joined[KNOWN_AT])
    values = {qualified(view, column): ibis.ifelse(counts, joined[column], 0.0) for column in view.columns}
    return joined.select(**values, **{qualified(view, KNOWN_AT): ibis.ifelse(counts, joined[KNOWN_AT], ibis.null())})


def _numbered(bets: ir.Table, view: View, rows: ir.Table) -> ir.Table:
    """The bets and how many of the view's rows each may know of; at the same moment, rows come before bets."""
    entries = rows.select(*view.keys, moment=rows[KNOWN_AT], asks=_integer(0), row=_integer(-1))
    asking = bets.select(*view.keys, moment=bets.placed_at, asks=_integer(1), row=bets.row.cast("int64"))
    both = entries.union(asking)
    past = ibis.window(group_by=list(view.keys), order_by=["moment", "asks"], preceding=None, following=0)
    counted = both.mutate(known=(1 - both.asks).sum().over(past))
    return counted.filter(counted.asks == 1).drop("asks")


def _integer(value: int) -> ir.IntegerScalar:
    return ibis.literal(value, "int64")


def _counts(view: View, placed_at: ir.IntegerValue, known_at: ir.IntegerValue) -> ir.BooleanValue:
    """Whether a row counts for a bet: there is one, and it is no older than the view's ``ttl``, as Feast has it."""
    if view.ttl_microseconds is None:
        return known_at.notnull()
    return known_at.notnull() & (placed_at - known_at <= view.ttl_microseconds)
