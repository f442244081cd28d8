"""Training runs for a person and as rows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pikkit.cli.output import decimals, percent, table_text
from pikkit.registry.chosen_runs import SHOWN_METRICS, differing_parameters

if TYPE_CHECKING:
    from pikkit.registry.runs import RunFacts

SHORT = 8
"""Digits of a run's id that are shown."""
_KEPT = ("decision", "training_window", "data_fingerprint")
COLUMNS = (
    "run_id",
    "version",
    "aliases",
    "started_at",
    "status",
    *_KEPT,
    "gap_closed_low",
    "gap_closed_high",
    *SHOWN_METRICS,
)


def run_row(run: "RunFacts") -> dict[str, object]:
    """A run as a row."""
    _, low, high = run.measured("gap_closed")
    return {
        "run_id": run.run_id,
        "version": run.version,
        "aliases": list(run.aliases),
        "started_at": run.started_at.isoformat(timespec="seconds"),
        "status": run.status,
        **{name: run.tags.get(name) for name in _KEPT},
        "gap_closed_low": low,
        "gap_closed_high": high,
        **{name: run.measured(name)[0] for name in SHOWN_METRICS},
    }


def run_document(run: "RunFacts", page: str = "") -> dict[str, object]:
    """Everything about a run; ``page``: where MLflow shows it, if that is known."""
    return {
        **run_row(run),
        "parameters": dict(run.parameters),
        "metrics": dict(run.metrics),
        "tags": dict(run.tags),
        "artifacts": list(run.artifacts),
        "mlflow_page": page or None,
    }


def runs_text(runs: "Sequence[RunFacts]", what: str, search: str = "") -> str:
    """A line a run; ``what`` they are called, and what was searched for, where there is none."""
    if not runs:
        return f"No {what} has {search!a}." if search else f"There is no {what} yet; `pikkit train` makes one."
    columns = ("version", "run", "started (UTC)", "gate", "gap closed (95 %)", "log loss", "calibration", "aliases")
    return table_text(columns, [_line(run) for run in runs])


def run_text(run: "RunFacts", page: str = "") -> str:
    """A run for a person; ``page``: where MLflow shows it, if that is known."""
    parts = [
        f"Run {run.run_id}: version {run.version or 'none'}{_named(run)}, {run.status.lower()}",
        f"  started          {run.started_at:%Y-%m-%d %H:%M} UTC",
        f"  learned from     {_learned_from(run)}",
        f"  gate             {': '.join(filter(None, (run.verdict, run.tags.get('reasons'))))}",
        *(f"  {name:<22} {measured_text(run, name)}" for name in SHOWN_METRICS if _is_told(run, name)),
        f"  in MLflow        {page or 'pikkit ui mlflow shows it, with its files'}",
        "Parameters",
        *(f"  {name:<28} {value}" for name, value in sorted(run.parameters.items())),
        f"Kept: {', '.join(run.artifacts) or 'nothing'}.",
    ]
    return "\n".join(parts)


def measured_text(run: "RunFacts", name: str) -> str:
    """A figure with its interval, where it has one."""
    value, low, high = run.measured(name)
    if instead := run.instead_of(name):
        return instead
    share = name.startswith(("gap", "roi"))
    written = percent(value) if share else decimals(value)
    if low is None or high is None:
        return written
    return (
        f"{written} ({percent(low)} to {percent(high)})"
        if share
        else f"{written} ({decimals(low)} to {decimals(high)})"
    )


DIFFERING = ("kind", "name", "before", "before_low", "before_high", "after", "after_low", "after_high")
"""Of a row of ``differing``."""


def differing(before: "RunFacts", after: "RunFacts") -> list[dict[str, object]]:
    """Parameters that differ and the figures of both, with their intervals' ends, a row each."""
    rows = [
        ("parameter", name, one, None, None, other, None, None)
        for name, one, other in differing_parameters(before, after)
    ]
    figures = [("metric", name, *before.measured(name), *after.measured(name)) for name in _told(before, after)]
    return [dict(zip(DIFFERING, row, strict=True)) for row in (*rows, *figures)]


def differing_text(before: "RunFacts", after: "RunFacts") -> str:
    """The same for a person."""
    lines = [
        *((name, one or "–", other or "–") for name, one, other in differing_parameters(before, after)),
        *((name, measured_text(before, name), measured_text(after, name)) for name in _told(before, after)),
    ]
    return table_text(("what", *(f"{run.version or '–'} ({run.run_id[:SHORT]})" for run in (before, after))), lines)


def _told(*runs: "RunFacts") -> list[str]:
    """The figures that there is something to say of in one of them."""
    return [name for name in SHOWN_METRICS if any(_is_told(run, name) for run in runs)]


def _is_told(run: "RunFacts", name: str) -> bool:
    return run.measured(name)[0] is not None or bool(run.instead_of(name))


def _line(run: "RunFacts") -> tuple[str, ...]:
    return (
        run.version or "–",
        run.run_id[:SHORT],
        f"{run.started_at:%Y-%m-%d %H:%M}",
        run.verdict,
        measured_text(run, "gap_closed"),
        decimals(run.measured("log_loss_model_closed")[0]),
        decimals(run.measured("ece")[0], 4),
        ", ".join(run.aliases),
    )


def _learned_from(run: "RunFacts") -> str:
    if run.learned_from is None:
        return "–"
    start, end = run.learned_from
    return f"bets placed from {start:%Y-%m-%d} on and settled by {end:%Y-%m-%d}"


def _named(run: "RunFacts") -> str:
    return f" ({', '.join(run.aliases)})" if run.aliases else ""
