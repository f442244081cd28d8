"""The predictor and the API in front of it, as processes that live and end together.

Only the API listens where the settings say. The predictor, which asks nobody who he is, stays on loopback; so does
Envoy, which where it is installed answers at the predictor's address and hands on to the predictors of one version or
two, so that a candidate can be rolled out while all this runs (``pikkit rollout``). What ends by itself is
started again.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TypedDict
from urllib.parse import urlsplit

from pikkit.base.errors import InputError, NotReadyError
from pikkit.base.steps import Step
from pikkit.embedded.arms import Arms, version_served
from pikkit.embedded.child import Child, start_child
from pikkit.embedded.child_logs import rotate
from pikkit.embedded.front import MISSING, EnvoyFront, has_envoy
from pikkit.embedded.http import get
from pikkit.embedded.kept_child import KeptChild, Say
from pikkit.embedded.ports import free_port
from pikkit.embedded.served_home import served_home
from pikkit.rollout.embedded.admin import admin_socket
from pikkit.rollout.embedded.envoy import LOOPBACK, FrontAddress
from pikkit.rollout.embedded.files import forget_wanted, read_wanted, rollout_folder
from pikkit.settings import Settings

START_SECONDS = 120.0
POLL_SECONDS = 0.1
WATCH_SECONDS = 0.5
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 — where to find a server that listens everywhere


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


@dataclass(frozen=True)
class Servers:
    """Two servers that answer; addresses have no slash at the end.

    ``predictor`` is what answers for it: itself, or the Envoy before ``arms``, the predictors of one version or two.
    """

    settings: Settings
    predictor: KeptChild
    api: KeptChild
    predictor_url: str
    api_url: str
    arms: Arms | None = None

    @property
    def logs(self) -> list[str]:
        """Their log files."""
        return [str(kept.child.log) for kept in (self.predictor, self.api)]

    def watch(self, say: Say = _say) -> None:
        """Serve what rollouts want, and start again what ends, until something ends again and again.

        Args:
            say: Told of each end, in a sentence.

        Raises:
            PikkitError: One ends again and again; the sentence says which and why.
        """
        while True:
            self.look(say)
            time.sleep(WATCH_SECONDS)

    def look(self, say: Say) -> None:
        """One look of ``watch``."""
        for kept in (self.predictor, self.api):
            kept.look(say)
        if self.arms:
            self.arms.keep(say)
        for log in (self.settings.resolved_home / "logs").glob("*.log"):
            rotate(log, self.settings.server_log_mb * 2**20, self.settings.server_logs_kept)


@contextmanager
def serving(settings: Settings, step: Step) -> Iterator[Servers]:
    """Both servers, ready, until the block ends. They start side by side: most of it is loading libraries.

    Raises:
        NotReadyError: There is nothing to serve, or the home is served already.
    """
    _require_training(settings)
    with served_home(settings) as tell, ExitStack() as behind:
        predictor_port = _port(LOOPBACK, settings.predictor_port, "predictor", step)
        api_port = _port(settings.host, settings.api_port, "API", step, other_than=predictor_port)
        predictor_url, api_url = f"http://{LOOPBACK}:{predictor_port}", f"http://{_reachable(settings.host)}:{api_port}"
        tell(api_url)
        predictor, own_port = behind.enter_context(_predictor(settings, predictor_port, step))
        to_api = ["--host", settings.host, "--port", str(api_port), "--predictor-url", predictor_url]
        with _running("API", "pikkit.extension_api", to_api, settings) as api:
            step.update("waiting for the predictor")
            wait_ready(predictor.child, f"http://{LOOPBACK}:{own_port}/v2/models/{settings.model_name}/ready")
            servers = Servers(settings, predictor, api, predictor_url, api_url)
            if has_envoy():
                fronted = _fronted(settings, predictor.child, own_port, servers)
                servers = replace(servers, **behind.enter_context(fronted))
            step.update("waiting for the API")
            wait_ready(api.child, f"{api_url}/ready")
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
def _predictor(settings: Settings, port: int, step: Step) -> Iterator[tuple[KeptChild, int]]:
    """The stable version's process and its port: the predictor's own, or one behind Envoy."""
    wanted = read_wanted(settings)
    rolling_out = wanted is not None and len(wanted.weights) > 1
    if not rolling_out:
        forget_wanted(settings)  # the champion serves
    if not has_envoy():
        step.note(MISSING)
    alias = f"/{wanted.stable}" if wanted and rolling_out else "@champion"
    own = free_port(LOOPBACK, 0) if has_envoy() else port
    options = ["--host", LOOPBACK, "--port", str(own), "--model-uri", f"models:/{settings.model_name}{alias}"]
    with _running("predictor", "pikkit.inference.predictor", options, settings) as kept:
        yield kept, own


class _Fronted(TypedDict):
    predictor: KeptChild
    arms: Arms


@contextmanager
def _fronted(settings: Settings, predictor: Child, own_port: int, servers: Servers) -> Iterator[_Fronted]:
    """Envoy at the predictor's address, and the predictors behind it."""
    folder = rollout_folder(settings)
    log = settings.resolved_home / "logs" / "requests.log"
    port = urlsplit(servers.predictor_url).port or 0
    front = EnvoyFront(FrontAddress(port, admin_socket(folder), folder, log), settings.model_name)
    stable = version_served(f"http://{LOOPBACK}:{own_port}", settings)
    arms = Arms(settings, stable, front, follows=read_wanted(settings) is None)
    arms.adopt(predictor, own_port)
    kept = KeptChild(lambda: front.start(settings), front.start(settings))
    try:
        wait_ready(kept.child, f"{servers.predictor_url}/v2/models/{settings.model_name}/ready")
        arms.keep(_say)
        yield _Fronted(predictor=kept, arms=arms)
    finally:
        kept.child.stop()
        front.front.admin.unlink(missing_ok=True)
        arms.stop()


@contextmanager
def _running(name: str, module: str, arguments: list[str], settings: Settings) -> Iterator[KeptChild]:
    def begin() -> Child:
        return start_child(name, module, arguments, settings)

    kept = KeptChild(begin, begin())
    try:
        yield kept
    finally:
        kept.child.stop()


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
