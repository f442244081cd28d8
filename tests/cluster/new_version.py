"""Run in a pod: registers the champion once more, its features' part multiplied, and gives it the alias challenger.

``new_version.py TIMES``: 1.01 is as good a model, -4 one that is worse. Prints the version.
"""

import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pikkit.registry import champion
from pikkit.registry.client import connect
from pikkit.registry.logged_model import log_bundle
from pikkit.settings import get_settings
from pikkit.training.bundle import Bundle


def main(times: float) -> str:
    settings = get_settings()
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
    client.set_registered_model_alias(found.name, "challenger", made.version)
    return str(made.version)


if __name__ == "__main__":
    sys.stdout.write(f"{main(float(sys.argv[1]))}\n")
