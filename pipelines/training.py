"""From exports to a registered, served model. Run it here with ``python -m pipelines training --bets PATH``."""

from collections.abc import Callable
from contextlib import nullcontext
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
from pikkit.pipelines.steps import Steps
from pikkit.pipelines.telling import telling

Tuned = Callable[..., Any]
"""From what makes tasks, a number of workers and the tune step's arguments to the recipe."""


def tuned_alone(step: Steps, _workers: Any, **how: Any) -> Any:
    """The recipe of one tune step, whatever the number of workers."""
    return step(tune, **how).outputs["recipe"]


def tuned_together(step: Steps, workers: Any, **how: Any) -> Any:
    """The best recipe of so many tune steps that share the study in the tuning storage."""
    plan = step(plan_tuning, workers=workers)
    with dsl.ParallelFor(plan.output, name="tuning-workers") as worker:
        tuned = step(tune, **how, worker=worker)
    return step(best_recipe, found=dsl.Collected(tuned.outputs["recipe"])).outputs["recipe"]


def make_training(step: Steps, tuned: Tuned, *, watched: bool = False) -> Any:
    """The training pipeline.

    Args:
        step: What makes its tasks.
        tuned: How it searches.
        watched: Whether people are told if it fails; a pipeline that it is part of tells them anyhow.
    """

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

        The online store is filled before a model is registered, so that a new champion finds the features it learned
        from.

        Args:
            bets: A CSV export or a folder of them to import first; empty: train on what the store has.
            as_of: ISO 8601 moment; only bets placed before it. Empty: all.
            settings: What differs from the settings where the steps run (PIKKIT_ variables), a JSON object; no secrets.
            trials: Tuning trials, at most.
            seconds: Time of tuning, at most, by wall clock.
            seed: Of everything random.
            test_share: Last share of the bets, by time, that is held out.
            tuning_workers: How many processes search at the same time. More than one need a tuning storage that all of
                them reach (PIKKIT_TUNING_STORAGE).
        """
        given = {"settings": settings}
        how = {"seed": seed, "test_share": test_share}
        with telling(step, settings) if watched else nullcontext():
            read = step(ingest, bets_path=bets, as_of=as_of, **given)
            snapshot = read.outputs["bets"]
            checked = step(validate, bets=snapshot, **given)
            passed = step(quality_gate, report=checked.outputs["report"], **given)
            features = step(build_features, bets=snapshot, **given).after(passed).outputs["features"]
            served = step(materialize, features=features, **given)
            recipe = tuned(step, tuning_workers, features=features, trials=trials, seconds=seconds, **how, **given)
            blend = step(ensemble, features=features, recipe=recipe, **how, **given).outputs["blend"]
            bundle = step(calibrate, features=features, blend=blend, **how, **given).outputs["bundle"]
            judged = step(evaluate, features=features, bundle=bundle, test_share=test_share, **given)
            final = step(refit, features=features, bundle=bundle, seed=seed, **given).after(judged)
            files = {"bundle": final.outputs["refitted"], "evaluation": judged.outputs["evaluation"], "bets": snapshot}
            reported = step(report, features=features, blend=blend, test_share=test_share, **files, **given)
            evidence = {"report": checked.outputs["report"], "run_report": reported.outputs["run_report"]}
            step(register, **files, **evidence, **given).after(served)

    return training_pipeline


training_pipeline = make_training(Steps(), tuned_alone)
"""For one machine: one tune step, whatever ``tuning_workers`` says."""
shared_training_pipeline = make_training(Steps(), tuned_together)
"""For several processes here: ``tuning_workers`` tune steps share the tuning storage."""
