"""The predictor and the API in front of it, as two processes that live and end together."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cli.processes.child import Child, start
from cli.processes.http import get
from cli.processes.ports import free_port
from cli.steps import Step
from pikkit.errors import InputError, NotReadyError
from pikkit.settings import Settings

START_SECONDS = 120.0
POLL_SECONDS = 0.1
WATCH_SECONDS = 0.5
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 — where to find a server that listens everywhere


@dataclass(frozen=True)
class Servers:
    """Two servers that answer; addresses have no slash at the end."""

    predictor: Child
    api: Child
    predictor_url: str
    api_url: str

    @property
    def logs(self) -> list[str]:
        """Their log files."""
        return [str(self.predictor.log), str(self.api.log)]

    def watch(self) -> None:
        """Wait until one of them ends, which it should not.

        Raises:
            PikkitError: One ended; the sentence says which and why.
        """
        while True:
            for child in (self.predictor, self.api):
                if child.ended:
                    raise child.failure()
            time.sleep(WATCH_SECONDS)


@contextmanager
def serving(settings: Settings, step: Step) -> Iterator[Servers]:
    """Both servers, ready, until the block ends. They start side by side: most of it is loading libraries."""
    _require_training(settings)
    predictor_port = _port(settings.host, settings.predictor_port, "predictor", step)
    api_port = _port(settings.host, settings.api_port, "API", step, other_than=predictor_port)
    predictor_url, api_url = (f"http://{_reachable(settings.host)}:{port}" for port in (predictor_port, api_port))
    at = ["--host", settings.host, "--port"]
    champion = f"models:/{settings.model_name}@champion"
    with (
        _running(
            "predictor", "inference.predictor", [*at, str(predictor_port), "--model-uri", champion], settings
        ) as predictor,
        _running("API", "extension_api", [*at, str(api_port), "--predictor-url", predictor_url], settings) as api,
    ):
        step.update("waiting for the predictor")
        wait_ready(predictor, f"{predictor_url}/v2/models/{settings.model_name}/ready")
        step.update("waiting for the API")
        wait_ready(api, f"{api_url}/ready")
        yield Servers(predictor, api, predictor_url, api_url)


def _require_training(settings: Settings) -> None:
    """Spare the wait for a predictor that is sure to refuse; the other reasons it knows itself."""
    from pikkit.training.registry.client import is_untouched

    if is_untouched(settings.resolved_tracking_uri):
        raise NotReadyError("There is no model to serve: nothing has been trained here yet. Train one: pikkit train.")


def wait_ready(child: Child, url: str, seconds: float = START_SECONDS) -> None:
    """Wait until a URL of a child answers 200.

    Raises:
        PikkitError: It ended first.
        NotReadyError: It took too long.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if child.ended:
            raise child.failure()
        answer = get(url)
        if answer is not None and answer.status == 200:
            return
        time.sleep(POLL_SECONDS)
    raise NotReadyError(f"The {child.name} was not ready after {seconds:g} s; its log is {child.log}.")


@contextmanager
def _running(name: str, module: str, arguments: list[str], settings: Settings) -> Iterator[Child]:
    child = start(name, module, arguments, settings)
    try:
        yield child
    finally:
        child.stop()


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
