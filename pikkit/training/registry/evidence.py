"""What a bundle and its evaluation say, in MLflow's words: parameters, metrics and tags."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pikkit.errors import InputError

_NOT_IN_A_NAME = re.compile(r"[^\w\-. /:]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """For a run and a version: the decision of the gate, and what is logged beside it."""

    decision: str
    parameters: dict[str, str]
    metrics: dict[str, float]
    tags: dict[str, str]
