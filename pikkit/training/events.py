"""Which bets are on the same event, so that no split ever divides one."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.bet_info import parse_bet_info

GAP_MICROSECONDS = 4 * 86_400_000_000
"""Bets on one pairing placed further apart than this are on different meetings."""
LEG, SPORT = " | ", " | "
"""Between a multi-leg bet's legs in its text, and between the sports they are of."""

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class BetEvents:
    """The events of n bets.

    Attributes:
        event: One id for each bet, shape (n,); a multi-leg bet's own is that of all bets of the same text.
        legs: The ids of the events a multi-leg bet's legs are on, shape (n, L), −1 where there is none: those that
            single bets on the same pairings have. L is 0 where no bet has legs whose pairings can be read.
    """

    event: Ids
    legs: Ids


def bet_events(bets: pa.Table) -> BetEvents:
    """Events by sport and pairing (in either order), in one run of close placement times.

    Meetings of a series on successive days become one event, which errs on the safe side. A bet whose pairing is not
    known shares an event with bets of the same text; a multi-leg bet is known by its text too. A bet without a text is
    an event of its own: one common event of all such bets would never end, and would keep all of them from training.
    A leg does not say of which of the bet's sports it is, so it counts for each of them.

    Args:
        bets: At least ``sport``, ``home``, ``away``, ``bet_info`` and ``placed_at``.
    """
    owner, leg_keys = _legs(bets)
    keys = pa.concat_arrays([*_pairings(bets).cast(pa.string()).chunks, pa.array(leg_keys, pa.string())])
    placed = bets["placed_at"].cast(pa.int64()).to_numpy()
    ids = _runs(keys, np.concatenate([placed, placed[owner]]))
    return BetEvents(ids[: len(placed)], _table(owner, ids[len(placed) :], len(placed)))


def _runs(keys: pa.Array, placed: Ids) -> Ids:
    """An id for each run of rows with the same key, none of them placed long after the one before."""
    group = keys.dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64)
    unknown = np.flatnonzero(pc.equal(keys, "").to_numpy(zero_copy_only=False))
    group[unknown] = len(group) + unknown
    order = np.lexsort((placed, group))
    starts = np.ones(len(order), dtype=bool)
    starts[1:] = (np.diff(group[order]) != 0) | (np.diff(placed[order]) > GAP_MICROSECONDS)
    ids = np.empty(len(order), dtype=np.int64)
    ids[order] = np.cumsum(starts) - 1
    return ids


def _pairings(bets: pa.Table) -> pa.ChunkedArray:
    home, away = bets["home"], bets["away"]
    first, second = pc.min_element_wise(home, away), pc.max_element_wise(home, away)
    both = pc.and_(pc.is_valid(home), pc.is_valid(away))
    named = pc.binary_join_element_wise(bets["sport"].fill_null(""), first.fill_null(""), second.fill_null(""), "|")
    return pc.if_else(both, named, bets["bet_info"].fill_null(""))


def _legs(bets: pa.Table) -> tuple[Ids, list[str]]:
    """Each leg whose pairing can be read: its bet's row, and the key a single bet on the pairing has."""
    several = pc.and_(pc.is_null(bets["home"]), pc.match_substring(bets["bet_info"].fill_null(""), LEG))
    rows = np.flatnonzero(several.to_numpy())
    texts, sports = (bets[name].take(pa.array(rows)).to_pylist() for name in ("bet_info", "sport"))
    read = {text: _leg_pairings(text) for text in set(texts)}
    found = [
        (row, f"{sport}|{pairing}")
        for row, text, all_sports in zip(rows, texts, sports, strict=True)
        for sport in (all_sports or "").split(SPORT)
        for pairing in read[text]
    ]
    return np.array([row for row, _ in found], dtype=np.int64), [key for _, key in found]


def _leg_pairings(text: str) -> tuple[str, ...]:
    pairs = (sorted((leg.home, leg.away)) for leg in parse_bet_info(text) if leg.home and leg.away)
    return tuple(dict.fromkeys("|".join(pair) for pair in pairs))


def _table(owner: Ids, ids: Ids, n: int) -> Ids:
    """Ids by their owners, as rows padded with −1; owners come in rising order."""
    counts = np.bincount(owner, minlength=n)
    padded = np.full((n, int(counts.max(initial=0))), -1, dtype=np.int64)
    place = np.arange(len(owner)) - (np.cumsum(counts) - counts)[owner]
    padded[owner, place] = ids
    return padded
