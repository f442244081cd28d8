"""What a model's bets looked like: kept in the home, one for each version of the model."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter, ValidationError

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.validation import first_said
from pikkit.drift.column_sample import Sample
from pikkit.drift.effect_bands import Limits
from pikkit.settings import Settings

FACTS, NUMBERS, CATEGORIES = "baseline.json", "numbers.parquet", "categories.parquet"


@dataclass(frozen=True)
class Baseline:
    """A reference to compare windows with.

    Attributes:
        model_name, model_version: Whose.
        made_at: When it was made (UTC).
        origin: Where the sample is from, in words.
        start, end: When its bets were placed (UTC).
        sample: The bets.
        limits: How much windows of the past differed from it; empty where there were too few.
        expected_clv: Mean closing line value of the bets learned from; None where not known.
    """

    model_name: str
    model_version: str
    made_at: datetime
    origin: str
    start: datetime
    end: datetime
    sample: Sample
    limits: Limits
    expected_clv: float | None = None


@dataclass(frozen=True)
class _Facts:
    """What of a baseline is written as JSON."""

    model_name: str
    model_version: str
    made_at: datetime
    origin: str
    start: datetime
    end: datetime
    limits: list[tuple[str, str, float]]
    expected_clv: float | None = None


_FACTS = TypeAdapter(_Facts)


def baseline_folder(settings: Settings, model_name: str, model_version: str) -> Path:
    """Where a version's baseline is."""
    return settings.resolved_home / "drift" / model_name / model_version


def save_baseline(settings: Settings, baseline: Baseline) -> Path:
    """Write a baseline into the home, in place of the version's last one; returns its folder."""
    folder = baseline_folder(settings, baseline.model_name, baseline.model_version)
    folder.mkdir(parents=True, exist_ok=True)
    limits = [(feature, detector, limit) for (feature, detector), limit in baseline.limits.items()]
    facts = _Facts(
        baseline.model_name, baseline.model_version, baseline.made_at, baseline.origin, baseline.start, baseline.end,
        limits, baseline.expected_clv,
    )  # fmt: skip
    _write(_table(baseline.sample.numbers), folder / NUMBERS)
    _write(_table(baseline.sample.categories), folder / CATEGORIES)
    (folder / FACTS).write_text(json.dumps(_FACTS.dump_python(facts, mode="json"), indent=1) + "\n", encoding="utf-8")
    return folder


def load_baseline(settings: Settings, model_name: str, model_version: str) -> Baseline:
    """Read a version's baseline.

    Raises:
        NotReadyError: There is none yet.
        InputError: It is damaged.
    """
    folder = baseline_folder(settings, model_name, model_version)
    if not (folder / FACTS).is_file():
        raise NotReadyError(
            f"There is no drift baseline of {model_name}/{model_version} yet; make one by `pikkit drift baseline`."
        )
    try:
        facts = _FACTS.validate_json((folder / FACTS).read_text(encoding="utf-8"))
        numbers = {name: values.astype(np.float64) for name, values in _arrays(folder / NUMBERS).items()}
        sample = Sample(numbers, _arrays(folder / CATEGORIES))
    except (ValidationError, OSError, pa.ArrowException, ValueError) as error:
        raise InputError(f"The drift baseline in {folder} is damaged ({first_said(error)}); make it again.") from error
    limits = {(feature, detector): limit for feature, detector, limit in facts.limits}
    return Baseline(
        facts.model_name, facts.model_version, facts.made_at, facts.origin, facts.start, facts.end, sample, limits,
        facts.expected_clv,
    )  # fmt: skip


def _table(columns: Mapping[str, np.ndarray]) -> pa.Table:
    return pa.table({name: pa.array(values) for name, values in columns.items()})


def _write(table: pa.Table, path: Path) -> None:
    """Replace the file once it is whole."""
    unfinished = path.with_suffix(".tmp")
    pq.write_table(table, unfinished)
    unfinished.replace(path)


def _arrays(path: Path) -> dict[str, np.ndarray]:
    table = pq.read_table(path)
    return {name: table[name].to_numpy(zero_copy_only=False) for name in table.column_names}
