"""What constant strengths of shrinkage cost: softness with them, and with strengths estimated from the data.

    python benchmarks/shrinkage_bench.py PATH

PATH is an export or a folder of them. Strengths are estimated by the method of moments, level by level, on bets settled
in the first 70 % of the time: the variance within groups over the variance of group means around their parents'. Both
kinds of softness are then judged by their squared distance from odds/closing − 1 of the bets placed in the last 30 %.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from pikkit.bets.export import find_exports, read_export
from pikkit.bets.outcome import BetType
from pikkit.features.build.build import joined_columns
from pikkit.features.definitions.feature import Columns, Floats
from pikkit.features.definitions.hierarchy import LEVELS, Level, summed
from pikkit.features.definitions.shrinkage import shrunk
from pikkit.features.views.contributions import CLV_BOUND
from pikkit.features.views.entity_keys import TEXT_KEYS, key_lists
from pikkit.features.views.view import ALL

PAST_SHARE = 0.7


@dataclass(frozen=True)
class Split:
    """Straight bets with a close: ``past`` to estimate on (keys and clv), and which rows of all are ``future``."""

    past: pd.DataFrame
    future: np.ndarray
    clv: Floats


def main() -> None:
    """Estimate, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    bets = pa.concat_tables([read_export(file).bets for file in find_exports(parser.parse_args().path)])
    split, columns = _split(bets), joined_columns(bets, bets)
    strengths = _estimated(split.past)
    print(f"{len(split.past):,} bets to estimate on, {split.future.sum():,} to judge on")
    print(f"{'level':<18} {'constant':>9} {'estimated':>10} {'error, constant':>16} {'estimated':>10} {'change':>8}")
    for level in LEVELS:
        ours, theirs = (_error(level, split, columns, chosen) for chosen in (None, strengths))
        figures = f"{level.strength:9.0f} {strengths[level.name]:10.1f} {1e4 * ours:16.4f} {1e4 * theirs:10.4f}"
        print(f"{level.name:<18} {figures} {theirs / ours - 1:+8.2%}")


def _split(bets: pa.Table) -> Split:
    texts = {name: bets[name].to_pylist() for name in (*TEXT_KEYS, "market", "side")}
    odds, close = (_floats(bets[name]) for name in ("odds", "closing_odds"))
    placed, settled = (_floats(bets[name].cast(pa.int64())) for name in ("placed_at", "settled_at"))
    clv = np.clip(odds / close - 1, -CLV_BOUND, CLV_BOUND)
    usable = (np.array(bets["bet_type"].to_pylist()) == BetType.STRAIGHT) & ~np.isnan(clv) & ~np.isnan(settled)
    cut = np.quantile(placed[usable], PAST_SHARE)
    keyed = pd.DataFrame({**key_lists(texts, odds), "clv": clv})
    return Split(keyed[usable & (settled < cut)], usable & (placed >= cut), clv)


def _floats(column: pa.ChunkedArray) -> Floats:
    return np.asarray(column.cast(pa.float64()).fill_null(float("nan")).to_numpy(), dtype=np.float64)


def _estimated(past: pd.DataFrame) -> dict[str, float]:
    """The strength of each level by the method of moments (groups weighted by their bets)."""
    strengths: dict[str, float] = {}
    means: dict[str, pd.Series] = {}
    for level in LEVELS:
        keys = [past[key] for key in level.view.keys]
        groups = past.clv.groupby(keys)
        own, n, count = groups.transform("mean"), groups.transform("size"), groups.ngroups
        parent = means[level.parent.name] if level.parent else pd.Series(0.0, index=past.index)
        within = ((past.clv - own) ** 2).sum() / (len(past) - count)
        between = (((own - parent) ** 2).sum() - count * within) / len(past)
        strengths[level.name] = float(within / max(between, 1e-9))
        means[level.name] = (n * own + strengths[level.name] * parent) / (n + strengths[level.name])
    return strengths


def _error(level: Level, split: Split, columns: Columns, strengths: dict[str, float] | None) -> float:
    expected = _softness(level, columns, strengths)[split.future]
    return float(np.mean((split.clv[split.future] - expected) ** 2))


def _softness(level: Level, columns: Columns, strengths: dict[str, float] | None) -> Floats:
    parent: Floats | float = _softness(level.parent, columns, strengths) if level.parent else 0.0
    total, count = (summed(level.view, name, ALL, columns) for name in ("clv_sum", "closes"))
    return shrunk(total, count, parent, strengths[level.name] if strengths else level.strength)


if __name__ == "__main__":
    main()
