"""A blend to a bundle."""

from kfp import dsl
from kfp.dsl import Dataset, Input, Metrics, Model, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def calibrate(
    features: Input[Dataset],
    blend: Input[Model],
    bundle: Output[Model],
    metrics: Output[Metrics],
    seed: int = 7,
    test_share: float = 0.3,
    settings: str = "",
) -> None:
    """Calibrate the blend and fit its members on the whole training window.

    Args:
        features: The folder build_features wrote.
        blend: The folder ensemble wrote.
        bundle: Folder with the model bundle that is evaluated.
        metrics: What each kind of calibrator gains, and the calibration error left, out of time.
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
    with recorded("calibrate", here.settings, {"features": features, "blend": blend}, {"bundle": bundle}):
        summary = training_steps.calibrate(
            training,
            Path(blend.path),
            Path(bundle.path),
            seed=int(seed),
            test_share=test_share,
            anomalies=here.settings.anomalies,
            tell=teller("calibrate"),
        )
    metrics.log_metric("ece", summary.ece)
    for candidate in summary.candidates:
        metrics.log_metric(f"gain_{candidate.kind}", candidate.gain)
    bundle.metadata["calibrator"] = summary.calibrator["kind"]
