"""Values of a pipeline's arguments that a step would refuse, refused before a pod is asked for."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from pikkit.base.errors import InputError
from pikkit.drift.since import read_since
from pikkit.home import Home
from pikkit.rollout.strategy import make_strategy
from pikkit.settings import Settings
from pikkit.sync.placement_cutoff import read_as_of

OF_SETTINGS = {"trials": "tuning_trials", "seconds": "tuning_seconds", "seed": "seed", "test_share": "test_share"}
"""Arguments that are settings for one run: what a setting accepts, they accept."""


def check_values(name: str, values: Mapping[str, Any]) -> None:
    """See that each is one that its step takes.

    Args:
        name: The pipeline's.
        values: Of its arguments, by name, typed. A text that is empty is as good as none.

    Raises:
        InputError: One is not; the sentence says which, and what is accepted.
    """
    for argument, value in values.items():
        if value == "":
            continue
        if argument in OF_SETTINGS:
            _check_bounds(name, argument, value)
        elif argument in _READERS:
            _READERS[argument](value)
    if not _STRATEGY.keys().isdisjoint(values):
        make_strategy(*(str(values.get(argument) or usual) for argument, usual in _STRATEGY.items()))
    if int(values.get("tuning_workers", 1)) < 1:
        raise InputError(f"The argument tuning_workers of the pipeline {name} must be at least 1.")


def _check_bounds(pipeline: str, argument: str, value: Any) -> None:
    field = Settings.model_fields[OF_SETTINGS[argument]]
    kind: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Input should be ")
        raise InputError(f"The argument {argument} of the pipeline {pipeline} must be {reason}, not {value}.") from None


_STRATEGY = {"strategy": "canary", "steps": "", "interval": "15m"}
"""How a rollout goes if nobody says."""
_READERS: dict[str, Callable[[str], object]] = {
    "as_of": read_as_of,
    "since": lambda text: read_since(text, datetime.now(UTC)),
    "until": lambda text: read_since(text, datetime.now(UTC)),
    "settings": Home.of,
}
"""How a step reads a text."""
