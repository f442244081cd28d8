"""From chosen bets to two running servers and a score, one step after another."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from pikkit.base.errors import NotReadyError
from pikkit.base.steps import Steps
from pikkit.cli.import_progress import import_into
from pikkit.cli.preflight import check_enough, check_stored
from pikkit.cli.running.example_score import score_over_http
from pikkit.cli.running.run_bets import ChosenBets, make_sample
from pikkit.cli.running.run_outcome import RunOutcome
from pikkit.cli.step_display import make_steps
from pikkit.cli.training.home_record import TrainingRecord
from pikkit.cli.training.pipeline import train_on_store
from pikkit.cli.training.reuse import champion_serves, reusable
from pikkit.embedded.servers import Servers, serving
from pikkit.home import Home
from pikkit.settings import Settings


@contextmanager
def running(chosen: ChosenBets) -> Iterator[tuple[RunOutcome, Servers]]:
    """Make everything ready and score one bet; the servers run until the block ends.

    Raises:
        PikkitError: A step failed; the sentence says what and why.
    """
    steps = make_steps(3 + bool(chosen.exports) + chosen.sample)
    skipped = _import(chosen, steps)
    record, trained = _train(chosen.settings, steps)
    with ExitStack() as stack:
        with steps.step("Serve") as step:
            servers = stack.enter_context(serving(chosen.settings, step))
            step.result = servers.api_url
        with steps.step("Score a bet") as step:
            score = score_over_http(servers.api_url, record.request)
            step.result = f"{score.verdict}, p_win {score.p_win:.3f}"
        yield RunOutcome(chosen, Home(chosen.settings).counts(), skipped, trained, record, score, servers), servers


def _import(chosen: ChosenBets, steps: Steps) -> list[str]:
    """Import what is to be imported; returns why files were skipped."""
    if chosen.exports is None:
        return []
    if chosen.sample:
        with steps.step("Make the sample") as step:
            make_sample(chosen.exports, step)
    with steps.step("Import") as step:
        check_enough(chosen.settings, chosen.exports, None)
        return [skipped.reason for skipped in import_into(chosen.settings, chosen.exports, None, step).skipped]


def _train(settings: Settings, steps: Steps) -> tuple[TrainingRecord, bool]:
    """Train unless nothing is new; returns the record, and whether it is of now."""
    with steps.step("Train") as step:
        record = reusable(settings)
        if record:
            step.result = f"nothing new since {record.version}"
            return record, False
        check_stored(settings)
        record = train_on_store(settings, step)
        _require_champion(settings, record)
        step.result = f"{record.version}, {record.model.alias or 'rejected by the gate'}"
        return record, True


def _require_champion(settings: Settings, record: TrainingRecord) -> None:
    if record.model.alias != "champion" and not champion_serves(settings):
        reasons = " ".join(record.evaluation.reasons)
        raise NotReadyError(f"The gate rejected the model, and there is no earlier one to serve. {reasons}")
