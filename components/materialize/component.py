"""Features to the online store."""

from kfp import dsl
from kfp.dsl import Dataset, Input, Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def materialize(features: Input[Dataset], metrics: Output[Metrics], settings: str = "") -> None:
    """Publish the feature views and fill the online store with what is known of every entity now.

    Changes what is served: switch caching off.

    Args:
        features: The folder build_features wrote.
        metrics: Entities served, and how many of them were written and how many removed.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from pathlib import Path

    from pikkit.base.progress import teller
    from pikkit.features.feast.publishing import publish_features
    from pikkit.home import Home
    from pikkit.lineage.known_datasets import online_store
    from pikkit.lineage.recording import recorded

    here = Home.of(settings)
    served = here.settings.features_home
    with recorded("materialize", here.settings, {"features": features}) as lineage:
        done = publish_features(Path(features.path), served, here.settings.feature_urls, teller("materialize"))
        lineage.wrote(online_store(served, done.rows))
    for name, count in (("rows", done.rows), ("written", done.written), ("removed", done.removed)):
        metrics.log_metric(name, count)
