"""Versions of a trained model that are known to be as good, or worse."""

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pikkit.registry import champion
from pikkit.registry.client import connect
from pikkit.registry.logged_model import log_bundle
from pikkit.settings import Settings
from pikkit.training.bundle import Bundle

EQUAL, INVERTED = 1.01, -4.0
"""What the shift that the features give is multiplied by."""


def copied(home: Path, to: Path) -> Settings:
    """A copy of a trained home, to change. Its models' files are read where they were."""
    shutil.copytree(home, to, ignore=shutil.ignore_patterns("runs", "pipeline*"))
    return Settings(home=to, store_url="", mlflow_tracking_uri="", model_name="pikkit")


def add_version(settings: Settings, times: float, alias: str | None = None) -> str:
    """Register the champion with its features' part multiplied, as a version that has an alias or none."""
    uri = settings.resolved_tracking_uri
    found = champion(settings.model_name, uri)
    assert found
    bundle = Bundle.load(found.folder)
    weights = {name: weight * times for name, weight in bundle.recipe.weights.items()}
    client = connect(uri)
    run_id = client.get_model_version(found.name, found.version).run_id
    with TemporaryDirectory() as folder:
        changed = Path(folder) / "changed"
        replace(bundle, recipe=replace(bundle.recipe, weights=weights)).save(changed)
        logged = log_bundle(client, str(run_id), changed, "pikkit")
    made = client.create_model_version(found.name, logged.artifact_location, run_id=run_id, model_id=logged.model_id)
    if alias:
        client.set_registered_model_alias(found.name, alias, made.version)
    return str(made.version)
