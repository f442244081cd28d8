"""Why a bet is matched to an event, or to none, in words."""

from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from pikkit.base.sql_moments import datetime_of
from pikkit.quotes.as_of import others_offers
from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.matched import Matched, match_to_quotes


def explain_match(bet: pa.Table, quotes: CodedQuotes) -> dict[str, Any]:
    """What was made of one bet.

    Args:
        bet: One row of schema BETS.
        quotes: All that can be about it.

    Returns:
        ``matched``, ``confidence``, ``why``, ``event``, ``quoted`` (whether its selection is) and ``others``: each
        other book's chance of the bet when it was placed.
    """
    matched = match_to_quotes(bet, quotes)
    matches = matched.matches
    event = matched.index.events[int(matches.event[0])] if matches.matched[0] else None
    start: datetime | None = datetime_of(event.start) if event else None
    return {
        "matched": bool(matches.matched[0]),
        "confidence": round(float(matches.confidence[0]), 3),
        "why": matches.reasons[0].sentence,
        "event": event and {"home": event.names[0], "away": event.names[1], "start": start and start.isoformat()},
        "quoted": bool(matched.selections.market[0] >= 0),
        "others": _others(matched),
    }


def _others(found: Matched) -> dict[str, float]:
    own = found.bets.own_books(found.offers.books)
    others = others_offers(found.selections, own, found.bets.placed_at, found.offers)
    known = np.flatnonzero(~np.isnan(others.logits[0]))
    return {others.books[k]: round(float(1 / (1 + np.exp(-others.logits[0, k]))), 4) for k in known}
