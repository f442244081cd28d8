"""The gate itself: read a snapshot, check it, write the report."""

from dataclasses import replace
from pathlib import Path

from pikkit.quality.page import render_page
from pikkit.quality.report import QualityReport
from pikkit.quality.rules import QualityRules
from pikkit.quality.sample_size import enough_decided
from pikkit.quality.snapshot import read_snapshot
from pikkit.quality.win_ratio import win_ratio
from pikkit.settings import get_settings


def check_bets(bets: Path, report_dir: Path, rules: QualityRules | None = None) -> QualityReport:
    """Check a Parquet snapshot of bets and write ``report.json`` and ``report.html`` into ``report_dir``.

    A blocked gate is a result, not an error: the report is written either way, and
    :meth:`QualityReport.require_passed` turns it into one. ``rules`` default to :class:`QualityRules` with
    ``settings.min_bets``.

    Raises:
        InputError: The snapshot is missing or has not the columns of ``pikkit.bets.schema.BETS``.
    """
    from pikkit.quality.expectations import run_suite  # Great Expectations: seconds of import

    rules = rules or replace(QualityRules(), min_decided=get_settings().min_bets)
    snapshot = read_snapshot(bets)
    results = (enough_decided(snapshot, rules), win_ratio(snapshot, rules), *run_suite(snapshot, rules))
    passed = not any(result.blocks for result in results)
    report = QualityReport(passed=passed, results=results, bets=snapshot.num_rows, source=bets.name)
    _write(report, report_dir)
    return report


def _write(report: QualityReport, report_dir: Path) -> None:
    report_dir.mkdir(parents=True, exist_ok=True)
    report.write_json(report_dir / "report.json")
    (report_dir / "report.html").write_text(render_page(report), encoding="utf-8")
