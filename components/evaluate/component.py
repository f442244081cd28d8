"""A bundle to figures and a decision."""

from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Metrics, Model, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def evaluate(  # noqa: PLR0917 - a component's parameters, always named
    features: Input[Dataset],
    bundle: Input[Model],
    evaluation: Output[Artifact],
    metrics: Output[Metrics],
    model_name: str = "",
    tracking_uri: str = "",
    test_share: float = 0.3,
    home: str = "",
    learning_curve: bool = False,
) -> None:
    """Measure the bundle on the held-out bets and decide on its promotion, against the champion if there is one.

    Reads the registry: switch caching off.

    Args:
        features: The folder build_features wrote.
        bundle: The bundle to judge.
        evaluation: JSON with every figure, the decision and its reasons.
        metrics: The same figures.
        model_name: Name of the registered model; empty: the settings'.
        tracking_uri: MLflow's; empty: the settings'.
        test_share: Last share of the bets, by time, that is held out.
        home: Pikkit's home folder; empty: the settings'.
        learning_curve: Whether to refit on shares of the training bets too, which takes about twice a refit.
    """
    from pathlib import Path

    from pikkit.features.build.build import TRAINING_FILE
    from pikkit.lineage.known import model
    from pikkit.lineage.recording import recorded
    from pikkit.registry import champion
    from pikkit.registry.record import numbers
    from pikkit.settings import settings_with
    from pikkit.training import steps

    settings = settings_with(home=home, mlflow_tracking_uri=tracking_uri, model_name=model_name)
    rival = champion(settings.model_name, settings.resolved_tracking_uri)
    training = Path(features.path) / TRAINING_FILE
    with recorded("evaluate", {"features": features, "bundle": bundle}, {"evaluation": evaluation}) as lineage:
        if rival:
            lineage.read(model(settings.resolved_tracking_uri, rival.name, rival.version, "champion"))
        gated = steps.evaluate(
            training,
            Path(bundle.path),
            Path(evaluation.path),
            champion=rival.folder if rival else None,
            test_share=test_share,
            with_learning_curve=learning_curve,
        )
    evaluation.metadata["decision"] = gated.verdict.decision.value
    evaluation.metadata["reasons"] = " ".join(gated.verdict.reasons)
    for name, value in numbers(gated.evaluation.to_dict()).items():
        metrics.log_metric(name, value)
