"""Drift reports in the store: one row each, newest found first."""

import hashlib

from pikkit.drift.result import DriftReport
from pikkit.settings import Settings
from pikkit.store.opening import open_records
from pikkit.store.serving_tables import drift_reports


def save_report(settings: Settings, report: DriftReport) -> None:
    """Keep a report; the same one twice is kept once."""
    text = report.to_json()
    row = {
        "id": hashlib.sha256(text.encode()).hexdigest()[:32],
        "made_at": report.made_at,
        "model_name": report.model_name,
        "model_version": report.model_version,
        "window_start": report.window_start,
        "window_end": report.window_end,
        "rows": report.rows,
        "drifted": report.drifted,
        "report": text,
    }
    with open_records(settings) as records:
        records.append(drift_reports, [row])


def latest_report(settings: Settings, model_name: str) -> DriftReport | None:
    """The newest report on a model; None before the first check."""
    return next(iter(recent_reports(settings, model_name, limit=1)), None)


def recent_reports(settings: Settings, model_name: str, limit: int = 100) -> list[DriftReport]:
    """A model's reports, newest first."""
    with open_records(settings) as records:
        rows = records.read(drift_reports, {"model_name": model_name}, limit=limit)
    return [DriftReport.from_json(str(row["report"])) for row in rows]
