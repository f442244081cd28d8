"""A run that is served until it is stopped, and then the run about bets that were uploaded meanwhile."""

from urllib.parse import urlsplit

from pikkit.cli.output import answer, say
from pikkit.cli.running.flow import running
from pikkit.cli.running.run_bets import ChosenBets
from pikkit.embedded.handover import Handover
from pikkit.embedded.servers import Servers
from pikkit.embedded.stopping import Stopped


def run_on(chosen: ChosenBets, *, as_json: bool) -> None:
    """Run and serve until stopped; bets of one's own that are uploaded while the sample is shown make the next run.

    Raises:
        PikkitError: A step failed, or a server ended again and again.
        Stopped: Somebody stopped it before it served.
    """
    served = False  # the summary told, an interrupt is the way to end it
    try:
        while True:
            with running(chosen) as (outcome, servers):
                served = True
                answer(outcome.document(), outcome.text(serving=True), as_json=as_json)
                say("Serving until Ctrl-C.", err=True)
                chosen = next_run(chosen, servers.watch(), servers)
    except Stopped:
        if not served:
            raise
        say("Stopped.", err=True)


def next_run(chosen: ChosenBets, handed: Handover, servers: Servers) -> ChosenBets:
    """The run about bets that were handed over, at the same address."""
    say(f"{handed.file.name} was uploaded; its bets get a home of their own.", err=True)
    return chosen.handed(handed, urlsplit(servers.api_url).port)
