"""What a local run tells while it goes on: when each step begins and ends, and what it came to."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum

PIPELINE = "pipeline"
"""The name under which the run as a whole is told of."""


class StepState(StrEnum):
    """How far a step is."""

    STARTED = "started"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class StepEvent:
    """A step, or the whole run, began, tells how far it is, or ended.

    Attributes:
        step: Name of the component, or ``PIPELINE``.
        state: What happened.
        seconds: How long it took; None when it begins.
        summary: Metrics and other metadata of what it wrote, by name; while it runs, how far it is.
        artifacts: Where what it wrote is, by name.
        error: When it failed: a sentence for a person.
        log: File with everything the steps said.
    """

    step: str
    state: StepState
    seconds: float | None = None
    summary: dict[str, object] = field(default_factory=dict)
    artifacts: dict[str, str] = field(default_factory=dict)
    error: str = ""
    log: str = ""

    def to_json(self) -> str:
        """One line of JSON, without what there is nothing to say about."""
        fields = {name: value for name, value in asdict(self).items() if value not in (None, "", {})}
        return json.dumps(fields, ensure_ascii=False)

    def to_text(self) -> str:
        """One line for a person."""
        took = "" if self.seconds is None else f" ({self.seconds:.1f} s)"
        figures = _figures(self.summary)
        return f"{self.step}: {self.state}{took}" + (f": {self.error or figures}" if self.error or figures else "")


def _figures(summary: dict[str, object]) -> str:
    if summary.keys() == {"done", "total", "parts"}:
        return "{done} of {total} {parts}".format_map(summary)
    return ", ".join(f"{name} {_short(value)}" for name, value in summary.items() if _is_told(value))


def _is_told(value: object) -> bool:
    """Whether a person reads it: what is empty, and points of a curve, are for machines."""
    return value not in (None, "", []) and not (isinstance(value, list) and isinstance(value[0], dict))


def _short(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_short, value))
    return f"{value + 0.0:.5g}" if isinstance(value, float) else str(value)
