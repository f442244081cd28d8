"""The API server of Kubeflow Pipelines, as much of it as is read here."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from pikkit.base.errors import InputError, NotReadyError
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

    def run(self, run_id: str) -> Run:
        """One run.

        Raises:
            InputError: There is no such run.
            NotReadyError: The server does not answer, or refuses.
        """
        return read_run(json.loads(self._get(f"/apis/v2beta1/runs/{quote(run_id, safe='')}")))

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
            page = json.loads(self._get(f"/apis/v2beta1/runs?{urlencode(query)}"))
            yield from map(read_run, page.get("runs", []))
            token = page.get("next_page_token", "")
            if not token:
                return

    def log(self, run_id: str, pod: str) -> str:
        """All that a step's pod has said, also once it is gone if logs are archived."""
        return self._get(_LOG.format(run=quote(run_id, safe=""), node=quote(pod, safe="")))

    def retry(self, run_id: str) -> None:
        """Have a run go on from the steps that failed."""
        self._ask("POST", f"/apis/v2beta1/runs/{quote(run_id, safe='')}:retry")

    def _get(self, path: str) -> str:
        return self._ask("GET", path)

    def _ask(self, method: str, path: str) -> str:
        import httpx

        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            answer = httpx.request(method, self.host + path, headers=headers, timeout=SECONDS, follow_redirects=True)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            why = type(error).__name__
            raise NotReadyError(f"Kubeflow Pipelines at {self.host} cannot be reached ({why}).") from error
        if answer.is_success:
            return answer.text
        said = _said(answer)
        if answer.status_code == 404:
            raise InputError(f"Kubeflow Pipelines at {self.host} does not know it: {said}.")
        raise NotReadyError(f"Kubeflow Pipelines at {self.host} refuses (HTTP {answer.status_code}: {said}).")


def _said(answer: "httpx.Response") -> str:
    try:
        document: Any = answer.json()
        return str(document["message"]).rstrip(".")
    except (LookupError, TypeError, ValueError):
        return answer.reason_phrase
