"""What the training process tells, a JSON line an event, and the figures it leaves behind."""

from datetime import datetime

from pydantic import BaseModel

PIPELINE = "pipeline"


class StepMessage(BaseModel):
    """A step, or the whole pipeline, began, is on its way, ended or failed (``pipelines.events``)."""

    step: str
    state: str
    seconds: float | None = None
    summary: dict[str, object] = {}
    artifacts: dict[str, str] = {}
    error: str = ""
    log: str = ""


class Figure(BaseModel):
    """A figure with its 95 % interval; None where there was nothing to measure."""

    value: float | None
    low: float | None
    high: float | None


class TrainingWindow(BaseModel):
    """The bets the judged model learned from."""

    start: datetime
    end: datetime
    bets: int


class EvaluationDocument(BaseModel):
    """How the model did on the held-out bets, and what the gate made of it (``evaluation.json``). Nats a bet."""

    decided: int
    closed: int
    log_loss_price_closed: float | None
    log_loss_model_closed: float | None
    log_loss_close: float | None
    gap_closed: Figure
    brier: float | None
    ece: float | None
    decision: str
    reasons: list[str]
    training_window: TrainingWindow


class Tuning(BaseModel):
    """What the search for a recipe came to: trials tried to the end, given up and planned; the parts the time cut."""

    trials: int
    pruned: int = 0
    planned: int
    cut: str = ""
    exhausted: bool = False

    def words(self) -> str:
        """In a line."""
        done = self.trials + self.pruned
        sentence = f"{done} of {self.planned} trials" + (f", {self.pruned} given up early" if self.pruned else "")
        sentence += ", ended because nothing gained any more" if self.exhausted else ""
        if not self.cut:
            return sentence
        return (
            f"{sentence}. The time ran out (PIKKIT_TUNING_SECONDS, --seconds): the search of {self.cut} was cut, and "
            "another run may find another model."
        )


class LearnedQuotes(BaseModel):
    """How many bets other books' prices are known of, and how many gained a closing price from them."""

    quoted: int = 0
    filled_closes: int = 0


class Registered(BaseModel):
    """The version that was made of it; no alias if the gate rejected it."""

    name: str
    version: str
    alias: str | None = None
    run_id: str = ""
