"""What a bundle and its evaluation say, in MLflow's words: parameters, metrics and tags."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pikkit.base.errors import InputError

if TYPE_CHECKING:
    from pikkit.training.gate import GateDecision

_NOT_IN_A_NAME = re.compile(r"[^\w\-. /:]")
RUN_FACTS = "run_facts.json"
"""In a report's folder: what the registry keeps of it beside the files."""
_LONGEST_TAG = 5000  # MLflow's limit on a model version's tag


@dataclass(frozen=True, slots=True)
class RunContext:
    """What is known of a run besides what it made.

    Attributes:
        tags: To say about run and version, such as the data's fingerprint.
        system: What its steps used, as MLflow names system metrics ("system/tune/cpu_seconds").
        dashboard: Where people open the dashboard, for links to it; empty: none.
    """

    tags: Mapping[str, str] = field(default_factory=dict)
    system: Mapping[str, float] = field(default_factory=dict)
    dashboard: str = ""


NO_CONTEXT = RunContext()


@dataclass(frozen=True, slots=True)
class RunRecord:
    """For a run and a version: the gate's decision, and what is logged beside it.

    Attributes:
        decision: The gate's.
        parameters: The recipe.
        metrics: Figures.
        tags: Texts.
        steps: Figures that have steps: name, value, step.
        description: The verdict in a sentence; empty without a report.
        rows: How many bets it learned from, as ``num_rows``; empty where the bundle does not say.
    """

    decision: "GateDecision"
    parameters: dict[str, str]
    metrics: dict[str, float]
    tags: dict[str, str]
    steps: tuple[tuple[str, float, int], ...] = ()
    description: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)


def read_record(bundle: Path, evaluation: Path, tags: Mapping[str, str], run_report: Path | None = None) -> RunRecord:
    """Read the files.

    Every number of the evaluation is a metric, named by its path ("gap_closed.low"); the recipe is the parameters;
    decision, reasons and training window are tags, beside the given ones. A report adds what has steps, what each
    feature matters, and where the model comes from.

    Raises:
        InputError: One is missing, or is not what it should be.
    """
    from pikkit.training.bundle import MANIFEST  # noqa: PLC0415 (loads xgboost)
    from pikkit.training.gate import GateDecision  # noqa: PLC0415 (loads xgboost)

    manifest, judged = _read_json(bundle / MANIFEST), _read_json(evaluation)
    try:
        decision = GateDecision(judged["decision"])
        window = manifest["training_window"]
        described = {
            "decision": decision.value,
            "reasons": " ".join(judged["reasons"]),
            "training_window": f"{window['start']}/{window['end']}",  # an ISO 8601 interval
        }
        recipe, rows = manifest["recipe"], {"num_rows": int(window["bets"])} if "bets" in window else {}
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{evaluation} and {bundle} do not belong to a trained model: {error!r}.") from error
    parameters = {name: str(value) for name, value in _leaves(recipe)}
    clipped = {name: value[:_LONGEST_TAG] for name, value in {**described, **tags}.items()}
    record = RunRecord(decision, parameters, flat_numbers(judged), clipped, rows=rows)
    return _with_report(record, run_report) if run_report else record


def _with_report(record: RunRecord, folder: Path) -> RunRecord:
    if not (folder / RUN_FACTS).is_file():
        return record
    facts = _read_json(folder / RUN_FACTS)
    try:
        return replace(
            record,
            metrics=record.metrics | facts["metrics"],
            tags=record.tags | facts["tags"],
            steps=tuple((str(name), float(value), int(step)) for name, value, step in facts["steps"]),
            description=str(facts["description"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{folder / RUN_FACTS} does not hold a report's facts: {error!r}.") from error


def flat_numbers(figures: Mapping[str, object]) -> dict[str, float]:
    """Every number inside nested figures, by its path ("gap_closed.low")."""
    return {name: float(value) for name, value in _leaves(figures) if isinstance(value, int | float)}


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise InputError(f"{path} is not JSON: {error}.") from error


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """The numbers and texts inside nested objects, each with its path; lists and nulls are left out."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _leaves(part, f"{path}.{name}" if path else str(name))
    elif isinstance(value, str | int | float):
        yield _NOT_IN_A_NAME.sub("_", path), value
