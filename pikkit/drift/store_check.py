"""A check: the store's newest bets against the baseline of the model that serves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.progress import Tell, silent
from pikkit.bets.same_players import with_one_name
from pikkit.drift.baseline import Baseline, load_baseline, save_baseline
from pikkit.drift.column_results import EDGE, SCORE
from pikkit.drift.column_sample import Sample
from pikkit.drift.compare import compare, shapes, shared_columns
from pikkit.drift.decay import decay
from pikkit.drift.effect_bands import Limits
from pikkit.drift.expected_loss import expected_loss_result
from pikkit.drift.made_baseline import ModelAtHand, baseline_of_bundle, baseline_of_window
from pikkit.drift.result import DriftReport, DriftResult, PerformanceResult, Shape
from pikkit.drift.scored_window import ScoredBets, scored_bets, settled_since, singles_of
from pikkit.drift.since import read_since
from pikkit.features.definitions.quote_features import QUOTE_NAMES
from pikkit.quotes.stored_features import stored_quote_features
from pikkit.registry import resolve
from pikkit.settings import Settings
from pikkit.store import open_store
from pikkit.store.common import common_bets
from pikkit.training.bundle import Bundle

Engine = Callable[[Sample, Sample, Limits], Sequence[DriftResult]]
"""What compares: (reference, window, limits) to results."""
_PARTS = 5
"""Of a check, as it tells how far it is."""
SHOWN = 12
"""Features whose distributions a report holds, at most: the most drifted ones."""
ALWAYS = (SCORE, EDGE, "price_logit", "sportsbook", "sport", "league", "market")
"""Columns whose distributions every report holds."""


@dataclass(frozen=True)
class DriftQuery:
    """Which bets to check.

    Attributes:
        since: "30d", a date, or "" for the setting ``drift_window_days``.
        last: At most so many of the newest bets; None: all of the time.
        model: A model's URI; "" for the champion.
    """

    since: str = ""
    last: int | None = None
    model: str = ""


def check(settings: Settings, asked: DriftQuery, engine: Engine = compare, tell: Tell = silent) -> DriftReport:
    """Score the window's bets, compare them with the baseline, and measure what has settled since training.

    A baseline that is not there yet is made from the bundle's sample and kept.

    Args:
        settings: Where everything is.
        asked: Which bets, and whose scores.
        engine: What compares.
        tell: Told how much is done.

    Raises:
        NotReadyError: There is no such model, or no bet.
        InputError: Something asked for cannot be read, or there are too few bets.
    """
    tell(0, _PARTS, "parts done, reading the model and the bets")
    model, bets = model_at_hand(settings, asked.model), stored_bets(settings)
    tell(1, _PARTS, "parts done, finding the baseline")
    baseline = known_baseline(settings, model, bets)
    tell(2, _PARTS, "parts done, scoring the newest bets")
    window = _window(model, bets, asked, settings)
    tell(3, _PARTS, f"parts done, comparing {len(window.sample):,} bets")
    report = report_of(baseline, window.sample, engine(baseline.sample, window.sample, baseline.limits))
    tell(4, _PARTS, "parts done, measuring what has settled since the training")
    performance = performance_of(model, bets, baseline, window.sample)
    return dated(report, window.placed_at[0], window.placed_at[-1], performance)


def report_of(baseline: Baseline, window: Sample, results: Sequence[DriftResult]) -> DriftReport:
    """A report of results, dated now, with the distributions worth looking at; its window is still to be dated."""
    shared = shared_columns(baseline.sample, window)
    shown = shapes(baseline.sample, window, shown_columns(shared, results))
    return made_report(baseline, len(window), results, shown)


def made_report(baseline: Baseline, rows: int, results: Sequence[DriftResult], shown: Sequence[Shape]) -> DriftReport:
    """A report of what was found of so many bets, dated now; its window is still to be dated."""
    now = datetime.now(UTC)
    return DriftReport(
        model_name=baseline.model_name,
        model_version=baseline.model_version,
        window_start=now,
        window_end=now,
        rows=rows,
        results=tuple(results),
        performance=(),
        made_at=now,
        shapes=tuple(shown),
    )


def model_at_hand(settings: Settings, uri: str = "") -> ModelAtHand:
    """Load a model: the champion, unless a URI is given."""
    resolved_model = resolve(
        uri or f"models:/{settings.model_name}@champion", settings.resolved_tracking_uri, settings.model_cache
    )
    return ModelAtHand(
        Bundle.load(resolved_model.folder), resolved_model.folder, resolved_model.name, resolved_model.version
    )


def stored_bets(settings: Settings) -> pa.Table:
    """All bets of the store that are common, as a snapshot has them: what a model learns from.

    Raises:
        NotReadyError: There is none.
    """
    store = open_store(settings.resolved_store_url, settings)
    try:
        bets = with_one_name(common_bets(store.read(), store))
    finally:
        store.close()
    if not bets.num_rows:
        raise nothing_stored()
    return bets


def known_baseline(settings: Settings, model: ModelAtHand, bets: pa.Table) -> Baseline:
    """The version's baseline, made from its bundle the first time."""
    try:
        return load_baseline(settings, model.name, model.version)
    except NotReadyError:
        return make_baseline(settings, model, bets)


