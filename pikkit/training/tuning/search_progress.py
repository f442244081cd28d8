"""How far a search is."""

from dataclasses import asdict, dataclass

from pikkit.base.progress import tell_progress


@dataclass(frozen=True)
class Progress:
    """How far a search is.

    Attributes:
        stage: What is searched now.
        done: Trials finished or pruned, those of an interrupted search too.
        total: Trials there are to be.
        pruned: How many of ``done`` were given up early.
        best_gain: Gain over the price alone of the best so far, in nats a bet; None before the first is finished.
        seconds_left: Of the stage.
    """

    stage: str
    done: int
    total: int
    pruned: int
    best_gain: float | None
    seconds_left: float


def tell(progress: Progress, worker: int) -> None:
    """Tell it, and who tells it, to whoever runs this process as a step (``pikkit.base.progress``)."""
    tell_progress({"step": "tune", "worker": worker, **asdict(progress)})
