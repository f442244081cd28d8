"""A drift report to what is done about it."""

from kfp import dsl
from kfp.dsl import Artifact, Input, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def decide_retraining(drift: Input[Artifact], decision: Output[Artifact], settings: str = "") -> str:
    """Decide whether the drift that was found is left alone, told to people, or answered by a retraining.

    By severity, and by when a model was trained last (PIKKIT_MONITORING__*). It reads the registry and the clock:
    switch caching off.

    Args:
        drift: The report, as check_drift writes it.
        decision: Why, in a sentence; the same as metadata.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.

    Returns:
        nothing, tell or retrain.
    """
    from datetime import UTC, datetime
    from pathlib import Path

    from pikkit.drift.result import DriftReport
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.monitoring.drift_action import decide_action
    from pikkit.monitoring.newest import newest_version

    here = Home.of(settings)
    with recorded("decide_retraining", here.settings, {"drift": drift}, {"decision": decision}):
        report = DriftReport.from_json(Path(drift.path).read_text(encoding="utf-8"))
        newest = newest_version(here.settings.model_name, here.settings.resolved_tracking_uri)
        decided = decide_action(report, newest.made_at if newest else None, datetime.now(UTC), here.settings.monitoring)
        Path(decision.path).write_text(decided.reason + "\n", encoding="utf-8")
    decision.metadata.update({"action": decided.action, "reason": decided.reason})
    return str(decided.action)
