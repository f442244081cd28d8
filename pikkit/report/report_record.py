"""Everything a run's page and card say, as one record that can be written down and read again.

Figures of the evaluation are NaN where they do not exist; everything else that is unknown is None or empty.
"""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pikkit.base.errors import InputError
from pikkit.base.validation import first_said
from pikkit.report.model_facts import ModelFacts
from pikkit.report.origin import ModelOrigin
from pikkit.report.tuning_history import TuningHistory
from pikkit.training.calibration.calibrator_choice import CalibratorCandidate
from pikkit.training.drawn_rows import DrawnRows
from pikkit.training.ensemble.ensemble_summary import EnsembleSummary
from pikkit.training.evaluation import Evaluation, Measured
from pikkit.training.gate import GateVerdict


@dataclass(frozen=True)
class FeatureFacts:
    """A feature as the model uses it.

    Attributes:
        name: Its column.
        entity: Whose it is.
        meaning: What it says, in words.
        unit: Of its values.
        moves: Mean distance by which it moves a bet's log odds.
        share: Its part in the sum of these, in [0, 1].
    """

    name: str
    entity: str
    meaning: str
    unit: str
    moves: float
    share: float


@dataclass(frozen=True)
class JudgedModel:
    """What the model that was judged had learned from: bets placed from ``start`` on and settled by ``end``."""

    start: str
    end: str
    bets: int
    closed: int


@dataclass(frozen=True)
class FoldFacts:
    """How the blend did on a fold: its first moment (seconds since 1970), its bets, the gain over the price in nats."""

    start: int
    bets: int
    gain: float


@dataclass(frozen=True)
class RunReport:
    """A training run.

    Attributes:
        name: Of the registered model.
        verdict: The gate's.
        evaluation: How the model did on bets it had not seen.
        judged: What it had learned from then.
        model: The model that is registered: made the same way from all settled bets.
        features: Its features, the most important first; empty where there is no sample to tell from.
        tuning: The search, if it was kept.
        ensemble: How the learners are used and why, if it was kept.
        folds: How the blend did on each fold it was chosen on.
        calibrators: How each kind of calibrator did.
        champion: The model that served when this one was made.
        champion_version: Its name and version, such as "pikkit/3".
        champion_gap: The share of the gap it closed on the bets it was judged by.
        origin: Where it comes from.
        version: Its own version once it has one, such as "pikkit/4".
        alias: What it is served by.
        drawn: The sample of the training rows that tuned, blended, calibrated and judged; None: all of them did.
    """

    name: str
    verdict: GateVerdict
    evaluation: Evaluation
    judged: JudgedModel
    model: ModelFacts
    features: tuple[FeatureFacts, ...] = ()
    tuning: TuningHistory | None = None
    ensemble: EnsembleSummary | None = None
    folds: tuple[FoldFacts, ...] = ()
    calibrators: tuple[CalibratorCandidate, ...] = ()
    champion: ModelFacts | None = None
    champion_version: str = ""
    champion_gap: Measured | None = None
    origin: ModelOrigin = field(default_factory=ModelOrigin)
    version: str = ""
    alias: str = ""
    drawn: DrawnRows | None = None

    def write(self, path: Path) -> None:
        """Write as JSON."""
        own = {**asdict(self), "evaluation": self.evaluation.to_dict()}
        path.write_text(json.dumps(own, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "RunReport":
        """Read what ``write`` wrote; what this version does not know is left out.

        Raises:
            InputError: It is missing, or no such record.
        """
        try:
            values: dict[str, Any] = dict(json.loads(path.read_text(encoding="utf-8")))
            known = {f.name: values[f.name] for f in fields(cls) if f.name in values}
            return TypeAdapter(cls).validate_python(known | {"evaluation": Evaluation.from_dict(values["evaluation"])})
        except (OSError, LookupError, TypeError, ValueError) as error:
            raise InputError(f"{path} is no record of a training run: {first_said(error)}.") from error
