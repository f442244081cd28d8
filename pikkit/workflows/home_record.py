"""What the last training came to, kept beside the model, so that the same bets are not learned from twice."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ValidationError

from pikkit.settings import Settings
from pikkit.workflows.training_messages import EvaluationDocument, LearnedQuotes, Registered, Tuning

FILE = "training.json"
_SETTINGS = ("model_name", "test_share", "min_bets", "tuning_trials", "tuning_patience", "tuning_seconds", "seed")
_LIBRARY = Path(__file__).parents[1]
_CODE = ("features", "training")


class TrainingRecord(BaseModel):
    """A finished training.

    Attributes:
        key: What it was made from (``training_key``).
        finished_at: When.
        model: The version it registered.
        evaluation: Its figures and the gate's decision.
        request: A score request for one of the bets, to show what a score is.
        log, report: Where the steps' log and the page on the data's quality are.
        seconds: How long each step took.
        model_report: Where the page on the model is; empty in records of older versions.
        tuning: What the search for a recipe came to; None in records of older versions.
        quotes: What the bets that it learned from got from stored quotes.
    """

    key: str
    finished_at: datetime
    model: Registered
    evaluation: EvaluationDocument
    request: dict[str, object]
    log: str
    report: str
    seconds: dict[str, float]
    model_report: str = ""
    tuning: Tuning | None = None
    quotes: LearnedQuotes = LearnedQuotes()

    @property
    def version(self) -> str:
        """Name and version of the model: "pikkit/3"."""
        return f"{self.model.name}/{self.model.version}"

    def write(self, settings: Settings) -> None:
        """Keep it in the home folder; the file is whole or not there."""
        path = _path(settings)
        unfinished = path.with_suffix(".tmp")
        unfinished.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
        unfinished.replace(path)


def home_record(settings: Settings) -> TrainingRecord | None:
    """The home folder's record; None if there is none that this version can read."""
    try:
        return TrainingRecord.model_validate_json(_path(settings).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def training_key(settings: Settings, fingerprint: str) -> str:
    """A text that is equal exactly when a training would see the same bets, settings and code."""
    code = hashlib.sha256()
    for room in _CODE:
        for file in sorted((_LIBRARY / room).rglob("*.py")):
            code.update(file.read_bytes())
    facts = {name: getattr(settings, name) for name in _SETTINGS} | {"bets": fingerprint, "code": code.hexdigest()}
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32]


def _path(settings: Settings) -> Path:
    return settings.resolved_home / FILE
