"""From freshly built features to the ones that are served."""

import os
import shutil
from pathlib import Path

from pikkit.base.errors import NotReadyError
from pikkit.base.progress import Tell, silent
from pikkit.features.build.build import VIEW_FOLDER
from pikkit.features.feast.feast_store import materialize
from pikkit.features.online.store.online_writer import Materialization
from pikkit.features.views.view import VIEWS
from pikkit.settings.feature_urls import EMBEDDED, FeatureUrls


def publish_features(
    built: Path, features_home: Path, urls: FeatureUrls = EMBEDDED, tell: Tell = silent
) -> Materialization:
    """Copy the view files of a build into the features folder and fill the online store from them.

    Each file is replaced whole; the online store serves the old values until all the new ones are in.

    Args:
        built: What ``pikkit.features.build.build.build_features`` wrote.
        features_home: The folder to serve from, made if need be.
        urls: The stores that are not in that folder.
        tell: Told how much of the filling is done.

    Raises:
        NotReadyError: The view files are not there, or a database is away.
    """
    sources = [built / VIEW_FOLDER / f"{view.name}.parquet" for view in VIEWS]
    missing = [source.name for source in sources if not source.is_file()]
    if missing:
        raise NotReadyError(f"{built} holds no built features: {', '.join(missing)} are missing.")
    folder = features_home / VIEW_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        arriving = folder / f".{source.name}.{os.getpid()}"
        try:
            shutil.copyfile(source, arriving)
            arriving.replace(folder / source.name)
        finally:
            arriving.unlink(missing_ok=True)
    return materialize(features_home, urls=urls, tell=tell)
