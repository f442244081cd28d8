"""From bets' contributions to view rows: sums over the past of each entity."""

import ibis
import ibis.expr.types as ir

from pikkit.features.views.contributions import PARTS
from pikkit.features.views.view import STREAK, STREAK_SUMS, WINDOWS, View
from tests.features.relational.view_streaks import with_streak


def view_rows(observed: ir.Table, view: View) -> ir.Table:
    """The view's rows: its keys, ``known_at``, each sum over each of its windows ending there, and the streak if any.

    Bets that settle at the same moment become known together, as one row.
    """
    seen = seen_by(observed, view)
    added = dict.fromkeys((*(name for name, _ in view.summed), *(STREAK_SUMS if view.streak else ())))
    at_once = seen.group_by([*view.keys, "known_at"]).agg(**{name: seen[name].sum() for name in added})
    if view.streak:
        at_once = with_streak(at_once, view)
    sums = {f"{name}_{window}": _summed(at_once, view, name, window) for name, window in view.summed}
    return at_once.select(*view.keys, "known_at", **sums, **({STREAK: at_once[STREAK]} if view.streak else {}))


def _summed(at_once: ir.Table, view: View, name: str, window: str) -> ir.Value:
    frame = ibis.range_window(
        group_by=[at_once[key] for key in view.keys],
        order_by=at_once.known_at,
        preceding=_preceding(window),
        following=0,
    )
    # Spark reads 1000.0 as a decimal: only beside a float does it divide floats.
    return at_once[name].sum().over(frame).cast("float64") / PARTS.get(name, 1.0)


def _preceding(window: str) -> int | None:
    length = WINDOWS[window]
    return None if length is None else length - 1


def seen_by(observed: ir.Table, view: View) -> ir.Table:
    """The ``observations`` that are a view's history: parlays for a view of parlays, else single bets."""
    return observed.filter(observed.parlay if view.parlays else ~observed.parlay)
