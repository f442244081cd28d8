"""A judged bundle to the one that is registered."""

from kfp import dsl
from kfp.dsl import Dataset, Input, Model, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def refit(
    features: Input[Dataset], bundle: Input[Model], refitted: Output[Model], seed: int = 7, settings: str = ""
) -> None:
    """Fit the judged recipe again on every settled bet, the held-out ones included.

    Args:
        features: The folder build_features wrote.
        bundle: The bundle that was judged.
        refitted: Folder with the bundle to register.
        seed: Of everything random.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pathlib import Path

    from pikkit.base.progress import teller
    from pikkit.features.build.build import TRAINING_FILE
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.training import training_steps

    here = Home.of(settings)
    with recorded("refit", here.settings, {"features": features, "bundle": bundle}, {"refitted": refitted}):
        training_steps.refit(
            Path(features.path) / TRAINING_FILE,
            Path(bundle.path),
            Path(refitted.path),
            seed=int(seed),
            anomalies=here.settings.anomalies,
            tell=teller("refit"),
        )
