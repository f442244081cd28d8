"""The pages a bettor reads: server-rendered, without scripts, each a file here and a template."""

from pikkit.extension_api.dashboard import (
    bets,
    calibration,
    drift,
    imports,
    models,
    opportunities,
    overview,
    performance,
)
from pikkit.extension_api.dashboard.blueprint import blueprint

__all__ = [
    "bets",
    "blueprint",
    "calibration",
    "drift",
    "imports",
    "models",
    "opportunities",
    "overview",
    "performance",
]
