"""From the newest bets to a drift report, and to a new model where drift asks for one.

Run it here with ``python -m pipelines monitoring``.
"""

from typing import Any

from kfp import dsl

from pikkit.components.check_drift.component import check_drift
from pikkit.components.decide_retraining.component import decide_retraining
from pikkit.components.notify_drift.component import notify_drift
from pikkit.components.notify_retrained.component import notify_retrained
from pikkit.monitoring.drift_action import DriftAction
from pikkit.pipelines.steps import Steps
from pikkit.pipelines.telling import telling
from pikkit.pipelines.training import Tuned, make_training, tuned_alone, tuned_together


def make_monitoring(step: Steps, tuned: Tuned) -> Any:
    """The pipeline, of tasks that ``step`` makes; its retraining searches by ``tuned``."""
    training = make_training(step, tuned)

    @dsl.pipeline(name="pikkit-monitoring", description="Look for drift, tell of it, and train anew where it is bad.")
    def monitoring_pipeline(
        since: str = "",
        settings: str = "",
        trials: int = 20,
        seconds: float = 1800.0,
        seed: int = 7,
        test_share: float = 0.3,
        tuning_workers: int = 1,
    ) -> None:
        """Check, decide, tell, retrain, tell. What fails on the way is told too.

        Args:
            since: Bets that are checked: "30d", or a date; empty: the settings' window.
            settings: What differs from the settings where the steps run (PIKKIT_ variables), a JSON object; no secrets.
            trials: Tuning trials of a retraining, at most.
            seconds: Time of its tuning, at most.
            seed: Of everything random in it.
            test_share: Last share of the bets, by time, that it holds out.
            tuning_workers: How many processes search at the same time, over one tuning storage.
        """
        given = {"settings": settings}
        with telling(step, settings):
            drift = step(check_drift, since=since, **given).outputs["drift"]
            decided = step(decide_retraining, drift=drift, **given)
            action, decision = decided.outputs["Output"], decided.outputs["decision"]
            notice = step(notify_drift, drift=drift, decision=decision, action=action, **given)
            with dsl.If(action == str(DriftAction.RETRAIN), name="retrain"):
                budget = {"trials": trials, "seconds": seconds, "tuning_workers": tuning_workers}
                trained = training(**budget, seed=seed, test_share=test_share, **given).after(notice)
                step(notify_retrained, **given).after(trained.set_caching_options(False))

    return monitoring_pipeline


monitoring_pipeline = make_monitoring(Steps(), tuned_alone)
"""For one machine: one tune step retrains."""
shared_monitoring_pipeline = make_monitoring(Steps(), tuned_together)
"""For several processes here: ``tuning_workers`` tune steps share the tuning storage."""
