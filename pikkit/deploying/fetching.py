"""``python -m pikkit.deploying.fetching SOURCE TARGET``: KServe's storage initializer for models:/ addresses."""

import json
import shutil
import sys
from pathlib import Path

from pikkit.base.errors import PikkitError
from pikkit.registry import resolve
from pikkit.registry.resolving import REGISTERED
from pikkit.settings import Settings, get_settings


def fetch_bundle(source: str, target: Path, settings: Settings) -> None:
    """Copy a registered bundle into a folder, with a note of the version it is.

    Raises:
        InputError: The source is no model's address.
        NotReadyError: There is no such version, or MLflow cannot be reached.
    """
    resolved_model = resolve(source, settings.resolved_tracking_uri, settings.model_cache)
    shutil.copytree(resolved_model.folder, target, dirs_exist_ok=True)
    (target / REGISTERED).write_text(json.dumps({"name": resolved_model.name, "version": resolved_model.version}))


def main(arguments: list[str]) -> int:
    """Fetch; 2 with a sentence on stderr where that cannot be."""
    if len(arguments) != 2:
        sys.stderr.write("Give a model's address and a folder: models:/pikkit/4 /mnt/models.\n")
        return 2
    try:
        fetch_bundle(arguments[0], Path(arguments[1]), get_settings())
    except PikkitError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
