"""Features to a recipe."""

from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def tune(  # noqa: PLR0917 - ports, always named
    features: Input[Dataset],
    recipe: Output[Artifact],
    metrics: Output[Metrics],
    trials: int = 20,
    seconds: float = 1800.0,
    seed: int = 7,
    test_share: float = 0.3,
    worker: int = 0,
    settings: str = "",
) -> None:
    """Search hyperparameters on the training window, from the default and the champion's on.

    The search is kept in the tuning storage (PIKKIT_TUNING_STORAGE; default: a file in home), and a run that was
    interrupted goes on with it. Reads the registry: switch caching off.

    Args:
        features: The folder build_features wrote.
        recipe: The best recipe, JSON; its metadata say which parts of the search the time cut, and whether it ended
            because nothing gained any more.
        metrics: Trials, pruned and planned ones, and the gain over the price of the best and the default trees.
        trials: So many at most; the same number finds the same recipe on any machine.
        seconds: An upper bound, whatever is left to try.
        seed: Of everything random.
        test_share: Last share of the bets, by time, that is held out.
        worker: Its number among steps that search together, told with how far it is.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from dataclasses import asdict
    from pathlib import Path

    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.registry.rival import champion_folder
    from pikkit.training import training_steps
    from pikkit.training.learning_sample import learned_rows
    from pikkit.training.tuning import Budget, tell

    here = Home.of(settings)
    with recorded("tune", here.settings, {"features": features}, {"recipe": recipe}):
        summary = training_steps.tune(
            learned_rows(Path(features.path)),
            Path(recipe.path),
            budget=Budget(int(trials), seconds, here.settings.tuning_patience or None),
            seed=int(seed),
            test_share=test_share,
            storage=here.settings.resolved_tuning_storage,
            champion=champion_folder(here.settings),
            report=lambda progress: tell(progress, int(worker)),
            anomalies=here.settings.anomalies,
        )
    figures = {name: value for name, value in asdict(summary).items() if name not in {"cut", "exhausted"}}
    known = {name: value for name, value in figures.items() if value == value}  # noqa: PLR0124 - not NaN
    for name, value in known.items():
        metrics.log_metric(name, value)
    recipe.metadata.update({name: value for name, value in known.items() if name == "gain"})
    recipe.metadata.update(cut=", ".join(summary.cut), exhausted=summary.exhausted)
