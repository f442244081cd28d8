"""The views' sums and the as-of join in pandas and in Polars, as one would write them down, and ours alike.

Each yields, view by view, the joined columns of all bets in their order. What a bet adds is written once more here, in
NumPy, from the docstrings: equal numbers mean something.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from pikkit.features.views.contributions import CLV_BOUND, PARTS
from pikkit.features.views.entity_keys import ODDS_BANDS
from pikkit.features.views.view import SMALLEST_STAKE, STREAK, VIEWS, WINDOWS, View

Columns = dict[str, np.ndarray]
Contender = Callable[[Path], Iterator[tuple[View, Columns]]]


def _raw(path: Path) -> Columns:
    """The bets as plain columns, with the keys, and what each adds in whole parts."""
    bets = pq.read_table(path).to_pandas()
    columns: Columns = {key: bets[key].fillna("unknown").to_numpy() for key in ("bettor", "sportsbook", "sport")}
    columns |= {key: bets[key].fillna("unknown").to_numpy() for key in ("league", "subject")}
    columns["market_side"] = (bets.market.fillna("unknown") + ":" + bets.side.fillna("unknown")).to_numpy()
    columns["odds_band"] = np.searchsorted(ODDS_BANDS, bets.odds, side="right")
    columns["placed"] = bets.placed_at.astype("int64").to_numpy()
    columns["known"] = np.maximum(bets.settled_at.astype("int64"), bets.placed_at.astype("int64")).to_numpy() + 1
    columns["single"] = (bets.bet_type == "straight").to_numpy()
    columns["counts"] = (bets.settled_at.notna() & (bets.outcome != "open")).to_numpy()
    odds, won, lost = bets.odds, bets.outcome == "win", bets.outcome == "loss"
    clv = (odds / bets.closing_odds - 1).clip(-CLV_BOUND, CLV_BOUND)
    log_stake = np.log(np.maximum(bets.stake, SMALLEST_STAKE))
    added = {
        "bets": np.ones(len(bets)),
        "closes": clv.notna(),
        "clv_sum": clv.fillna(0),
        "clv_square_sum": (clv * clv).fillna(0),
        "clv_positive": clv > 0,
        "decided": won | lost,
        "wins": won,
        "excess_sum": np.where(won, 1 - 1 / odds, np.where(lost, -1 / odds, 0)),
        "stake_sum": bets.stake,
        "profit_sum": bets.profit.fillna(0),
        "log_stake_sum": log_stake,
        "log_stake_square_sum": log_stake * log_stake,
        "legs_sum": bets.n_legs,
    }
    for name, values in added.items():
        parts = np.asarray(values, dtype=np.float64) * PARTS.get(name, 1.0)
        columns[name] = np.copysign(np.floor(np.abs(parts) + 0.5), parts)
    return columns


def _sums(view: View) -> list[str]:
    return list(dict.fromkeys(name for name, _ in view.summed))


def pandas_rolling(path: Path) -> Iterator[tuple[View, Columns]]:
    """Group by the keys, roll over time, keep the last of each moment, merge as of."""
    import pandas as pd  # noqa: PLC0415 (only this contender's process)

    bets = pd.DataFrame(_raw(path)).assign(row=lambda frame: np.arange(len(frame)))
    for view in VIEWS:
        keys, sums = list(view.keys), _sums(view)
        seen = bets[bets.counts & (bets.single != view.parlays)].sort_values([*keys, "known"], kind="stable")
        seen = seen.assign(moment=pd.to_datetime(seen.known, unit="us")).reset_index(drop=True)
        rows = seen[[*keys, "known"]].copy()
        for window in {window for _, window in view.summed}:
            length = WINDOWS[window]
            wanted = [name for name in sums if (name, window) in view.summed]
            groups = seen.groupby(keys)
            if length is None:
                rolled = groups[wanted].cumsum()
            else:
                over = groups.rolling(timedelta(microseconds=length), on="moment")[wanted].sum()
                rolled = over  # by key and time, as the rows are
            for name in wanted:
                rows[f"{name}_{window}"] = rolled[name].to_numpy() / PARTS.get(name, 1.0)
        rows = rows.drop_duplicates([*keys, "known"], keep="last").sort_values("known")
        asked = bets[["row", "placed", *keys]].sort_values("placed", kind="stable")
        joined = pd.merge_asof(asked, rows, left_on="placed", right_on="known", by=keys).sort_values("row")
        yield (
            view,
            _expiring(view, {name: joined[name].to_numpy() for name in ("placed", "known", *_sum_columns(view))}),
        )


def polars_rolling(path: Path) -> Iterator[tuple[View, Columns]]:
    """The same in Polars, with its own rolling sums by time and its own as-of join."""
    import polars as pl  # noqa: PLC0415 (only this contender's process)

    bets = pl.DataFrame(_raw(path)).with_row_index("row")
    for view in VIEWS:
        keys = list(view.keys)
        seen = bets.filter(pl.col("counts") & (pl.col("single") != view.parlays)).sort("known")
        rows = seen.select(
            *keys,
            "known",
            *(_polars_sum(pl, name, window).over(keys).alias(f"{name}_{window}") for name, window in view.summed),
        ).unique([*keys, "known"], keep="last", maintain_order=True)
        asked = bets.select("row", "placed", *keys).sort("placed")
        joined = asked.join_asof(rows.sort("known"), left_on="placed", right_on="known", by=keys).sort("row")
        yield (
            view,
            _expiring(view, {name: joined[name].to_numpy() for name in ("placed", "known", *_sum_columns(view))}),
        )


def _polars_sum(pl, name: str, window: str):  # type: ignore[no-untyped-def]
    length = WINDOWS[window]
    column = pl.col(name)
    summed = column.cum_sum() if length is None else column.rolling_sum_by("known", f"{length}i")
    return summed / PARTS.get(name, 1.0)


def _sum_columns(view: View) -> list[str]:
    """Streaks are not what the others are good at."""
    return [name for name in view.columns if name != STREAK]


def _expiring(view: View, joined: Columns) -> Columns:
    """The view's sums, 0 without history or when it is older than the view's time to live."""
    known = joined["known"].astype(np.float64)
    counts = ~np.isnan(known)
    if view.ttl_microseconds is not None:
        counts &= joined["placed"] - np.nan_to_num(known) <= view.ttl_microseconds
    return {name: np.where(counts, joined[name], 0.0) for name in _sum_columns(view)}


def ours(path: Path) -> Iterator[tuple[View, Columns]]:
    """Keys and contributions by DuckDB, running totals and the join as arrays."""
    from pikkit.features.build.arrays.array_views import tables  # noqa: PLC0415 (only this contender's process)
    from pikkit.features.build.arrays.as_of_join import join_history  # noqa: PLC0415
    from pikkit.features.build.arrays.gathered_facts import gather_facts  # noqa: PLC0415
    from pikkit.features.build.arrays.history import view_history  # noqa: PLC0415

    facts = gather_facts(tables(path), tables(path))
    for view in VIEWS:
        asked, observed, size = facts.entities(view)
        joined = join_history(facts, view_history(facts, view, observed, size), asked, size)
        yield view, {name: joined.values(name) for name in _sum_columns(view)}


CONTENDERS: dict[str, Contender] = {"ours": ours, "pandas": pandas_rolling, "polars": polars_rolling}
