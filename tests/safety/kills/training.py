"""Kill `pikkit train`: what was served is served on, and the next run comes to what it would have come to."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.serving_scorer import load_scorer
from pikkit.settings import Settings
from pikkit.workflows.training_messages import EvaluationDocument
from tests.rollout.versions import copied
from tests.safety.kills.tally import Tally
from tests.safety.kills.victim import Victim
from tests.trained import TRIALS, TrainedHome, process_environment

ASKED = {"bettor": "sample_1", "sportsbook": "DraftKings", "odds": 2.1, "placed_at": "2026-01-01T12:00:00Z"}


@dataclass(frozen=True)
class Trainer:
    """A home to train in, again and again: each time from no tuning on, against the same champion."""

    settings: Settings
    record: Path

    @classmethod
    def of(cls, trained: TrainedHome, folder: Path) -> "Trainer":
        """In a copy of a trained home."""
        settings = copied(trained.home, folder / "home")
        return cls(settings, settings.resolved_home / "training.json")

    @property
    def victim(self) -> Victim:
        """`pikkit train`."""
        budget = ["--trials", str(TRIALS), "--seconds", "600"]
        return Victim(["-m", "pikkit.cli.main", "train", *budget], process_environment(self.settings.resolved_home))

    def forget(self) -> None:
        """Have nothing of earlier tuning and results."""
        for name in ("tuning.db", self.record.name):
            (self.settings.resolved_home / name).unlink(missing_ok=True)

    def score(self, alias: str) -> float:
        """What a model says of a bet."""
        scorer = load_scorer(self.settings, f"models:/{self.settings.model_name}{alias}")
        return scorer.score([ScoreRequest.model_validate(ASKED)])[0].p_win

    def result(self) -> tuple[EvaluationDocument, float]:
        """The last training's figures, and what its model says of a bet."""
        made: dict[str, Any] = json.loads(self.record.read_text())
        return EvaluationDocument.model_validate(made["evaluation"]), self.score(f"/{made['model']['version']}")


def kill_trainings(folder: Path, points: int, trained: TrainedHome) -> Tally:
    """In a copy of a trained home."""
    trainer, tally = Trainer.of(trained, folder), Tally()
    trainer.forget()
    longest = trainer.victim.duration()
    served, result = trainer.score("@champion"), trainer.result()
    for seconds in tally.moments(points, longest):
        trainer.forget()
        tally.killed += trainer.victim.killed_after(seconds)[0]
        tally.expect("the champion's score", trainer.score("@champion"), served)
        trainer.victim.duration()
        tally.expect("the next run's result", trainer.result(), result)
        tally.expect("the champion's score after the next run", trainer.score("@champion"), served)
    return tally
