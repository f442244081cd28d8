"""The predictor and the API in front of it, as processes that live and end together.

Only the API listens where the settings say. The predictor, which asks nobody who he is, stays on loopback; so does
Envoy, which where it is installed answers at the predictor's address and hands on to the predictors of one version or
two, so that a candidate can be rolled out while all this runs (``pikkit rollout``). What ends by itself is
started again. Without a model the API serves alone: pages, imports, and scores of the price; the predictor joins it
when a model has been promoted.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pikkit.base.errors import InputError
from pikkit.base.steps import Step
from pikkit.embedded.child import Child, start_child
from pikkit.embedded.child_logs import rotate
from pikkit.embedded.handover import Handover, waiting_handover
from pikkit.embedded.kept_child import KeptChild, Say
from pikkit.embedded.model_server import ModelServer
from pikkit.embedded.other_addresses import other_addresses
from pikkit.embedded.ports import free_port
from pikkit.embedded.readiness import wait_ready
from pikkit.embedded.served_home import served_home
from pikkit.rollout.embedded.envoy import LOOPBACK
from pikkit.settings import Settings

WATCH_SECONDS = 0.5
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 — where to find a server that listens everywhere


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


@dataclass(frozen=True)
class Servers:
    """The API, and the model's server, which may have no model yet; addresses have no slash at the end."""

    settings: Settings
    model: ModelServer
    api: KeptChild
    api_url: str

    @property
    def logs(self) -> list[str]:
        """Their log files."""
        kept = (self.model.kept, self.api)
        return [str(one.child.log) for one in kept if one]

    def watch(self, say: Say = _say) -> Handover:
        """Serve what rollouts want, and start again what ends, until something ends again and again.

        Args:
            say: Told of each end, in a sentence.

        Returns:
            Bets that somebody uploaded while the sample was shown, which want a home of their own served.

        Raises:
            PikkitError: One ends again and again; the sentence says which and why.
        """
        while True:
            self.look(say)
            if handed := waiting_handover(self.settings):
                return handed
            time.sleep(WATCH_SECONDS)

    def look(self, say: Say) -> None:
        """One look of ``watch``."""
        self.api.look(say)
        self.model.look(say)
        for log in (self.settings.resolved_home / "logs").glob("*.log"):
            rotate(log, self.settings.server_log_mb * 2**20, self.settings.server_logs_kept)


@contextmanager
def serving(settings: Settings, step: Step) -> Iterator[Servers]:
    """Both servers, ready, until the block ends. They start side by side: most of it is loading libraries.

    Raises:
        NotReadyError: The home is served already, or its model cannot be.
    """
    with served_home(settings) as tell:
        predictor_port = _port(LOOPBACK, settings.predictor_port, "predictor", step)
        api_port = _port(settings.host, settings.api_port, "API", step, other_than=predictor_port)
        model, api_url = ModelServer(settings, predictor_port), f"http://{_reachable(settings.host)}:{api_port}"
        tell(api_url)
        if others := other_addresses(settings, api_port):
            step.note(others)
        to_api = ["--host", settings.host, "--port", str(api_port), "--predictor-url", model.url]
        try:
            model.begin(step)
            with _running("API", "pikkit.extension_api", to_api, settings) as api:
                step.update("waiting for the predictor")
                model.settle()
                step.update("waiting for the API")
                wait_ready(api.child, f"{api_url}/{'health' if model.is_idle else 'ready'}")
                yield Servers(settings, model, api, api_url)
        finally:
            model.stop()


@contextmanager
def _running(name: str, module: str, arguments: list[str], settings: Settings) -> Iterator[KeptChild]:
    def begin() -> Child:
        return start_child(name, module, arguments, settings)

    kept = KeptChild(begin, begin())
    try:
        yield kept
    finally:
        kept.stop()


def _port(host: str, wanted: int, name: str, step: Step, other_than: int = 0) -> int:
    try:
        port = free_port(host, wanted, other_than)
    except OSError as error:
        raise InputError(f"The {name} cannot listen on {host}: {error.strerror or error}.") from error
    if port != wanted:
        step.note(f"Port {wanted} is taken, so the {name} listens on {port}.")
    return port


def _reachable(host: str) -> str:
    host = _EVERYWHERE.get(host, host)
    return f"[{host}]" if ":" in host else host
