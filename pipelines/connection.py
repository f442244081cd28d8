"""kfp's client, connected to the settings' server, in one experiment; what goes wrong is a sentence."""

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from typing import Any

from kfp import Client
from kfp_server_api import ApiException
from urllib3.exceptions import HTTPError

from pikkit.base.errors import InputError, NotReadyError
from pikkit.kubeflow.api import KubeflowApi
from pikkit.settings.schedule import ScheduleRules


class Connection:
    """The client and the experiment that everything of ours is listed under."""

    def __init__(self, rules: ScheduleRules) -> None:
        """Connect.

        Raises:
            InputError: No server is set.
            NotReadyError: Kubeflow Pipelines does not answer.
        """
        if not rules.kubeflow_host:
            raise InputError("No cluster is set (PIKKIT_SCHEDULE__KUBEFLOW_HOST).")
        self.rules = rules
        KubeflowApi.of(rules).check()  # kfp's client waits 25 seconds for a server that is another
        with self.speaking() as client:
            made = client.create_experiment(rules.kubeflow_experiment, namespace=rules.kubeflow_namespace or None)
        self.experiment = str(made.experiment_id)

    @contextmanager
    def speaking(self) -> Iterator[Any]:
        """The client, which prints links, and fails in the words of its libraries."""
        try:
            with redirect_stdout(StringIO()):
                yield self._client()
        except ApiException as error:
            why = f"HTTP {error.status}: {_said(error)}"
            raise NotReadyError(f"Kubeflow Pipelines at {self.rules.kubeflow_host} refuses ({why}).") from error
        except (HTTPError, TimeoutError) as error:
            host = self.rules.kubeflow_host
            raise NotReadyError(f"Kubeflow Pipelines at {host} cannot be reached ({type(error).__name__}).") from error

    def _client(self) -> Any:
        if not hasattr(self, "_connected"):
            self._connected = _connect(self.rules)
        return self._connected


def _connect(rules: ScheduleRules) -> Any:
    token = rules.kubeflow_token.get_secret_value()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # that it needs a server of version 2
        return Client(
            host=rules.kubeflow_host,
            existing_token=token or None,
            namespace=rules.kubeflow_namespace or "kubeflow",
        )


def _said(error: Any) -> str:
    try:
        return str(json.loads(error.body)["message"])
    except (LookupError, TypeError, ValueError):
        return str(error.reason)
