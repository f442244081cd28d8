"""An upstream tree as text for a person: one line a dataset, with the run that wrote it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pikkit.cli.output import count
from pikkit.lineage.datasets import Dataset, DatasetKind
from pikkit.lineage.journal_reader import Run
from pikkit.lineage.tree import DatasetOrigin, RunOrigins

_HASH_DIGITS = 16
_HASHED = "sha256:"


def lineage_text(traced: DatasetOrigin | RunOrigins) -> str:
    """The tree above a dataset or a run."""
    if isinstance(traced, DatasetOrigin):
        return "\n".join([_line(traced, top=True), *_branches(traced.sources)])
    return "\n".join([_run_line(traced.run), *_branches(traced.sources)])


def _branches(origins: Sequence[DatasetOrigin], indent: str = "") -> Iterator[str]:
    for number, origin in enumerate(origins, start=1):
        last = number == len(origins)
        yield f"{indent}{'└─' if last else '├─'} {_line(origin)}"
        yield from _branches(origin.sources, f"{indent}{'   ' if last else '│  '}")


def _line(origin: DatasetOrigin, *, top: bool = False) -> str:
    facts = ", ".join([_name(origin.dataset, full=top), *_facts(origin.dataset)])
    if origin.run is None:
        return facts
    if origin.above:
        return f"{facts} (above)"
    return f"{facts} ← {_step(origin.run)}" + (f" · {_when(origin.run)} · run {origin.run.id}" if top else "")


def _run_line(run: Run) -> str:
    called = f"{run.name} ({run.job})" if run.name else run.job
    failed = f": {run.error}" if run.error else ""
    return f"{called} · {_outcome(run)} · {_when(run)} · run {run.id}{failed}"


def _name(dataset: Dataset, *, full: bool) -> str:
    if dataset.kind is DatasetKind.ARTIFACT and dataset.label and not full:
        return dataset.label
    return f"{dataset.label} {dataset.id.name}" if dataset.kind is DatasetKind.STORE else dataset.id.name


def _facts(dataset: Dataset) -> Iterator[str]:
    if dataset.rows is not None:
        yield count(dataset.rows, "row")
    if dataset.version.startswith(_HASHED):
        yield f"sha256 {dataset.version.removeprefix(_HASHED)[:_HASH_DIGITS]}…"
    elif dataset.version and dataset.kind is not DatasetKind.MODEL:
        yield f"fingerprint {dataset.version}"


def _step(run: Run) -> str:
    done = "" if run.state == "COMPLETE" else f" ({_outcome(run)})"
    return run.job.rpartition(".")[2] + done


def _outcome(run: Run) -> str:
    return {"START": "not finished", "COMPLETE": "done", "FAIL": "failed", "ABORT": "interrupted"}.get(
        run.state, run.state.lower()
    )


def _when(run: Run) -> str:
    moment: datetime = run.ended_at or run.started_at
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
