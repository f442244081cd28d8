"""From the newest bets to a drift report, and to a new model where drift asks for one.

Run it here with ``python -m pipelines monitoring``.
"""

from typing import Any

from kfp import dsl

from pikkit.components.check_drift.component import check_drift
from pikkit.components.decide_retraining.component import decide_retraining
from pikkit.components.notify_drift.component import notify_drift
from pikkit.components.notify_failure.component import notify_failure
from pikkit.components.notify_retrained.component import notify_retrained
from pikkit.monitoring.drift_action import DriftAction
from pikkit.pipelines.training import shared_training_pipeline, training_pipeline


def _pipeline(training: Any) -> Any:
    @dsl.pipeline(name="pikkit-monitoring", description="Look for drift, tell of it, and train anew where it is bad.")
    def monitoring_pipeline(
        since: str = "",
        settings: str = "",
        trials: int = 20,
        seconds: float = 60.0,
        seed: int = 7,
        test_share: float = 0.3,
        tuning_workers: int = 1,
    ) -> None:
        """Check, decide, tell, retrain, tell. What fails on the way is told too; nothing of it is cached.

        Args:
            since: Bets that are checked: "30d", or a date; empty: the settings' window.
            settings: What differs from the settings where the steps run (``PIKKIT_*``), which is where secrets belong.
            trials, seconds, seed, test_share, tuning_workers: The training pipeline's.
        """
        budget = {"trials": trials, "seconds": seconds, "tuning_workers": tuning_workers}
        with dsl.ExitHandler(notify_failure(settings=settings).set_caching_options(False)):
            checked = check_drift(since=since, settings=settings).set_caching_options(False)
            drift = checked.outputs["drift"]
            decided = decide_retraining(drift=drift, settings=settings).set_caching_options(False)
            action, decision = decided.outputs["Output"], decided.outputs["decision"]
            told = notify_drift(drift=drift, decision=decision, action=action, settings=settings).set_caching_options(
                False
            )
            with dsl.If(action == str(DriftAction.RETRAIN), name="retrain"):
                how = {**budget, "seed": seed, "test_share": test_share}
                trained = training(settings=settings, **how).after(told).set_caching_options(False)
                notify_retrained(settings=settings).after(trained).set_caching_options(False)

    return monitoring_pipeline


monitoring_pipeline = _pipeline(training_pipeline)
"""For one machine: it retrains as ``training_pipeline`` does."""
shared_monitoring_pipeline = _pipeline(shared_training_pipeline)
"""For a cluster: it retrains as ``shared_training_pipeline`` does."""
