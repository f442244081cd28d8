"""Where a search starts from besides the default: what the champion was made with."""

import json
import logging
from pathlib import Path

from pikkit.training.bundle import MANIFEST
from pikkit.training.recipe import Recipe
from pikkit.training.tuning.space import KNOBS, Values, values_of

log = logging.getLogger("pikkit.tuning")


def champion_values(bundle: Path) -> Values | None:
    """The searched values of a bundle's recipe, for a search to start from.

    The bundle may be older than this version: what its recipe does not say is the default's, what lies out of bounds is
    brought to the nearest bound, and what is searched no more is left out; the log tells.

    Args:
        bundle: Its folder.

    Returns:
        None if the bundle has no recipe that can be read.
    """
    try:
        recipe = json.loads((bundle / MANIFEST).read_text())["recipe"]
        flat = {**recipe.pop("trees", {}), **recipe}
        given = {name: float(flat[name]) for name in KNOBS if name in flat}
    except (OSError, ValueError, TypeError, AttributeError, LookupError) as error:
        log.warning("The champion's recipe in %s cannot be read (%s); the search starts without it.", bundle, error)
        return None
    values = {name: knob.clipped(given.get(name, values_of(Recipe())[name])) for name, knob in KNOBS.items()}
    changed = sorted(name for name in KNOBS if values[name] != given.get(name))
    if changed:
        log.warning("The champion's recipe was made for another search: its %s was changed.", ", ".join(changed))
    return values
