"""The predictor of a home, with Envoy before it where that is installed: from when there is a model to serve."""

import sys
from contextlib import ExitStack
from functools import partial
from urllib.parse import urlsplit

from pikkit.base.errors import NotReadyError
from pikkit.base.steps import Step
from pikkit.embedded.arms import Arms, version_served
from pikkit.embedded.child import start_child
from pikkit.embedded.front import MISSING, EnvoyFront, has_envoy
from pikkit.embedded.kept_child import KeptChild, Say
from pikkit.embedded.model_watch import ModelWatch
from pikkit.embedded.ports import free_port
from pikkit.embedded.readiness import wait_ready
from pikkit.rollout.embedded.admin import admin_socket
from pikkit.rollout.embedded.envoy import LOOPBACK, FrontAddress
from pikkit.rollout.embedded.files import forget_wanted, read_wanted, rollout_folder
from pikkit.settings import Settings

_QUIET_SECONDS = 2.0


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


class ModelServer:
    """What answers for the model. While there is none it is idle, and looks whether one has come to be.

    Args:
        settings: Of the home.
        port: Where it answers, on loopback.

    Attributes:
        kept: The process at the address: the predictor itself, or Envoy; None while idle.
        arms: The predictors behind Envoy; None without Envoy or while idle.
    """

    def __init__(self, settings: Settings, port: int) -> None:
        self.url = f"http://{LOOPBACK}:{port}"
        self.kept: KeptChild | None = None
        self.arms: Arms | None = None
        self._settings = settings
        self._own_port = port
        self._predictor: KeptChild | None = None
        self._watch = ModelWatch(settings)
        self._ending = ExitStack()

    @property
    def is_idle(self) -> bool:
        """Whether no model is served."""
        return self._predictor is None

    def begin(self, step: Step | None = None, quiet_seconds: float = 0.0) -> bool:
        """Start the predictor if there is a model; whether it was started. ``settle`` waits for it.

        Args:
            step: Told what is missing.
            quiet_seconds: See ``ModelWatch.has_model``.

        Raises:
            NotReadyError: The registry cannot be asked, or the champion's files are gone.
        """
        if not self.is_idle or not self._watch.has_model(quiet_seconds):
            return False
        wanted = read_wanted(self._settings)
        rolling_out = wanted is not None and len(wanted.weights) > 1
        if not rolling_out:
            forget_wanted(self._settings)  # the champion serves
        if has_envoy():
            self._own_port = free_port(LOOPBACK, 0)
        elif step:
            step.note(MISSING)
        alias = f"/{wanted.stable}" if wanted and rolling_out else "@champion"
        self._predictor = self.kept = self._run(alias)
        return True

    def settle(self) -> None:
        """Wait until what was begun is ready.

        Raises:
            PikkitError: It ended, or took too long.
        """
        if self._predictor is None:
            return
        wait_ready(self._predictor.child, self._ready(f"http://{LOOPBACK}:{self._own_port}"))
        if has_envoy():
            self._front(self._predictor)

    def look(self, say: Say) -> None:
        """Start again what ended, follow what rollouts want, and serve a model that has come to be.

        Raises:
            PikkitError: Something ends again and again.
        """
        if self.is_idle:
            self._join(say)
        if self.kept:
            self.kept.look(say)
        if self.arms:
            self.arms.keep(say)

    def _join(self, say: Say) -> None:
        try:
            if not self.begin(quiet_seconds=_QUIET_SECONDS):
                return
            self.settle()
        except NotReadyError as error:  # the prices go on being served
            say(f"A model is there, and cannot be served: {error}")
            self._ending.close()
            self.kept = self.arms = self._predictor = None
        else:
            say(f"A model was promoted, and is served at {self.url} from now on.")

    def stop(self) -> None:
        """Stop all of it."""
        self._ending.close()

    def _run(self, alias: str) -> KeptChild:
        uri = f"models:/{self._settings.model_name}{alias}"
        options = ["--host", LOOPBACK, "--port", str(self._own_port), "--model-uri", uri]
        begin = partial(start_child, "predictor", "pikkit.inference.predictor", options, self._settings)
        kept = KeptChild(begin, begin())
        self._ending.callback(kept.stop)
        return kept

    def _front(self, predictor: KeptChild) -> None:
        """Put Envoy at the address, and the predictor behind it."""
        settings, folder = self._settings, rollout_folder(self._settings)
        log = settings.resolved_home / "logs" / "requests.log"
        address = FrontAddress(urlsplit(self.url).port or 0, admin_socket(folder), folder, log)
        front = EnvoyFront(address, settings.model_name)
        stable = version_served(f"http://{LOOPBACK}:{self._own_port}", settings)
        arms = Arms(settings, stable, front, follows=read_wanted(settings) is None)
        self._ending.callback(arms.stop)
        self._ending.callback(lambda: address.admin.unlink(missing_ok=True))
        arms.adopt(predictor.child, self._own_port)
        kept = KeptChild(lambda: front.start(settings), front.start(settings))
        self._ending.callback(kept.stop)
        wait_ready(kept.child, self._ready(self.url))
        arms.keep(_say)
        self.kept, self.arms = kept, arms

    def _ready(self, url: str) -> str:
        return f"{url}/v2/models/{self._settings.model_name}/ready"
