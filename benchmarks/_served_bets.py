"""Bets of exports as the requests a predictor gets, and what came of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.bets.export import iter_export
from pikkit.bets.export.find import find_exports

FIELDS = ("bettor", "sportsbook", "odds", "sport", "league", "market", "side", "subject", "bet_type", "n_legs")


@dataclass(frozen=True)
class ServedBets:
    """n decided single bets: as score requests in JSON's types, and whether each won."""

    requests: list[dict[str, Any]]
    won: list[int]

    @classmethod
    def read(cls, folder: Path, count: int) -> "ServedBets":
        """The first decided single bets of a folder of exports, as many of each export."""
        paths = find_exports(folder)
        tables = [pa.concat_tables(_decided(path)).slice(0, -(-count // len(paths))) for path in paths]
        bets = pa.concat_tables(tables).slice(0, count)
        moments = [moment.isoformat() for moment in bets["placed_at"].to_pylist()]
        rows = zip(bets.select(list(FIELDS)).to_pylist(), moments, strict=True)
        requests = [{**_said(row), "odds_format": "decimal", "placed_at": moment} for row, moment in rows]
        return cls(requests, pc.equal(bets["outcome"], "win").cast(pa.int64()).to_pylist())


def _decided(path: Path) -> Iterator[pa.Table]:
    for part in iter_export(path):
        single = pc.equal(part.bets["n_legs"], 1)
        yield part.bets.filter(pc.and_(single, pc.is_in(part.bets["outcome"], pa.array(["win", "loss"]))))


def _said(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}
