"""What the server tells of its model: which version, what it reads, and what it learned from."""

from typing import Any

from pikkit.inference.predictor import v2
from pikkit.scoring.serving_scorer import ServedModel


def v1_metadata(name: str, facts: ServedModel, refused: str = "") -> dict[str, Any]:
    """The answer to GET /v1/models/NAME: the protocol's two fields, and ours."""
    return {"name": name, "ready": True, **_facts(facts, refused)}


def v2_metadata(name: str, facts: ServedModel, refused: str = "") -> dict[str, Any]:
    """The answer to GET /v2/models/NAME; what the protocol has no field for is in ``parameters``."""
    return {
        "name": name,
        "versions": [facts.version],
        "platform": "pikkit",
        "inputs": v2.metadata(v2.INPUTS),
        "outputs": v2.metadata(v2.OUTPUTS),
        "parameters": _facts(facts, refused),
    }


def _facts(facts: ServedModel, refused: str) -> dict[str, Any]:
    return {
        "version": facts.version,
        "refused": refused or None,
        "features": [{"name": name, "datatype": kind} for name, kind in facts.typed_features()],
        "features_digest": facts.features_digest,
        "feature_service": facts.feature_service,
        "training_window": {"start": facts.trained_from or None, "end": facts.trained_until or None},
    }
