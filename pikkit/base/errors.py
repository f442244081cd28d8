"""The errors of Pikkit: one root, and a subclass where a caller would react differently."""


class PikkitError(Exception):
    """Root of every error Pikkit raises on purpose; its message is a sentence for a person."""


class InputError(PikkitError):
    """What the user gave cannot be used: a missing file, wrong columns, too few bets (exit code 2, HTTP 400)."""


class NotReadyError(PikkitError):
    """Something that must exist first does not yet: no registered model, no materialised features (HTTP 503)."""
