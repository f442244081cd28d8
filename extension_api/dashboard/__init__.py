"""The pages a bettor reads: server-rendered, a script only where work is followed, each a file here and a template."""

from pikkit.extension_api.dashboard import (
    alerts_page,
    bankroll_page,
    bets_page,
    calibration_page,
    comparison_page,
    drift_page,
    handover_page,
    imports_page,
    models_page,
    opportunities_page,
    overview,
    performance_page,
    preferences_page,
    rollout_page,
    runs_page,
    scan_page,
    work_page,
)
from pikkit.extension_api.dashboard.blueprint import blueprint

__all__ = [
    "alerts_page",
    "bankroll_page",
    "bets_page",
    "blueprint",
    "calibration_page",
    "comparison_page",
    "drift_page",
    "handover_page",
    "imports_page",
    "models_page",
    "opportunities_page",
    "overview",
    "performance_page",
    "preferences_page",
    "rollout_page",
    "runs_page",
    "scan_page",
    "work_page",
]
