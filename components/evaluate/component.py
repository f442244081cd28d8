"""A bundle to figures and a decision."""

from kfp import dsl
from kfp.dsl import Artifact, ClassificationMetrics, Dataset, Input, Markdown, Metrics, Model, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def evaluate(  # noqa: PLR0917 - ports, always named
    features: Input[Dataset],
    bundle: Input[Model],
    evaluation: Output[Artifact],
    metrics: Output[Metrics],
    roc: Output[ClassificationMetrics],
    summary: Output[Markdown],
    test_share: float = 0.3,
    learning_curve: bool = False,
    settings: str = "",
) -> None:
    """Measure the bundle on the held-out bets and decide on its promotion, against the champion if there is one.

    Reads the registry: switch caching off.

    Args:
        features: The folder build_features wrote.
        bundle: The bundle to judge.
        evaluation: JSON with every figure, the decision and its reasons.
        metrics: The same figures.
        roc: Shares of lost and of won bets by probability.
        summary: The gate's verdict and reasons, the yardstick, and the calibration table.
        test_share: Last share of the bets, by time, that is held out.
        learning_curve: Whether to refit on shares of the training bets too, which takes about twice a refit.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pathlib import Path

    from pikkit.base.progress import teller
    from pikkit.home import Home
    from pikkit.lineage.known_datasets import champion_datasets
    from pikkit.lineage.recording import recorded
    from pikkit.registry import champion
    from pikkit.registry.run_record import flat_numbers
    from pikkit.report.run_views import model_roc, verdict_facts, write_evaluation_markdown
    from pikkit.training import training_steps
    from pikkit.training.evaluation.backtest import Kelly
    from pikkit.training.learning_sample import learned_rows

    here = Home.of(settings)
    rival = champion(here.settings.model_name, here.settings.resolved_tracking_uri, here.settings.model_cache)
    read, learned = {"features": features, "bundle": bundle}, learned_rows(Path(features.path))
    with recorded("evaluate", here.settings, read, {"evaluation": evaluation}) as lineage:
        lineage.read(*champion_datasets(here.settings.resolved_tracking_uri, rival))
        gated = training_steps.evaluate(
            learned,
            Path(bundle.path),
            Path(evaluation.path),
            champion=rival.folder if rival else None,
            test_share=test_share,
            with_learning_curve=learning_curve,
            kelly=Kelly(here.settings.kelly_fraction, here.settings.kelly_cap),
            anomalies=here.settings.anomalies,
            seed=here.settings.seed,
            tell=teller("evaluate"),
        )
    write_evaluation_markdown(gated, summary.path, learned)
    roc.log_roc_curve(*model_roc(gated.evaluation))
    evaluation.metadata.update(verdict_facts(gated.verdict))
    for name, value in flat_numbers(gated.evaluation.to_dict()).items():
        metrics.log_metric(name, value)
