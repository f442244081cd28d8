"""What a bundle says of itself, read without loading the model: bundles of any version have it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pikkit.base.errors import InputError
from pikkit.training.bundle import MANIFEST


@dataclass(frozen=True)
class ModelFacts:
    """A model in figures and words.

    Attributes:
        created_at: When it was made (ISO 8601, UTC).
        start, end: Bets placed from then on and settled by then taught it.
        bets, closed: How many, and how many of them had a closing price.
        recipe: Every value of the recipe but the weights, as text, by its path ("trees.max_depth").
        weights: Each learner's share in the ensemble; empty: the price alone.
        calibrator: The calibrator's kind.
        feature_names: What it reads, in order.
        libraries: The versions it was made with.
        format: The bundle's.
    """

    created_at: str
    start: str
    end: str
    bets: int
    closed: int
    recipe: dict[str, str]
    weights: dict[str, float]
    calibrator: str
    feature_names: tuple[str, ...]
    libraries: dict[str, str]
    format: int


def read_model_facts(bundle: Path) -> ModelFacts:
    """Read them from a bundle's folder.

    Raises:
        InputError: There is no bundle in it, or one without these facts.
    """
    path = bundle / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        recipe, window = dict(manifest["recipe"]), manifest["training_window"]
        weights = {name: float(weight) for name, weight in recipe.pop("weights").items() if weight}
        return ModelFacts(
            created_at=str(manifest["created_at"]),
            start=str(window["start"]),
            end=str(window["end"]),
            bets=int(window["bets"]),
            closed=int(window["closed"]),
            recipe=dict(leaves(recipe)),
            weights=weights,
            calibrator=str(manifest["calibration"].get("kind", "platt")),  # format 1 knew no other
            feature_names=tuple(manifest["feature_names"]),
            libraries={name: str(version) for name, version in manifest["libraries"].items()},
            format=int(manifest["format"]),
        )
    except (OSError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"The facts of the bundle in {bundle} cannot be read: {error!r}.") from error


def leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value inside nested objects as text, by its path; a list of values is one text, nothing is none."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from leaves(part, f"{path}.{name}" if path else str(name))
    elif value is None:
        return
    elif isinstance(value, list | tuple):
        yield path, ", ".join(map(str, value))
    else:
        yield path, f"{value:.4g}" if isinstance(value, float) else str(value)
