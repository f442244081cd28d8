"""Features to the online store."""

from kfp import dsl
from kfp.dsl import Dataset, Input, Metrics, Output

from components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def materialize(features: Input[Dataset], metrics: Output[Metrics], home: str = "") -> None:
    """Publish the feature views and fill the online store with what is known of every entity now.

    Changes what is served: switch caching off.

    Args:
        features: The folder build_features wrote.
        metrics: Rows written to the online store.
        home: Pikkit's home folder, whose features folder is served; empty: the settings'.
    """
    from pathlib import Path

    from pikkit.features.publishing import publish_features
    from pikkit.lineage.known import online_store
    from pikkit.lineage.recording import recorded
    from pikkit.settings import settings_with

    served = settings_with(home=home).features_home
    with recorded("materialize", {"features": features}) as lineage:
        rows = publish_features(Path(features.path), served)
        lineage.wrote(online_store(served, rows))
    metrics.log_metric("rows", rows)
