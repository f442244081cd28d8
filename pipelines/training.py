"""From exports to a registered, served model. Run it here with ``python -m pipelines training --bets PATH``."""

from collections.abc import Callable
from typing import Any

from kfp import dsl

from pikkit.components.best_recipe.component import best_recipe
from pikkit.components.build_features.component import build_features
from pikkit.components.calibrate.component import calibrate
from pikkit.components.ensemble.component import ensemble
from pikkit.components.evaluate.component import evaluate
from pikkit.components.ingest.component import ingest
from pikkit.components.materialize.component import materialize
from pikkit.components.plan_tuning.component import plan_tuning
from pikkit.components.quality_gate.component import quality_gate
from pikkit.components.refit.component import refit
from pikkit.components.register.component import register
from pikkit.components.report.component import report
from pikkit.components.tune.component import tune
from pikkit.components.validate.component import validate

Tuned = Callable[..., Any]
"""From a number of workers and the tune step's arguments to the recipe."""


def _tuned_alone(_workers: Any, **how: Any) -> Any:
    return tune(**how).set_caching_options(False).outputs["recipe"]


def _tuned_together(workers: Any, **how: Any) -> Any:
    plan = plan_tuning(workers=workers)
    with dsl.ParallelFor(plan.output, name="tuning-workers") as worker:
        found = tune(**how, worker=worker).set_caching_options(False)
    return best_recipe(found=dsl.Collected(found.outputs["recipe"])).outputs["recipe"]


def _pipeline(tuned: Tuned) -> Any:
    @dsl.pipeline(name="pikkit-training", description="Train, judge and register a model of a bettor's next bet.")
    def training_pipeline(
        bets: str = "",
        as_of: str = "",
        settings: str = "",
        trials: int = 20,
        seconds: float = 1800.0,
        seed: int = 7,
        test_share: float = 0.3,
        tuning_workers: int = 1,
    ) -> None:
        """Ingest, check, build features, learn, judge, register.

        Steps that read or change what is outside the run are never cached; features read the quotes there are. The
        online store is filled before a model is registered, so that a new champion finds the features it learned from.

        Args:
            bets: A CSV export or a folder of them to import first; empty: train on what the store has.
            settings: What differs from the settings where the steps run (``PIKKIT_*``), which is where secrets belong.
            as_of: ISO 8601 moment; only bets placed before it. Empty: all.
            trials: Budget of tuning.
            seconds: Its upper bound, by wall clock.
            seed: Of everything random.
            test_share: Last share of the bets, by time, that is held out.
            tuning_workers: How many processes search at the same time. More than one need a tuning storage that all of
                them reach (``PIKKIT_TUNING_STORAGE``).
        """
        read = ingest(bets_path=bets, as_of=as_of, settings=settings).set_caching_options(False)
        snapshot = read.outputs["bets"]
        checked = validate(bets=snapshot, settings=settings)
        passed = quality_gate(report=checked.outputs["report"], settings=settings)
        features = (
            build_features(bets=snapshot, settings=settings)
            .after(passed)
            .set_caching_options(False)
            .outputs["features"]
        )
        served = materialize(features=features, settings=settings).set_caching_options(False)
        recipe = tuned(
            tuning_workers,
            features=features,
            trials=trials,
            seconds=seconds,
            seed=seed,
            test_share=test_share,
            settings=settings,
        )
        blended = ensemble(features=features, recipe=recipe, seed=seed, test_share=test_share, settings=settings)
        calibrated = calibrate(
            features=features, blend=blended.outputs["blend"], seed=seed, test_share=test_share, settings=settings
        )
        judged = evaluate(
            features=features,
            bundle=calibrated.outputs["bundle"],
            test_share=test_share,
            settings=settings,
        ).set_caching_options(False)
        final = refit(features=features, bundle=calibrated.outputs["bundle"], seed=seed, settings=settings).after(
            judged
        )
        told = report(
            features=features,
            blend=blended.outputs["blend"],
            bundle=final.outputs["refitted"],
            evaluation=judged.outputs["evaluation"],
            bets=snapshot,
            test_share=test_share,
            settings=settings,
        ).set_caching_options(False)
        register(
            bundle=final.outputs["refitted"],
            evaluation=judged.outputs["evaluation"],
            report=checked.outputs["report"],
            bets=snapshot,
            run_report=told.outputs["run_report"],
            settings=settings,
        ).after(served).set_caching_options(False)

    return training_pipeline


training_pipeline = _pipeline(_tuned_alone)
"""For one machine: one tune step, whatever ``tuning_workers`` says."""
shared_training_pipeline = _pipeline(_tuned_together)
"""For a cluster, or for several processes here: ``tuning_workers`` tune steps share the tuning storage."""
