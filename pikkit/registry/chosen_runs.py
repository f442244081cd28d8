"""Which runs, in which order; what two differ in."""

from collections.abc import Sequence

from pikkit.base.errors import InputError
from pikkit.registry.runs import RunFacts

SHOWN_METRICS = (
    "gap_closed",
    "gap_closed_expected",
    "log_loss_model_closed",
    "log_loss_price_closed",
    "brier",
    "ece",
    "roi",
)
"""The figures of a run that are shown, by path."""
SORTS = ("started", "version", *SHOWN_METRICS)
_FIRST_IS_LEAST = frozenset({"log_loss_model_closed", "log_loss_price_closed", "brier", "ece"})


def chosen_runs(runs: Sequence[RunFacts], search: str, sort: str) -> list[RunFacts]:
    """The runs that say a text somewhere, the best first by a figure, or the newest first.

    Raises:
        InputError: There is no such order.
    """
    if sort not in SORTS:
        raise InputError(f"Runs cannot be sorted by {sort!r}; accepted: {', '.join(SORTS)}.")
    fitting = [run for run in runs if search.lower() in _said(run)]
    if sort == "started":
        return sorted(fitting, key=lambda run: run.started_at, reverse=True)
    if sort == "version":
        return sorted(fitting, key=lambda run: int(run.version or 0), reverse=True)
    known = [(value, run) for run in fitting if (value := run.measured(sort)[0]) is not None]
    known.sort(key=lambda pair: pair[0], reverse=sort not in _FIRST_IS_LEAST)
    return [*(run for _, run in known), *(run for run in fitting if run.measured(sort)[0] is None)]


def differing_parameters(before: RunFacts, after: RunFacts) -> list[tuple[str, str | None, str | None]]:
    """The parameters that differ, each with both values; None where a run has it not."""
    names = sorted({*before.parameters, *after.parameters})
    pairs = ((name, before.parameters.get(name), after.parameters.get(name)) for name in names)
    return [(name, one, other) for name, one, other in pairs if one != other]


def _said(run: RunFacts) -> str:
    parameters = (f"{name}={value}" for name, value in run.parameters.items())
    return " ".join([run.run_id, run.version or "", *run.aliases, *run.tags.values(), *parameters]).lower()
