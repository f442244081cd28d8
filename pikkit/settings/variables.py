"""Settings as the variables they are read from: how a process hands its own to those it starts."""

import json
import os
from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr
from pydantic_core import to_jsonable_python

from pikkit.settings import SEALED, Settings

_PREFIX = "PIKKIT_"


def variables_of(settings: Settings) -> dict[str, str]:
    """Every setting as a variable, secrets in the clear: for an environment, never for a log.

    A process that has them reads neither config.yaml nor .env, from whatever folder it runs.
    """
    plain = to_jsonable_python(_revealed(settings.model_dump()) | {"home": str(settings.resolved_home)})
    values = {_variable(k): v if isinstance(v, str) else json.dumps(v) for k, v in plain.items()}
    return values | {SEALED: "1"}


def environment_without_settings(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment less the variables that settings are read from."""
    names = {_variable(field) for field in Settings.model_fields}
    return {name: value for name, value in environment.items() if name.upper().split("__")[0] not in names}


def _variable(field: str) -> str:
    return f"{_PREFIX}{field.upper()}"


def _revealed(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, dict):
        return {name: _revealed(part) for name, part in value.items()}
    return [_revealed(part) for part in value] if isinstance(value, list | tuple) else value
