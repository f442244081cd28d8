"""``pikkit train``: run the training pipeline."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.commands.import_ import Bettor
from pikkit.cli.output import AsJson, answer

if TYPE_CHECKING:
    from pikkit.workflows.home_record import TrainingRecord

Trials = Annotated[int | None, typer.Option(min=1, help="Tuning trials at most. Default: PIKKIT_TUNING_TRIALS.")]
Seconds = Annotated[
    float | None,
    typer.Option(min=0.001, help="End tuning after so long, whatever is left. Default: PIKKIT_TUNING_SECONDS."),
]


def train(
    bets: Annotated[Path | None, typer.Option(help="Import this export, or folder of them, first.")] = None,
    bettor: Bettor = None,
    trials: Trials = None,
    seconds: Seconds = None,
    as_json: AsJson = False,
) -> None:
    """Train on the stored bets, judge the model on the last of them by time, and register it."""
    from pikkit.cli.import_progress import import_into
    from pikkit.cli.preflight import check_enough
    from pikkit.cli.step_display import make_steps
    from pikkit.cli.training.training_text import training_text
    from pikkit.embedded.stopping import stoppable
    from pikkit.home import active_home, own_home

    home = own_home() if bets else active_home()
    steps = make_steps(2 if bets else 1)
    with stoppable():
        if bets:
            with steps.step("Import") as step:
                check_enough(home.settings, bets, bettor)
                import_into(home.settings, bets, bettor, step)
        with steps.step("Train") as step:
            record = home.train(trials=trials, seconds=seconds, step=step)
            step.result = record.version
    answer(_document(record), training_text(record), as_json=as_json)


def _document(record: "TrainingRecord") -> dict[str, object]:
    return record.model_dump(mode="json", exclude={"key", "request"}) | {"model_version": record.version}
