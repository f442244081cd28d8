"""From bets' contributions to view rows: sums over the past of each entity."""

import ibis
import ibis.expr.types as ir

from pikkit.features.contributions import PARTS
from pikkit.features.views import WINDOWS, View


def view_rows(observed: ir.Table, view: View) -> ir.Table:
    """The view's rows: its keys, ``known_at``, and each sum over each window ending there.

    Bets that settle at the same moment become known together, as one row.
    """
    at_once = observed.group_by([*view.keys, "known_at"]).agg(**{name: observed[name].sum() for name in view.sums})
    sums: dict[str, ir.Value] = {}
    for window in view.windows:
        frame = ibis.range_window(
            group_by=[at_once[key] for key in view.keys],
            order_by=at_once.known_at,
            preceding=_preceding(window),
            following=0,
        )
        sums |= {f"{name}_{window}": at_once[name].sum().over(frame) / PARTS.get(name, 1.0) for name in view.sums}
    return at_once.select(*view.keys, "known_at", **sums)


def _preceding(window: str) -> int | None:
    length = WINDOWS[window]
    return None if length is None else length - 1
