"""The predictor and the API in front of it, as processes that live and end together.

Where Envoy is installed it answers at the predictor's address and hands on to the predictors of one version or two, so
that a candidate can be rolled out while all this runs (``pikkit rollout``).
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from socket import getaddrinfo
from typing import TypedDict
from urllib.parse import urlsplit

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.steps import Step
from pikkit.embedded.arms import Arms, version_served
from pikkit.embedded.child import Child, start
from pikkit.embedded.front import MISSING, EnvoyFront, has_envoy
from pikkit.embedded.http import get
from pikkit.embedded.ports import free_port
from pikkit.rollout.embedded.envoy import LOOPBACK, Front
from pikkit.rollout.embedded.files import folder_of, forget_wanted, read_wanted
from pikkit.settings import Settings

START_SECONDS = 120.0
POLL_SECONDS = 0.1
WATCH_SECONDS = 0.5
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 — where to find a server that listens everywhere


@dataclass(frozen=True)
class Servers:
    """Two servers that answer; addresses have no slash at the end.

    ``predictor`` is what answers for it: itself, or the Envoy before ``arms``, the predictors of one version or two.
    """

    predictor: Child
    api: Child
    predictor_url: str
    api_url: str
    arms: Arms | None = None

    @property
    def logs(self) -> list[str]:
        """Their log files."""
        return [str(self.predictor.log), str(self.api.log)]

    def watch(self) -> None:
        """Wait until one of them ends, which it should not, and serve what rollouts want meanwhile.

        Raises:
            PikkitError: One ended; the sentence says which and why.
        """
        while True:
            for child in (self.predictor, self.api):
                if child.ended:
                    raise child.failure()
            if self.arms:
                self.arms.keep()
            time.sleep(WATCH_SECONDS)


@contextmanager
def serving(settings: Settings, step: Step) -> Iterator[Servers]:
    """Both servers, ready, until the block ends. They start side by side: most of it is loading libraries."""
    _require_training(settings)
    predictor_port = _port(settings.host, settings.predictor_port, "predictor", step)
    api_port = _port(settings.host, settings.api_port, "API", step, other_than=predictor_port)
    predictor_url, api_url = (f"http://{_reachable(settings.host)}:{port}" for port in (predictor_port, api_port))
    with ExitStack() as behind:
        predictor, own_port = behind.enter_context(_predictor(settings, predictor_port, step))
        to_api = ["--host", settings.host, "--port", str(api_port), "--predictor-url", predictor_url]
        with _running("API", "pikkit.extension_api", to_api, settings) as api:
            step.update("waiting for the predictor")
            wait_ready(predictor, f"http://{_own_host(settings)}:{own_port}/v2/models/{settings.model_name}/ready")
            servers = Servers(predictor, api, predictor_url, api_url)
            if has_envoy():
                servers = replace(servers, **behind.enter_context(_fronted(settings, predictor, own_port, servers)))
            step.update("waiting for the API")
            wait_ready(api, f"{api_url}/ready")
            yield servers


def _require_training(settings: Settings) -> None:
    """Spare the wait for a predictor that is sure to refuse; the other reasons it knows itself."""
    from pikkit.registry.client import is_untouched

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
def _predictor(settings: Settings, port: int, step: Step) -> Iterator[tuple[Child, int]]:
    """The stable version's process and its port: the predictor's own, or one behind Envoy."""
    wanted = read_wanted(settings)
    rolling_out = wanted is not None and len(wanted.weights) > 1
    if not rolling_out:
        forget_wanted(settings)  # the champion serves
    if not has_envoy():
        step.note(MISSING)
    alias = f"/{wanted.stable}" if wanted and rolling_out else "@champion"
    own = free_port(LOOPBACK, 0) if has_envoy() else port
    host = LOOPBACK if has_envoy() else settings.host
    options = ["--host", host, "--port", str(own), "--model-uri", f"models:/{settings.model_name}{alias}"]
    with _running("predictor", "pikkit.inference.predictor", options, settings) as child:
        yield child, own


def _own_host(settings: Settings) -> str:
    return LOOPBACK if has_envoy() else _reachable(settings.host)


class _Fronted(TypedDict):
    predictor: Child
    arms: Arms


@contextmanager
def _fronted(settings: Settings, predictor: Child, own_port: int, servers: Servers) -> Iterator[_Fronted]:
    """Envoy at the predictor's address, and the predictors behind it."""
    port = urlsplit(servers.predictor_url).port or 0
    folder = folder_of(settings)
    log = settings.resolved_home / "logs" / "requests.log"
    front = EnvoyFront(Front(_address(settings.host), port, free_port(LOOPBACK, 0), folder, log), settings.model_name)
    arms = Arms(settings, version_served(f"http://{LOOPBACK}:{own_port}", settings.model_name), front)
    arms.adopt(predictor, own_port)
    try:
        child = front.start(settings)
        wait_ready(child, f"{servers.predictor_url}/v2/models/{settings.model_name}/ready")
        arms.keep()
        yield _Fronted(predictor=child, arms=arms)
    finally:
        front.stop()
        arms.stop()


def _address(host: str) -> str:
    """The host as an address, which is all that Envoy listens on."""
    return str(getaddrinfo(host, None)[0][4][0])


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
