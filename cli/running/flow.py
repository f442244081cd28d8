"""From chosen bets to two running servers and a score, one step after another."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from cli.importing import import_into
from cli.preflight import check_enough
from cli.processes.servers import Servers, serving
from cli.running.bets import ChosenBets, make_sample
from cli.running.outcome import RunOutcome
from cli.running.scoring import score_over_http
from cli.steps import Steps, make_steps
from cli.training.pipeline import train_on_store
from cli.training.record import TrainingRecord
from cli.training.reuse import champion_serves, reusable
from pikkit.errors import NotReadyError
from pikkit.settings import Settings

if TYPE_CHECKING:
    from pikkit.store.base import StoreCounts


@contextmanager
def running(chosen: ChosenBets) -> Iterator[tuple[RunOutcome, Servers]]:
    """Make everything ready and score one bet; the servers run until the block ends.

    Raises:
        PikkitError: A step failed; the sentence says what and why.
    """
    settings = chosen.settings
    steps = make_steps(3 + bool(chosen.exports) + chosen.sample)
    skipped = _import(chosen, steps)
    with steps.step("Train") as step:
        record = reusable(settings)
        trained = record is None
        if record is None:
            record = train_on_store(settings, step)
            step.result = f"{record.version}, {record.model.alias or 'rejected by the gate'}"
        else:
            step.result = f"nothing new since {record.version}"
        _require_champion(settings, record)
    with ExitStack() as stack:
        with steps.step("Serve") as step:
            servers = stack.enter_context(serving(settings, step))
            step.result = servers.api_url
        with steps.step("Score a bet") as step:
            score = score_over_http(servers.api_url, record.request)
            step.result = f"{score.verdict}, p_win {score.p_win:.3f}"
        counts, logs = _counts(settings), servers.logs
        yield (
            RunOutcome(
                chosen.words,
                chosen.sample,
                counts,
                skipped,
                trained,
                record,
                score,
                servers.api_url,
                servers.predictor_url,
                logs,
            ),
            servers,
        )


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


def _require_champion(settings: Settings, record: TrainingRecord) -> None:
    if record.model.alias != "champion" and not champion_serves(settings):
        reasons = " ".join(record.evaluation.reasons)
        raise NotReadyError(f"The gate rejected the model, and there is no earlier one to serve. {reasons}")


def _counts(settings: Settings) -> "StoreCounts":
    from pikkit.store import open_store

    store = open_store(settings.resolved_store_url)
    try:
        return store.counts()
    finally:
        store.close()
