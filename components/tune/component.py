"""Features to a recipe."""

from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Metrics, Output

from components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def tune(
    features: Input[Dataset],
    recipe: Output[Artifact],
    metrics: Output[Metrics],
    trials: int = 20,
    seconds: float = 60.0,
    seed: int = 7,
    test_share: float = 0.3,
) -> None:
    """Search hyperparameters on the training window.

    Args:
        features: The folder build_features wrote.
        recipe: The best recipe, JSON.
        metrics: Trials, pruned trials, and the gain over the price of the best and of the default recipe.
        trials: At most so many.
        seconds: At most so long.
        seed: Of everything random.
        test_share: Last share of the bets, by time, that is held out.
    """
    from dataclasses import asdict
    from pathlib import Path

    from pikkit.features.build import TRAINING_FILE
    from pikkit.lineage.recording import recorded
    from pikkit.training import steps

    training = Path(features.path) / TRAINING_FILE
    with recorded("tune", {"features": features}, {"recipe": recipe}):
        summary = steps.tune(
            training, Path(recipe.path), trials=trials, seconds=seconds, seed=seed, test_share=test_share
        )
    for name, value in asdict(summary).items():
        metrics.log_metric(name, value)
