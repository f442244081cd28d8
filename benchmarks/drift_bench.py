"""How often drift is called where there is none, and how soon it is where there is some.

    python -m benchmarks.drift_bench --home HOME [--exports PATH] [--seeds 101 102 103 104]

The champion of HOME scores bets; the first 70 % of them by time are the baseline. A drift begins with each of the
months after it, or none does; 2, 5, 10, 20 and 30 days later the last 30 days are checked, as in production.
Without ``--exports`` the bets are of samples with other seeds than any that limits were chosen on.
"""

import argparse
import resource
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.stats import ks_2samp

from pikkit.bets.export import find_exports, read_export
from pikkit.drift.baseline import Baseline
from pikkit.drift.column_sample import Sample
from pikkit.drift.compare import compare
from pikkit.drift.made_baseline import ModelAtHand, baseline_of_window
from pikkit.drift.scored_window import ScoredBets, scored_bets, singles_of
from pikkit.drift.store_check import model_at_hand
from pikkit.sample import SampleConfig, generate_sample, write_exports
from pikkit.settings import Settings
from pikkit.settings.drift_severity import DriftSeverity

DAYS = 30.0
MONTHS = 3
LOOKS = (2, 5, 10, 20, 30)
"""Days after a drift began."""
A_DAY = 86_400e6
Change = Callable[[pa.Table], pa.Table]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="a home with a champion")
    parser.add_argument("--exports", type=Path, help="bets to use; default: samples")
    parser.add_argument("--seeds", type=int, nargs="+", default=[101, 102, 103, 104])
    parser.add_argument("--bets", type=int, default=20_000, help="in each sample")
    parser.add_argument("--large", action="store_true", help="the time of a full check instead")
    options = parser.parse_args()
    model = model_at_hand(Settings(home=options.home, store_url="", mlflow_tracking_uri=""))
    if options.large:
        full_check()
        return
    delays_by_drift: dict[str, list[int | None]] = {name: [] for name in ("none", *CHANGES)}
    for bets in _histories(options):
        for name, delay in delays(model, bets):
            delays_by_drift[name].append(delay)
    looks = " | ".join(f"by day {day}" for day in LOOKS)
    print(f"| drift | months | {looks} |\n|{'---|' * (len(LOOKS) + 2)}")
    for name, day_delays in delays_by_drift.items():
        called = [sum(delay is not None and delay <= day for delay in day_delays) for day in LOOKS]
        print(f"| {name} | {len(day_delays)} | {' | '.join(map(str, called))} |")


def _histories(options: argparse.Namespace) -> Iterator[pa.Table]:
    if options.exports:
        yield _read(options.exports)
        return
    for seed in options.seeds:
        with TemporaryDirectory() as folder:
            write_exports(generate_sample(SampleConfig(bets=options.bets, seed=seed)), Path(folder))
            yield _read(Path(folder))


def _read(path: Path) -> pa.Table:
    return pa.concat_tables([read_export(file).bets for file in find_exports(path)])


def delays(model: ModelAtHand, bets: pa.Table) -> Iterator[tuple[str, int | None]]:
    """For each month after the baseline and each drift that begins with it: on which day it is called, if ever."""
    singles = singles_of(bets)
    placed = singles["placed_at"].cast(pa.int64()).to_numpy()
    split = float(np.quantile(placed, 0.7))
    start, end = (datetime.fromtimestamp(moment / 1e6, UTC) for moment in (placed[0], split))
    baseline = baseline_of_window(model, bets, start, end, DAYS, seed=0)
    for begun in (split + month * DAYS * A_DAY for month in range(1, MONTHS + 1)):
        first, change, last = np.searchsorted(placed, [begun - DAYS * A_DAY, begun, begun + DAYS * A_DAY])
        before, after = singles.slice(first, change - first), singles.slice(change, last - change)
        for name, changed in (("none", after), *((name, change(after)) for name, change in CHANGES.items())):
            window = scored_bets(model.bundle, pa.concat_tables([before, changed]), bets)
            yield name, _delay(baseline, window, begun)


def _delay(baseline: Baseline, window: ScoredBets, begun: float) -> int | None:
    for day in LOOKS:
        if drifted(baseline, window.between(begun + (day - DAYS) * A_DAY, begun + day * A_DAY)):
            return day
    return None


def drifted(baseline: Baseline, window: Sample) -> bool:
    """Whether any detector calls drift."""
    return any(
        result.severity is not DriftSeverity.NONE for result in compare(baseline.sample, window, baseline.limits)
    )


def _shorter(bets: pa.Table) -> pa.Table:
    odds = bets["odds"].to_numpy()
    margin = np.log(odds - 1)
    return _with_odds(bets, 1 + np.exp(margin - 0.5 * margin.std()))


def _mistaken(bets: pa.Table) -> pa.Table:
    """A twentieth of the prices is read as if American odds were decimal ones."""
    odds = bets["odds"].to_numpy().copy()
    some = np.random.default_rng(1).random(len(odds)) < 0.05
    american = np.where(odds >= 2, 100 * (odds - 1), 100 / (odds - 1))
    return _with_odds(bets, np.where(some, american, odds))


def _with_odds(bets: pa.Table, odds: np.ndarray) -> pa.Table:
    return bets.set_column(bets.schema.get_field_index("odds"), bets.schema.field("odds"), pa.array(odds))


def _elsewhere(bets: pa.Table) -> pa.Table:
    """A fifth of the bets is made at a book nobody used before."""
    some = np.random.default_rng(1).random(len(bets)) < 0.2
    books = np.where(some, "A New Book", np.array(bets["sportsbook"].to_pylist(), dtype=object))
    index = bets.schema.get_field_index("sportsbook")
    return bets.set_column(index, bets.schema.field("sportsbook"), pa.array(books.tolist(), pa.string()))


def _without_a_sport(bets: pa.Table) -> pa.Table:
    """The sport with the most bets has none any more."""
    counts = bets["sport"].value_counts().to_pylist()
    most = max((one for one in counts if one["values"]), key=lambda one: one["counts"])["values"]
    return bets.filter(pc.not_equal(bets["sport"], most))


CHANGES: dict[str, Change] = {
    "prices half a deviation shorter": _shorter,
    "odds format bug, 5 % of bets": _mistaken,
    "new book, 20 % of bets": _elsewhere,
    "the largest sport vanishes": _without_a_sport,
}


def full_check(rows: int = 100_000, columns: int = 26) -> None:
    """Print the time of a full comparison of so many bets and columns, and of SciPy's test alone in a loop."""
    draw = np.random.default_rng(0)
    names = ["score", "edge", "price_logit", "hour", *(f"feature {number}" for number in range(columns - 4))]
    before, now = (Sample({name: draw.normal(size=rows) for name in names}) for _ in range(2))
    begun = time.perf_counter()
    compare(before, now)
    ours = time.perf_counter() - begun
    begun = time.perf_counter()
    for name in names:
        ks_2samp(before.numbers[name], now.numbers[name], method="asymp")
    bare = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows:,} x {columns}: {ours:.1f} s, {ours / bare:.1f} times a loop of ks_2samp ({bare:.1f} s); {peak:,.0f} MB"
    )


if __name__ == "__main__":
    main()
