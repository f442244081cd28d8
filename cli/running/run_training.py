"""The training of a run: made where there is something new to learn, left out where the bets do not allow it."""

from dataclasses import dataclass

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.steps import Step
from pikkit.cli.training.reuse import champion_serves, reusable
from pikkit.cli.training.training_text import training_text
from pikkit.embedded.work import WorkBoard, WorkKind
from pikkit.home import Home
from pikkit.settings import Settings
from pikkit.workflows.home_record import TrainingRecord


@dataclass(frozen=True)
class RunTraining:
    """What became of it.

    Attributes:
        record: The training's, of now or an earlier one; None if the bets allow none.
        trained: Whether it is of now.
        said: How it ended, in a few words.
        lacking: Why no model serves, in a sentence; empty if one does.
    """

    record: TrainingRecord | None
    trained: bool
    said: str
    lacking: str = ""

    @property
    def served_version(self) -> str:
        """The version that must serve after it; empty if another one goes on, or none."""
        return self.record.version if self.record and self.record.model.alias == "champion" else ""


def train_if_possible(settings: Settings, step: Step) -> RunTraining:
    """Train unless nothing is new, or the bets do not allow it.

    Raises:
        ChildFailedError: A step failed unexpectedly.
    """
    record = reusable(settings)
    if record:
        return RunTraining(record, False, f"nothing new since {record.version}")
    try:
        record = _train(settings, step)
    except (InputError, NotReadyError) as error:
        lacking = "" if champion_serves(settings) else str(error)
        return RunTraining(None, False, f"left out. {error}", lacking)
    return RunTraining(
        record, True, f"{record.version}, {record.model.alias or 'rejected by the gate'}", _lack(settings, record)
    )


def _train(settings: Settings, step: Step) -> TrainingRecord:
    """Train, and let the dashboard follow it."""
    board = WorkBoard(settings)
    with board.hold(WorkKind.TRAIN, "pikkit run") as work:
        record = Home(settings).train(step=_Told(step, board))
        work.said = training_text(record)
    return record


class _Told:
    """A step that is told here and on the board."""

    def __init__(self, step: Step, board: WorkBoard) -> None:
        self.result = ""
        self._step = step
        self._board = board

    def update(self, text: str) -> None:
        """What it is at."""
        self._step.update(text)

    def note(self, text: str) -> None:
        """Something to remember."""
        self._step.note(text)
        self._board.tell(text)


def _lack(settings: Settings, record: TrainingRecord) -> str:
    if record.model.alias == "champion" or champion_serves(settings):
        return ""
    return f"The gate rejected the model, and there is no earlier one to serve. {' '.join(record.evaluation.reasons)}"