def make_baseline(settings: Settings, model: ModelAtHand, bets: pa.Table, since: str = "", until: str = "") -> Baseline:
    """Make a version's baseline and keep it: from the bundle, or from bets of the store if a time is given."""
    days, seed, quotes_of = settings.drift_window_days, settings.seed, partial(stored_quote_features, settings)
    if since or until:
        newest = pc.max(bets["placed_at"]).as_py()
        start = read_since(since, newest) if since else pc.min(bets["placed_at"]).as_py()
        end = read_since(until, newest) if until else newest
        made = baseline_of_window(model, bets, start, end, days, seed, quotes_of)
    else:
        made = baseline_of_bundle(model, bets, days, seed, quotes_of)
    save_baseline(settings, made)
    return made


def performance_of(
    model: ModelAtHand, bets: pa.Table, baseline: Baseline, window: Sample
) -> tuple[PerformanceResult, ...]:
    """Decay on everything settled since training, and the log loss that the window's scores expect."""
    expected = expected_loss_result(window.numbers[SCORE], baseline.sample.numbers.get(SCORE))
    return (*decay(settled_since(model.bundle, bets), baseline.expected_clv), expected)


def _window(model: ModelAtHand, bets: pa.Table, asked: DriftQuery, settings: Settings) -> ScoredBets:
    newest = pc.max(bets["placed_at"])
    since = read_since(asked.since or f"{settings.drift_window_days}d", newest.as_py())
    rows = singles_of(bets.filter(pc.greater_equal(bets["placed_at"], pa.scalar(since, newest.type))))
    if asked.last is not None:
        rows = rows.slice(max(rows.num_rows - asked.last, 0))
    if not rows.num_rows:
        raise none_since(since)
    quotes = stored_quote_features(settings, rows)
    nothing = np.full((rows.num_rows, len(QUOTE_NAMES)), np.nan)
    return scored_bets(model.bundle, rows, bets, nothing if quotes is None else quotes)


def nothing_stored() -> NotReadyError:
    """That there is no bet."""
    return NotReadyError("The store holds no bets yet, so there is nothing to check.")


def none_since(since: datetime) -> InputError:
    """That there is nothing to check."""
    return InputError(f"The store holds no single bet placed since {since:%Y-%m-%d %H:%M} UTC.")


def shown_columns(names: Sequence[str], results: Sequence[DriftResult]) -> list[str]:
    """Of the columns compared, those whose distributions are worth looking at."""
    worst = sorted(results, key=lambda result: (-result.severity.rank, -result.effect / result.threshold))
    drifted = [result.feature for result in worst if result.drifted and result.feature in names]
    return list(dict.fromkeys([*drifted[:SHOWN], *(name for name in ALWAYS if name in names)]))


def dated(report: DriftReport, start: float, end: float, performance: tuple[PerformanceResult, ...]) -> DriftReport:
    """A report with its window's first and last bet, in microseconds since 1970, and how scores hold."""
    first, last = (datetime.fromtimestamp(at / 1e6, UTC) for at in (start, end))
    return replace(report, window_start=first, window_end=last, performance=performance)
