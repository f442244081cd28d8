"""A snapshot to features."""

from kfp import dsl
from kfp.dsl import Dataset, Input, Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def build_features(
    bets: Input[Dataset], features: Output[Dataset], metrics: Output[Metrics], settings: str = ""
) -> None:
    """Build every feature view, and each bet's features as of the moment it was placed.

    Args:
        bets: The snapshot.
        features: Folder with training.parquet and views/*.parquet; quotes.parquet if quotes are stored; sample.parquet
            if there are more rows than the setting training_rows.
        metrics: Training rows; those of the sample; bets that other books quote, and bets that gained a close from
            quotes.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pathlib import Path

    from pikkit.base.progress import teller
    from pikkit.features.build.build import TRAINING_FILE
    from pikkit.features.build.build import build_features as build
    from pikkit.home import Home
    from pikkit.lineage.known_datasets import stored_quotes
    from pikkit.lineage.recording import recorded
    from pikkit.quotes.building import build_quotes
    from pikkit.quotes.kept.kept_quotes import kept_folder
    from pikkit.training.learning_sample import write_sample

    here = Home.of(settings)
    tell, parts = teller("build_features"), "parts (features, sample, quotes)"
    with recorded("build_features", here.settings, {"bets": bets}, {"features": features}) as lineage:
        tell(0, 3, parts)
        metrics.log_metric("rows", build(Path(bets.path), Path(features.path), using=here.settings.feature_build))
        tell(1, 3, parts)
        most, seed = here.settings.training_rows, here.settings.seed
        sampled = write_sample(Path(features.path) / TRAINING_FILE, most, seed)
        if sampled is not None:
            metrics.log_metric("sampled", sampled)
        tell(2, 3, parts)
        with here.quotes() as quotes:
            lineage.read(*stored_quotes(here.settings.resolved_store_url, quotes.changes()))
            quoted = build_quotes(Path(bets.path), quotes, Path(features.path), kept_folder(here.settings))
        metrics.log_metric("quoted", quoted.known)
        metrics.log_metric("filled_closes", quoted.filled)
