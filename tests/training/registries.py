"""A real MLflow in SQLite in a folder of its own, and bundles that know the price and nothing else."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pikkit.features.views.entity_keys import ODDS_BANDS
from pikkit.registry import RegisteredModel, register
from pikkit.registry.client import connect
from pikkit.training.bundle import Bundle, TrainingWindow
from pikkit.training.calibration import IntervalWidths, PlattCalibration
from pikkit.training.gate import GateDecision
from pikkit.training.prior import PriceCalibration
from pikkit.training.recipe import Recipe
from pikkit.training.soft_target import MarketTarget

NAME = "pikkit-test"


def price_bundle(folder: Path) -> Path:
    price = PriceCalibration(-0.05, 1.0)
    window = TrainingWindow(datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC), 1000, 600)
    widths = IntervalWidths((0.2,) * (len(ODDS_BANDS) + 1))
    Bundle(Recipe(), MarketTarget(price, price, price), {}, PlattCalibration(0.0, 1.0), widths, window).save(folder)
    return folder


@dataclass(frozen=True)
class Registry:
    """A folder with an MLflow of its own."""

    folder: Path

    @property
    def uri(self) -> str:
        return f"sqlite:///{self.folder / 'mlflow.db'}"

    def register(self, decision: GateDecision = GateDecision.PROMOTE, **extra: object) -> RegisteredModel:
        bundle = price_bundle(self.folder / "made" / "model")
        evaluation = self.folder / "made" / "evaluation.json"
        figures = {"gap_closed": {"value": 0.2, "low": 0.1, "high": 0.3}, "brier": 0.21, "ece_price": None}
        evaluation.write_text(json.dumps({**figures, "decision": decision, "reasons": ["Better.", "Surely."]}))
        root = self.folder / "mlartifacts"
        return register(bundle, evaluation, tracking_uri=self.uri, name=NAME, artifact_root=root, **extra)  # type: ignore[arg-type]

    def aliases(self) -> dict[str, str]:
        held = connect(self.uri).get_registered_model(NAME).aliases
        return {alias: str(version) for alias, version in held.items()}
