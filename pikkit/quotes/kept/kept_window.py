"""What quotes said of the bets of one window, as a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import numpy as np
import pyarrow as pa

from pikkit.quotes.as_of import OthersOffers
from pikkit.quotes.kept.rules_digest import rules_digest
from pikkit.quotes.offered_bets import OfferedBets
from pikkit.quotes.offers import Floats, Ints

_PLAIN = ("key", "placed_at", "close", "matched", "at_line", "reason", "best", "best_book", "newest")


@dataclass(frozen=True)
class KeptWindow:
    """What quotes said of n bets of one window.

    Attributes:
        keys: What each bet said of itself, as a hash, ascending, shape (n,).
        placed_at: µs since 1970, shape (n,).
        offered: What quotes said.
        changes: The numbers of the stretches around it then (``QuoteStore.changes``).
    """

    keys: Ints = field(repr=False)
    placed_at: Ints = field(repr=False)
    offered: OfferedBets
    changes: Mapping[int, int] = field(repr=False)


def read_window(path: Path) -> KeptWindow | None:
    """The window in a file; None if there is none, it was made by other rules or is damaged."""
    try:
        with pa.OSFile(str(path)) as file, pa.ipc.open_file(file) as reader:
            document = json.loads((reader.schema.metadata or {})[b"window"])
            if document["rules"] != rules_digest():
                return None
            return _window(reader.read_all(), document)
    except (OSError, pa.ArrowException, KeyError, ValueError):
        return None


def write_window(window: KeptWindow, path: Path) -> None:
    """Write a window, in the place of what was there.

    Raises:
        OSError: It cannot be written.
    """
    bets, others = window.offered, window.offered.others
    plain = (
        window.keys, window.placed_at, bets.closes, bets.matched, bets.at_line, bets.reasons,
        others.best, others.best_book, others.newest,
    )  # fmt: skip
    columns = [*plain, *others.logits.T, *others.first.T]
    names = [*_PLAIN, *(f"{what} {place}" for what in ("now", "first") for place in range(len(others.books)))]
    document = {"rules": rules_digest(), "books": others.books, "changes": sorted(window.changes.items())}
    arrays = [pa.array(np.ascontiguousarray(column)) for column in columns]
    table = pa.table(arrays, names=names).replace_schema_metadata({"window": json.dumps(document)})
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.OSFile(str(unfinished), "wb") as file, pa.ipc.new_file(file, table.schema, options=options) as writer:
            writer.write_table(table)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _window(table: pa.Table, told: Mapping[str, list[tuple[int, int]]]) -> KeptWindow:
    values = {name: table[name].to_numpy() for name in _PLAIN}
    books = tuple(str(book) for book in told["books"])
    logits, first = (_matrix(table, what, len(books)) for what in ("now", "first"))
    others = OthersOffers(logits, first, values["best"], values["best_book"], values["newest"], books)
    offered = OfferedBets(others, values["close"], values["matched"], values["at_line"], values["reason"])
    return KeptWindow(values["key"], values["placed_at"], offered, dict(told["changes"]))


def _matrix(table: pa.Table, what: str, books: int) -> Floats:
    matrix = np.empty((table.num_rows, books))
    for place in range(books):
        matrix[:, place] = table[f"{what} {place}"].to_numpy()
    return matrix
