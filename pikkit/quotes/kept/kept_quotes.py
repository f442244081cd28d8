"""What quotes say of bets, from what they said the last time: only what changed since is read and matched."""

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa

from pikkit.quotes.bet_windows import BetWindow, windows_of
from pikkit.quotes.coded_quotes import CodedQuotes
from pikkit.quotes.kept.kept_window import KeptWindow, read_window, write_window
from pikkit.quotes.match.events import AROUND
from pikkit.quotes.offered_bets import Flags, OfferedBets, joined_bets, offered_bets
from pikkit.quotes.offers import Ints, offering_books
from pikkit.quotes.placed_bets import TEXT_COLUMNS
from pikkit.quotes.store.contract import QuoteStore
from pikkit.quotes.store.layout import stretch_of
from pikkit.settings import Settings
from pikkit.store.hashing import content_hash

READ = ("bettor", "bet_id", *TEXT_COLUMNS, "line", "odds", "n_legs", "live", "placed_at", "settled_at")
"""All that is read of a bet, and whose it is: nobody can make a bet that is taken for another's."""

MOST_OTHERS = 20
"""Bets that are not asked about now are kept beside those that are, but not more than this many times as many."""

log = logging.getLogger("pikkit.quotes")


def kept_folder(settings: Settings) -> Path:
    """Where a home keeps what quotes said of bets; what is there is made again by itself."""
    return settings.resolved_home / "cache" / "quotes"


def quotes_on(bets: pa.Table, store: QuoteStore, folder: Path | None = None) -> OfferedBets:
    """What the stored quotes say of bets (schema BETS), to the last bit the same with and without a folder.

    Args:
        bets: Schema BETS, or its columns READ.
        store: Where quotes are.
        folder: Where what they said is kept from one time to the next; None: everything is matched, and nothing kept.
    """
    placed = bets["placed_at"].cast(pa.int64()).to_numpy()
    bets, parts = bets.select(READ), []
    for window in windows_of(placed):
        some = bets.take(pa.array(window.rows))
        parts.append((window.rows, _Window(window, some, store, folder).offered()))
    return joined_bets(bets.num_rows, parts)


class _Window:
    """The bets of one window, and what is kept of them."""

    def __init__(self, window: BetWindow, bets: pa.Table, store: QuoteStore, folder: Path | None) -> None:
        self._bets, self._store, self._span = bets, store, window.span
        self._path = folder and folder / f"{window.number}.arrow"
        self._placed = bets["placed_at"].cast(pa.int64()).to_numpy()

    def offered(self) -> OfferedBets:
        if self._path is None:
            return offered_bets(self._bets, self._store.read_coded(self._span))
        changes = self._store.changes(self._span)  # before the quotes: what is added meanwhile is read again
        keys = content_hash(self._bets)
        kept = read_window(self._path)
        if kept is None:
            offered_now = offered_bets(self._bets, self._store.read_coded(self._span))
            _keep(KeptWindow(keys, self._placed, offered_now, changes), self._path)
            return offered_now
        sound, place = _sound(kept, changes), _places(kept.keys, keys)
        place = np.where(sound[place], place, -1)
        if kept.changes == changes and (place >= 0).all():
            return kept.offered.at(place)
        quotes = self._store.read_coded(self._span)
        offered_now = joined_bets(len(keys), list(self._parts(kept, place, quotes)), offering_books(quotes))
        others = np.setdiff1d(np.flatnonzero(sound), place)
        few = others[: 0 if len(others) > MOST_OTHERS * len(keys) else None]
        _keep(_both(KeptWindow(keys, self._placed, offered_now, changes), kept, few), self._path)
        return offered_now

    def _parts(self, kept: KeptWindow, place: Ints, quotes: CodedQuotes) -> Iterator[tuple[Ints, OfferedBets]]:
        """Bets of which what is kept is true, and all others beside the quotes around them."""
        stay, fresh = np.flatnonzero(place >= 0), np.flatnonzero(place < 0)
        yield stay, kept.offered.at(place[stay])
        if len(fresh):
            placed = self._placed[fresh]
            around = quotes.of_events(int(placed.min()) - AROUND, int(placed.max()) + AROUND)
            yield fresh, offered_bets(self._bets.take(pa.array(fresh)), around)


def _both(asked: KeptWindow, kept: KeptWindow, others: Ints) -> KeptWindow:
    """What was found of bets that were asked about, and what is kept of some others."""
    n, more = len(asked.keys), len(others)
    parts = [(np.arange(n), asked.offered), (np.arange(n, n + more), kept.offered.at(others))]
    return KeptWindow(
        np.concatenate([asked.keys, kept.keys[others]]),
        np.concatenate([asked.placed_at, kept.placed_at[others]]),
        joined_bets(n + more, parts, asked.offered.others.books),
        asked.changes,
    )


def _keep(window: KeptWindow, path: Path) -> None:
    order = np.unique(window.keys, return_index=True)[1]
    ordered = KeptWindow(window.keys[order], window.placed_at[order], window.offered.at(order), window.changes)
    try:
        write_window(ordered, path)
    except OSError as error:
        log.warning("What quotes say of bets cannot be kept in %s: %s.", path, error.strerror)


def _places(kept: Ints, keys: Ints) -> Ints:
    """Where keys stand among ascending ones, −1 for those that are not there."""
    place = np.minimum(np.searchsorted(kept, keys), len(kept) - 1)
    return np.where(kept[place] == keys, place, -1)


def _sound(kept: KeptWindow, changes: Mapping[int, int]) -> Flags:
    """Which of the kept bets have the quotes around them that they had."""
    changed = np.array(sorted({stretch for stretch, _ in kept.changes.items() ^ changes.items()}), dtype=np.int64)
    first = np.searchsorted(changed, stretch_of(kept.placed_at - AROUND), side="left")
    last = np.searchsorted(changed, stretch_of(kept.placed_at + AROUND), side="right")
    return np.asarray(first == last)
