"""From chosen bets to a dashboard, a model where the bets allow one, and a score: one step after another."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from pikkit.base.errors import NotReadyError
from pikkit.base.steps import Steps
from pikkit.cli.import_progress import import_into
from pikkit.cli.preflight import check_some
from pikkit.cli.running.example_score import ExampleScore, example_score
from pikkit.cli.running.run_bets import ChosenBets, make_sample
from pikkit.cli.running.run_outcome import RunOutcome
from pikkit.cli.running.run_training import RunTraining, train_if_possible
from pikkit.cli.step_display import make_steps
from pikkit.embedded.servers import Servers, serving
from pikkit.home import Home
from pikkit.settings import Settings


@contextmanager
def running(chosen: ChosenBets) -> Iterator[tuple[RunOutcome, Servers]]:
    """Make everything ready and score one bet; the servers run until the block ends.

    Raises:
        PikkitError: A step failed; the sentence says what and why. Too few bets for a model are no failure.
    """
    steps = make_steps(3 + bool(chosen.exports) + chosen.sample)
    skipped = _import(chosen, steps)
    with ExitStack() as stack:
        with steps.step("Serve") as step:
            servers = stack.enter_context(serving(chosen.settings, step))
            step.result = servers.api_url
        chosen.shown(servers.api_url)
        with steps.step("Train") as step:
            training = train_if_possible(chosen.settings, step)
            step.result = training.said
            servers.model.begin(step)
            servers.model.settle()
        scored = _scored(chosen.settings, training, servers, steps)
        counts = Home(chosen.settings).counts()
        yield RunOutcome(chosen, counts, skipped, training, scored, servers), servers


def _import(chosen: ChosenBets, steps: Steps) -> list[str]:
    """Import what is to be imported; returns why files were skipped."""
    if chosen.exports is None:
        return []
    if chosen.sample:
        with steps.step("Make the sample") as step:
            make_sample(chosen.exports, step)
    with steps.step("Import") as step:
        check_some(chosen.settings, chosen.exports, chosen.bettor)
        skipped = import_into(chosen.settings, chosen.exports, chosen.bettor, step).skipped
    if chosen.handover:  # not before: what fails here is handed over again by the next run of the sample
        chosen.handover.forget()
    return [one.reason for one in skipped]


def _scored(settings: Settings, training: RunTraining, servers: Servers, steps: Steps) -> ExampleScore | None:
    """A bet of the store and its score; nothing where there is no straight bet."""
    home = Home(settings)
    with steps.step("Score a bet") as step:
        try:
            request = training.record.request if training.record else home.example_request()
        except NotReadyError as error:
            step.result = str(error)
            return None
        scored = example_score(home, servers.api_url, request, training.served_version)
        step.result = f"{scored.score.verdict}, p_win {scored.score.p_win:.3f}"
        return scored
