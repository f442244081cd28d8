"""The API server of Kubeflow Pipelines, as much of it as is read here."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from pikkit.base.errors import InputError, NotReadyError, PikkitError
from pikkit.kubeflow.run import Run, read_run
from pikkit.settings.schedule import ScheduleRules

if TYPE_CHECKING:
    import httpx

SECONDS = 15.0
PAGE = 100
_LOG = "/apis/v1alpha1/runs/{run}/nodes/{node}/log"
"""Registered in apiserver/main.go; what it is given is the name of a pod (resource_manager.go, ReadLog)."""


@dataclass(frozen=True, slots=True)
class KubeflowApi:
    """Reads runs and logs, and has a run's failed steps tried again."""

    host: str
    token: str = ""

    @classmethod
    def of(cls, rules: ScheduleRules) -> "KubeflowApi":
        """The settings' server.

        Raises:
            InputError: None is set.
        """
        if not rules.kubeflow_host.startswith(("http://", "https://")):
            raise InputError(
                "No Kubeflow Pipelines is set; PIKKIT_SCHEDULE__KUBEFLOW_HOST must be an http:// or https:// address."
            )
        return cls(rules.kubeflow_host.rstrip("/"), rules.kubeflow_token.get_secret_value())

    def check(self) -> None:
        """See that it is Kubeflow Pipelines that answers, in one request.

        Raises:
            NotReadyError: Nothing answers, or something else does, such as a page to sign in on.
        """
        try:
            self._get("/apis/v2beta1/healthz")
        except InputError as error:
            raise NotReadyError(f"What answers at {self.host} is no Kubeflow Pipelines: it has no healthz.") from error

    def run(self, run_id: str) -> Run:
        """One run.

        Raises:
            InputError: There is no such run.
            NotReadyError: The server does not answer, or refuses.
        """
        return read_run(self._get(f"/apis/v2beta1/runs/{quote(run_id, safe='')}"))

    def runs(self, experiment_id: str, pages: int = 5) -> Iterator[Run]:
        """An experiment's runs, newest first."""
        token = ""
        for _ in range(pages):
            query = {
                "experiment_id": experiment_id,
                "page_size": PAGE,
                "sort_by": "created_at desc",
                "page_token": token,
            }
            page = self._get(f"/apis/v2beta1/runs?{urlencode(query)}")
            yield from map(read_run, page.get("runs", []))
            token = page.get("next_page_token", "")
            if not token:
                return

    def log(self, run_id: str, pod: str) -> Iterator[str]:
        """The lines that a step's pod has said, as they come; also once it is gone if logs are archived."""
        import httpx

        path = _LOG.format(run=quote(run_id, safe=""), node=quote(pod, safe=""))
        with self._told(), httpx.stream("GET", self.host + path, **self._how()) as answer:
            if answer.is_success:
                yield from (line.rstrip("\n") for line in answer.iter_lines())
                return
            answer.read()
            raise self._refusal(answer)

    def retry(self, run_id: str) -> None:
        """Have a run go on from the steps that failed."""
        self._ask("POST", f"/apis/v2beta1/runs/{quote(run_id, safe='')}:retry")

    def _get(self, path: str) -> dict[str, Any]:
        text = self._ask("GET", path)
        try:
            document = json.loads(text)
        except ValueError:
            document = None
        if isinstance(document, dict):
            return document
        raise NotReadyError(
            f"What answers at {self.host} is no Kubeflow Pipelines: it sent no JSON object. If it is a page to sign in "
            "on, PIKKIT_SCHEDULE__KUBEFLOW_TOKEN lets Pikkit in."
        )

    def _ask(self, method: str, path: str) -> str:
        import httpx

        with self._told():
            answer = httpx.request(method, self.host + path, **self._how())
        if answer.is_success:
            return answer.content.decode(errors="replace")
        raise self._refusal(answer)

    def _how(self) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {"headers": headers, "timeout": SECONDS, "follow_redirects": False}

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A server that does not answer is told of in a sentence."""
        import httpx

        try:
            yield
        except (httpx.TransportError, httpx.InvalidURL) as error:
            why = type(error).__name__
            raise NotReadyError(f"Kubeflow Pipelines at {self.host} cannot be reached ({why}).") from error

    def _refusal(self, answer: "httpx.Response") -> PikkitError:
        message = _said(answer)
        if answer.has_redirect_location:
            place = answer.headers["location"].partition("?")[0]
            return NotReadyError(
                f"Kubeflow Pipelines at {self.host} sends its visitors on to {place!a}. If they sign "
                "in there, PIKKIT_SCHEDULE__KUBEFLOW_TOKEN lets Pikkit in; else it is PIKKIT_SCHEDULE__KUBEFLOW_HOST."
            )
        if answer.status_code == 404:
            return InputError(f"Kubeflow Pipelines at {self.host} does not know it: {message}.")
        return NotReadyError(f"Kubeflow Pipelines at {self.host} refuses (HTTP {answer.status_code}: {message}).")


def _said(answer: "httpx.Response") -> str:
    try:
        document: Any = answer.json()
        return str(document["message"]).rstrip(".")
    except (LookupError, TypeError, ValueError):
        return answer.reason_phrase
