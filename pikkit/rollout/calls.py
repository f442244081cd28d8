"""Calls to the Kubernetes API that may be made twice, with sentences for what goes wrong."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pikkit.base.errors import InputError, NotReadyError

if TYPE_CHECKING:
    from kubernetes.client import ApiClient, ApiException

ATTEMPTS = 5
PAUSE_SECONDS = 0.2
_BUSY = {429, 500, 502, 503, 504}
_T = TypeVar("_T")


class ConflictError(Exception):
    """The object has changed since it was read."""


class MissingError(NotReadyError):
    """What was asked for is not there."""


class RefusedError(InputError):
    """The cluster refuses what was asked of it, and says why: a webhook, a quota, a schema."""


class _BusyError(Exception):
    """The server is busy or away: asking again may help."""


@dataclass(frozen=True)
class Calls:
    """Calls that concern one thing.

    Attributes:
        where: What they concern, for sentences: "InferenceService pikkit in namespace bets".
        source: What makes it and lists the rights needed: "manifests/base/rbac.yaml".
    """

    where: str
    source: str

    def again(self, call: Callable[[], _T]) -> _T:
        """Repeat a call while the server is busy or away.

        Raises:
            ConflictError: The object has changed.
            RefusedError: The cluster refuses it.
            NotReadyError: It is not there, may not be touched, or the server does not answer.
        """
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

        repeated = Retrying(
            retry=retry_if_exception_type(_BusyError),
            wait=wait_exponential(PAUSE_SECONDS),
            stop=stop_after_attempt(ATTEMPTS),
            reraise=True,
        )
        try:
            answer: _T = repeated(self._once, call)
        except _BusyError as error:
            made = f"{ATTEMPTS} attempts were made"
            raise NotReadyError(f"The Kubernetes API server does not answer ({error}); {made}.") from error
        return answer

    def _once(self, call: Callable[[], _T]) -> _T:
        from kubernetes.client import ApiException
        from urllib3.exceptions import HTTPError

        try:
            return call()
        except ApiException as error:
            if error.status == 409:
                raise ConflictError from error
            message = message_of(error)
            if error.status in _BUSY:
                raise _BusyError(message) from error
            raise self._refusal(error.status, message) from error
        except HTTPError as error:
            raise _BusyError(type(error).__name__) from error

    def _refusal(self, status: int | None, said: str) -> NotReadyError | InputError:
        if status == 404:
            folder = self.source.partition("/")[0]
            return MissingError(f"There is no {self.where}; apply {folder}/ first.")
        if "admission webhook" in said or status in (400, 422):
            return RefusedError(f"The cluster refuses the change of the {self.where}: {said}")
        if status in (401, 403):
            return NotReadyError(
                f"We may not work on the {self.where} ({said}); {self.source} lists the rights needed."
            )
        return NotReadyError(f"The Kubernetes API server refuses work on the {self.where}: {said}.")


def message_of(error: "ApiException") -> str:
    """What the API server says, in its own words: those of a webhook that refused, or that is away."""
    try:
        message = json.loads(error.body or "")["message"]
    except (ValueError, KeyError, TypeError):
        return f"{error.status} {error.reason}"
    return f"{error.status}: {message}"


def configured() -> "ApiClient":
    """How to reach the API server: as in a pod, or as kubectl does.

    Raises:
        NotReadyError: No cluster is configured here.
    """
    from kubernetes import config
    from kubernetes.client import ApiClient

    try:
        try:
            config.load_incluster_config()
        except config.ConfigException:
            config.load_kube_config()
    except (config.ConfigException, OSError) as error:
        raise NotReadyError(f"No Kubernetes cluster is configured here: {error}.") from error
    return ApiClient()
