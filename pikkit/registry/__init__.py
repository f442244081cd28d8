"""The model registry: bundles as versions of an MLflow model, and the aliases they are served by.

Importing it is light: MLflow and the learners are loaded by the function that needs them.
"""

from pikkit.registry.aliases import CHALLENGER, CHAMPION, PREVIOUS_CHAMPION
from pikkit.registry.registering import RegisteredModel, register
from pikkit.registry.resolving import ResolvedModel, champion, champion_version, resolve
from pikkit.registry.version_evidence import RUN_REPORT, fetch_evidence, recorded_gap

__all__ = [
    "CHALLENGER",
    "CHAMPION",
    "PREVIOUS_CHAMPION",
    "RUN_REPORT",
    "RegisteredModel",
    "ResolvedModel",
    "champion",
    "champion_version",
    "fetch_evidence",
    "recorded_gap",
    "register",
    "resolve",
]
