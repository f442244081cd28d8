"""The event of every bet and of every leg."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pikkit.bets.events.meetings import Meetings, find_meetings
from pikkit.bets.events.mentions import Ints, Mentions, read_mentions

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class BetEvents:
    """The events of n bets.

    Attributes:
        event: The event's id, ``nba:boston-celtics+nba:miami-heat@2024-01-15`` (with ``#2`` behind it the day's second
            game), shape (n,); null where the text names no game, and for a bet on several games.
        confidence: In (0, 1], that the bet is on this event; null where ``event`` is.
        legs: The ids of the games that a bet of several legs is on, a list a bet, empty for the others.
    """

    event: pa.Array
    confidence: pa.Array
    legs: pa.Array


def assign_events(bets: pa.Table) -> BetEvents:
    """The events of bets: the same for any order of rows, and whatever the books call the teams.

    Args:
        bets: At least ``sport``, ``home``, ``away``, ``bet_info`` and ``placed_at`` of the ``BETS`` schema; the more of
            ``league``, ``market``, ``period``, ``outcome`` and ``settled_at`` there are, the surer.
    """
    mentions = read_mentions(bets)
    meetings = find_meetings(mentions)
    codes, of_mention = np.unique(meetings.code, return_inverse=True)
    names = pa.array(_names(mentions, codes), pa.string())
    sure = mentions.per_pair([one.confidence for one in mentions.pairings]) * meetings.confidence
    event, confidence = _only(mentions, of_mention, sure, bets.num_rows)
    return BetEvents(
        event=names.take(pa.array(event, mask=event < 0)),
        confidence=pa.array(np.round(confidence, 3), mask=event < 0),
        legs=_lists(names, mentions, of_mention, bets.num_rows),
    )


def _names(mentions: Mentions, codes: Ints) -> list[str]:
    pairs, days, second = Meetings(codes, np.ones(len(codes))).parts()
    dates = days.astype("datetime64[D]").astype(str)
    keys = [mentions.pairings[pair].key for pair in pairs.tolist()]
    parts = zip(keys, dates.tolist(), second.tolist(), strict=True)
    return [f"{key}@{date}{'#2' if other else ''}" for key, date, other in parts]


def _only(mentions: Mentions, of_mention: Ints, sure: Floats, rows: int) -> tuple[Ints, Floats]:
    """The place of the only event of each bet, −1 if it has none or several, and how sure it is."""
    event, confidence = np.full(rows, -1, dtype=np.int64), np.zeros(rows)
    owner = mentions.row[mentions.alone]
    event[owner], confidence[owner] = of_mention[mentions.alone], sure[mentions.alone]
    return event, confidence


def _lists(names: pa.Array, mentions: Mentions, of_mention: Ints, rows: int) -> pa.Array:
    """The events of the legs of each bet of several, as lists."""
    order = np.argsort(mentions.row, kind="stable")
    legs = order[mentions.is_leg[order]]
    counts = np.bincount(mentions.row[legs], minlength=rows)
    offsets = np.concatenate([[0], np.cumsum(counts)])
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), names.take(pa.array(of_mention[legs])))
