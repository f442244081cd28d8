"""The latest view row each bet may know of: a join on the keys and on time."""

import ibis.expr.types as ir

from pikkit.features.views import View

KNOWN_AT = "known_at"
"""From when on a view row is known: one microsecond after its newest bet settled."""

LAST_SETTLED = "last_settled_us"
"""A written view's column: when its newest bet settled, in microseconds since 1970."""


def qualified(view: View, column: str) -> str:
    """A view's column in a joined row, named as Feast names it."""
    return f"{view.name}__{column}"


def latest_rows(bets: ir.Table, view: View, rows: ir.Table) -> ir.Table:
    """The view's latest row known at each bet's ``placed_at``.

    Args:
        bets: Bets with their keys, ``placed_at`` in microseconds and a ``row`` number.
        view: The view.
        rows: Its rows (``pikkit.features.history.view_rows``).

    Returns:
        One row a bet, in the order of ``row``: the view's columns (0 without history) and its ``known_at`` (null
        without), qualified by the view's name.
    """
    asked = bets.select("row", "placed_at", *view.keys)
    known = rows.rename({f"key_{key}": key for key in view.keys})
    same = [asked[key] == known[f"key_{key}"] for key in view.keys]
    joined = asked.asof_join(known, on=asked.placed_at >= known[KNOWN_AT], predicates=same).order_by("row")
    values = {qualified(view, column): joined[column].fill_null(0.0) for column in view.columns}
    return joined.select(**values, **{qualified(view, KNOWN_AT): joined[KNOWN_AT]})
