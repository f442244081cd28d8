"""A sample from end to end: a world, the bets picked in it, and the exports that show them."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pikkit.sample.bettors import Bettors, draw_bettors
from pikkit.sample.export_rows import export_rows
from pikkit.sample.picks import World, draw_picks
from pikkit.sample.sample_config import SampleConfig
from pikkit.sample.sample_events import Ints, simulate_events
from pikkit.sample.sample_names import invent_names
from pikkit.sample.sample_offers import draw_habits
from pikkit.sample.settling import settle
from pikkit.sample.spoiling import spoil

_BLOCK = 100_000  # bets drawn at a time: bounds the memory


@dataclass(frozen=True, slots=True)
class GeneratedSample:
    """Exports of several bettors, and what is true of each row."""

    config: SampleConfig
    rows: pa.Table
    """The export's columns as text, a bettor's rows together in the order they were placed."""
    truth: pa.Table
    """Row by row: ``bettor``, ``bet_id``, ``p_true`` and ``p_close`` (chance of winning by the truth and by the closing
    market, given no push or void; null for a round robin), ``rule`` (the one a bad row breaks, else null), and ``line``
    (the row's line in its export)."""


def generate_sample(config: SampleConfig | None = None) -> GeneratedSample:
    """Generate a sample; the same configuration gives the same sample.

    A price starts from the market's estimate when the bet is placed, which is further from the truth than the close.
    The book takes its margin, shortens long shots, and is lastingly generous or mean by league and kind of market:
    that, and who is betting, is what a model can learn beyond the price.
    """
    config = config or SampleConfig()
    rng = np.random.default_rng(config.seed)
    bettors = draw_bettors(config.bettors, rng)
    world = World(config, simulate_events(config, rng), draw_habits(rng), bettors)
    owners = _owners(config, bettors, rng)
    blocks = [_block(world, owners[start : start + _BLOCK], rng) for start in range(0, len(owners), _BLOCK)]
    rows, truth, placed = (pa.concat_tables(parts) for parts in zip(*blocks, strict=True))
    order = pa.array(np.lexsort((placed["placed"].to_numpy(), owners)))
    rows, rules = spoil(rows.take(order).combine_chunks(), owners, config.bad_share, rng)
    return GeneratedSample(config, rows, _truth(truth.take(order), bettors, owners, rows["bet_id"], rules))


def _owners(config: SampleConfig, bettors: Bettors, rng: np.random.Generator) -> Ints:
    """The bettor of each row, in order; everybody has one row at least."""
    extra = rng.multinomial(config.bets - config.bettors, bettors.volume)
    return np.repeat(np.arange(config.bettors), 1 + extra)


def _block(world: World, owners: Ints, rng: np.random.Generator) -> tuple[pa.Table, pa.Table, pa.Table]:
    picks = draw_picks(world, owners, rng)
    bets = settle(world, picks, rng)
    probabilities = {name: pa.array(getattr(bets, name), from_pandas=True) for name in ("p_true", "p_close")}
    rows = export_rows(world, invent_names(), picks, bets, rng)
    return rows, pa.table(probabilities), pa.table({"placed": picks.placed})


def _truth(probabilities: pa.Table, bettors: Bettors, owners: Ints, ids: pa.ChunkedArray, rules: pa.Array) -> pa.Table:
    first = np.searchsorted(owners, owners)
    return pa.table(
        {
            "bettor": pa.array(bettors.names).take(pa.array(owners)),
            "bet_id": ids,
            "p_true": probabilities["p_true"],
            "p_close": probabilities["p_close"],
            "rule": rules,
            "line": pa.array(np.arange(len(owners)) - first + 2),
        }
    )
