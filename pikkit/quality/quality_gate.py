"""The gate itself: read a snapshot, check it, look for anomalies, write the report."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pikkit.base.progress import Tell, silent
from pikkit.quality.anomalies import find_anomalies
from pikkit.quality.anomalies.anomalies_found import JUDGED, REPEATED
from pikkit.quality.anomalies.anomaly_detector import Floats
from pikkit.quality.arrivals import fresh, volume_steady
from pikkit.quality.overround import check_overround
from pikkit.quality.price_bands import band_win_rate
from pikkit.quality.quality_page import render_quality_page
from pikkit.quality.quality_report import CheckResult, QualityReport
from pikkit.quality.quotes_sound import quotes_sound
from pikkit.quality.sample_size import enough_decided
from pikkit.quality.snapshot_figures import DESCRIBED, count_anomalies, describe_snapshot
from pikkit.quality.snapshot_reader import COLUMNS, GateSnapshot
from pikkit.quality.suite_counts import Counting, counted_here
from pikkit.quality.win_ratio import DECIDED_STRAIGHTS, win_ratio
from pikkit.quotes.stored_feed import StoredFeed
from pikkit.settings.anomalies import AnomalyRules
from pikkit.settings.check_severity import CheckSeverity
from pikkit.settings.quality import QualityRules, names_of_checks
from pikkit.settings.training import MIN_BETS

REPORT, PAGE, FLAGS_FILE = "report.json", "report.html", "flags.parquet"


def check_bets(  # noqa: PLR0913 - what is rarely told is named
    bets: Path,
    report_dir: Path,
    rules: QualityRules | None = None,
    anomalies: AnomalyRules | None = None,
    now: datetime | None = None,
    tell: Tell = silent,
    feed: StoredFeed | None = None,
    gaps_of: Callable[[pa.Table], Floats] | None = None,
    *,
    counting: Counting = counted_here,
) -> QualityReport:
    """Check a Parquet snapshot of bets and write what was found into ``report_dir``.

    It writes ``report.json``, ``report.html`` and ``flags.parquet`` (every anomaly, ``FLAGS``). A blocked gate is a
    result, not an error: the report is written either way, and :meth:`QualityReport.require_passed` turns it into one.

    Args:
        bets: The snapshot.
        report_dir: A folder; it is made.
        rules: The checks; None: the usual ones.
        anomalies: The detectors' thresholds; None: the usual ones.
        now: When it is looked at, with its time zone; None: the present.
        tell: Told how many of the checks are done; the search for anomalies counts as one.
        feed: What is stored of events to come; None: there are no quotes.
        gaps_of: How far the other books' consensus was above the prices of bets; None: there are no quotes.
        counting: Who counts rows and columns: this process, or Spark's workers.

    Raises:
        InputError: The snapshot is missing or has not the columns of ``pikkit.bets.schema.BETS``.
    """
    rules = rules or QualityRules()
    rules = replace(rules, min_decided=rules.min_decided or MIN_BETS)
    now = now or datetime.now(UTC)
    snapshot = GateSnapshot(bets, now)
    results = _check(snapshot, rules, now, tell, feed or StoredFeed(), counting)
    gaps = gaps_of(snapshot.columns(COLUMNS)) if gaps_of else None
    flags = find_anomalies(snapshot.columns(JUDGED, REPEATED), anomalies or AnomalyRules(), gaps)
    report = QualityReport(
        passed=not any(result.blocks for result in results),
        results=results,
        bets=snapshot.bets,
        source=bets.name,
        checked_at=now.isoformat(timespec="seconds"),
        switched_off=tuple(name for name in names_of_checks() if _is_off(rules, name)),
        figures=describe_snapshot(snapshot.columns(DESCRIBED)),
        anomalies=count_anomalies(flags),
    )
    _write(report, flags, report_dir)
    return report


def _check(
    snapshot: GateSnapshot, rules: QualityRules, now: datetime, tell: Tell, feed: StoredFeed, counting: Counting
) -> tuple[CheckResult, ...]:
    from pikkit.quality.columnar_suite import run_suite  # noqa: PLC0415 (loads great_expectations)

    def on(columns: Sequence[str], check: Callable[[pa.Table, QualityRules], CheckResult]) -> Callable[[], CheckResult]:
        return lambda: check(snapshot.columns(columns), rules)

    own: dict[str, Callable[[], CheckResult]] = {
        "enough_decided": on(["outcome", "bet_type"], enough_decided),
        "win_ratio": on(DECIDED_STRAIGHTS, win_ratio),
        "band_win_rate": on(DECIDED_STRAIGHTS, band_win_rate),
        "overround": lambda: check_overround(snapshot, rules),
        "volume_steady": on(["placed_at"], volume_steady),
        "fresh": on(["placed_at"], partial(fresh, now=now)),
        "quotes_sound": on([], partial(quotes_sound, feed=feed)),
    }
    asked = {name: check for name, check in own.items() if not _is_off(rules, name)}
    total, results = len(asked) + 2, []
    for done, check in enumerate(asked.values()):
        tell(done, total, "checks")
        results.append(check())
    tell(len(asked), total, "checks")
    suite = run_suite(snapshot, rules, counting)
    tell(len(asked) + 1, total, "checks")
    return (*results, *suite)


def _is_off(rules: QualityRules, name: str) -> bool:
    return bool(getattr(rules, name).severity is CheckSeverity.OFF)


def _write(report: QualityReport, flags: pa.Table, report_dir: Path) -> None:
    report_dir.mkdir(parents=True, exist_ok=True)
    report.write_json(report_dir / REPORT)
    pq.write_table(flags, report_dir / FLAGS_FILE, compression="zstd")
    (report_dir / PAGE).write_text(render_quality_page(report), encoding="utf-8")
