"""What each entity's history says at one moment: the rows the online store serves."""

from datetime import UTC, datetime

import ibis.expr.types as ir

from pikkit.features.views.column_names import KNOWN_AT
from pikkit.features.views.view import View

EARLIEST = datetime(1, 1, 1, tzinfo=UTC)


def latest_known(rows: ir.Table, view: View, moment: datetime) -> ir.Table:
    """The newest row of each of a view's entities that is known at a moment and counts then, all columns kept.

    Args:
        rows: The view's written rows: ``known_at`` a UTC timestamp, different in each row of an entity.
        view: The view.
        moment: With a time zone.
    """
    since = EARLIEST if view.ttl is None else max(moment - view.ttl, EARLIEST)
    known = rows.filter(rows[KNOWN_AT] <= moment, rows[KNOWN_AT] >= since)
    values = [name for name in known.columns if name not in {*view.keys, KNOWN_AT}]
    newest = {name: known[name].argmax(known[KNOWN_AT]) for name in values}
    return known.group_by(list(view.keys)).agg(**{KNOWN_AT: known[KNOWN_AT].max()}, **newest)
