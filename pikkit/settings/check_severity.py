"""What a failed check of quality does."""

from enum import StrEnum


class CheckSeverity(StrEnum):
    """What a failed check does: ``BLOCK`` stops the pipeline, ``WARN`` only shows; ``OFF`` is not checked at all."""

    BLOCK = "block"
    WARN = "warn"
    OFF = "off"
