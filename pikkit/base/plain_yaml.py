"""YAML that somebody hands in: values alone, no tags, and nothing that unfolds to more than is written."""

from itertools import accumulate
from typing import Any

import yaml

MOST_LETTERS = 1 << 20
_DEEPEST = 100
"""Brackets that are open at once, those in texts among them; the time to read them grows with the square."""


def plain_yaml(text: str) -> Any:
    """The value of a document.

    Raises:
        ValueError: It is no YAML, too long or nested too deep, or it names parts of itself (``&a``, ``*a``).
    """
    if len(text) > MOST_LETTERS:
        raise ValueError(f"it has more than {MOST_LETTERS:,} letters")
    deepest = max(accumulate((1 if mark in "[{" else -1 for mark in text if mark in "[]{}"), initial=0))
    if deepest > _DEEPEST:
        raise ValueError("it is nested too deep")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise ValueError("a part of it stands for another (*name): write it out")
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
