"""A recipe to a blend."""

from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Metrics, Model, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def ensemble(
    features: Input[Dataset],
    recipe: Input[Artifact],
    blend: Output[Model],
    metrics: Output[Metrics],
    seed: int = 7,
    test_share: float = 0.3,
    settings: str = "",
) -> None:
    """Choose how to use the learners by what they say of bets they have not seen.

    Args:
        features: The folder build_features wrote.
        recipe: The tuned recipe.
        blend: Folder with the weighted recipe, the out-of-time predictions and every way's score.
        metrics: The gain of each way of using the learners over the price, with its interval, and the weights kept.
        seed: Of everything random.
        test_share: Last share of the bets, by time, that is held out.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pathlib import Path

    from pikkit.base.progress import teller
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.training import training_steps
    from pikkit.training.learning_sample import learned_rows

    here = Home.of(settings)
    training = learned_rows(Path(features.path))
    with recorded("ensemble", here.settings, {"features": features, "recipe": recipe}, {"blend": blend}):
        summary = training_steps.fit_ensemble(
            training,
            Path(recipe.path),
            Path(blend.path),
            seed=int(seed),
            test_share=test_share,
            anomalies=here.settings.anomalies,
            tell=teller("ensemble"),
        )
    metrics.log_metric("gain", summary.gain)
    for tried in summary.candidates:
        for name, value in (("", tried.gain), ("_low", tried.low), ("_high", tried.high)):
            metrics.log_metric(f"gain_{tried.way}{name}", value)
    for learner, weight in summary.weights.items():
        metrics.log_metric(f"weight_{learner}", weight)
