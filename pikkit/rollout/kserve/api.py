"""The few calls to the Kubernetes API that a rollout makes, with sentences for what goes wrong.

They need these rights in the namespace (manifests/base/rbac.yaml): ``get`` and ``patch`` on inferenceservices of
serving.kserve.io, ``list`` on deployments of apps, on pods and events, and on httproutes of gateway.networking.k8s.io.
"""

import json
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pikkit.base.errors import InputError, NotReadyError

if TYPE_CHECKING:
    from kubernetes.client import ApiClient, ApiException

GROUP, VERSION, PLURAL = "serving.kserve.io", "v1beta1", "inferenceservices"
MANAGER = "pikkit"
LABEL = "serving.kserve.io/inferenceservice"
"""What KServe puts on all that belongs to an InferenceService."""
ATTEMPTS = 5
PAUSE_SECONDS = 0.2
CALL_SECONDS = 10.0
_T = TypeVar("_T")


class ConflictError(Exception):
    """The object has changed since it was read."""


class MissingError(NotReadyError):
    """What was asked for is not there."""


class RefusedError(InputError):
    """The cluster refuses what was asked of it, and says why: a webhook, a quota, a schema."""


class KubernetesApi:
    """Calls for one InferenceService.

    Args:
        namespace: Its namespace.
        name: Its name.
        client: How to reach the API server; None: as in a pod, or as kubectl does.
    """

    def __init__(self, namespace: str, name: str, client: "ApiClient | None" = None) -> None:
        from kubernetes.client import AppsV1Api, CoreV1Api, CustomObjectsApi

        self.namespace, self.name = namespace, name
        self._client = client or _configured()
        self._custom = CustomObjectsApi(self._client)
        self._apps, self._core = AppsV1Api(self._client), CoreV1Api(self._client)

    def get(self) -> dict[str, Any]:
        """The InferenceService.

        Raises:
            NotReadyError: There is none, or the API server does not answer.
        """
        found: dict[str, Any] = self._again(
            lambda: self._custom.get_namespaced_custom_object(
                GROUP, VERSION, self.namespace, PLURAL, self.name, _request_timeout=CALL_SECONDS
            )
        )
        return found

    def apply(self, fields: Mapping[str, Any], resource_version: str) -> None:
        """Apply our fields on the server's side, if the object is still of this version.

        Raises:
            ConflictError: It is not.
            NotReadyError: The API server does not answer, or refuses.
        """
        metadata = {**fields.get("metadata", {}), "name": self.name, "resourceVersion": resource_version}
        body = {"apiVersion": f"{GROUP}/{VERSION}", "kind": "InferenceService", **fields, "metadata": metadata}
        path = f"/apis/{GROUP}/{VERSION}/namespaces/{self.namespace}/{PLURAL}/{self.name}"
        self._again(
            lambda: self._client.call_api(
                path,
                "PATCH",
                query_params=[("fieldManager", MANAGER), ("force", "true")],
                header_params={"Content-Type": "application/apply-patch+yaml", "Accept": "application/json"},
                body=body,
                response_type="object",
                auth_settings=["BearerToken"],
                _request_timeout=CALL_SECONDS,
            )
        )

    def deployments(self) -> list[dict[str, Any]]:
        """The Deployments that belong to the InferenceService."""
        label = f"{LABEL}={self.name}"
        found = self._again(
            lambda: self._apps.list_namespaced_deployment(
                self.namespace, label_selector=label, _request_timeout=CALL_SECONDS
            )
        )
        return [self._client.sanitize_for_serialization(one) for one in found.items]

    def pods(self) -> list[dict[str, Any]]:
        """The pods that belong to the InferenceService."""
        label = f"{LABEL}={self.name}"
        found = self._again(
            lambda: self._core.list_namespaced_pod(self.namespace, label_selector=label, _request_timeout=CALL_SECONDS)
        )
        return [self._client.sanitize_for_serialization(one) for one in found.items]

    def routes(self) -> list[dict[str, Any]]:
        """The HTTPRoutes that KServe made for the InferenceService; none where the cluster has no Gateway API."""
        try:
            found = self._again(
                lambda: self._custom.list_namespaced_custom_object(
                    "gateway.networking.k8s.io", "v1", self.namespace, "httproutes", _request_timeout=CALL_SECONDS
                )
            )
        except MissingError:
            return []
        return [one for one in found["items"] if self._owns(one)]

    def warnings(self) -> list[Any]:
        """The namespace's warning events."""
        found = self._again(
            lambda: self._core.list_namespaced_event(
                self.namespace, field_selector="type=Warning", _request_timeout=CALL_SECONDS
            )
        )
        return [self._client.sanitize_for_serialization(one) for one in found.items]

    def _owns(self, one: Mapping[str, Any]) -> bool:
        owners = one["metadata"].get("ownerReferences") or []
        return any(owner["kind"] == "InferenceService" and owner["name"] == self.name for owner in owners)

    def _again(self, call: Callable[[], _T]) -> _T:
        """Repeat a call that may be made twice while the server is busy or away."""
        from kubernetes.client import ApiException
        from urllib3.exceptions import HTTPError

        said = ""
        for attempt in range(ATTEMPTS):
            try:
                return call()
            except ApiException as error:
                if error.status == 409:
                    raise ConflictError from error
                said = message_of(error)
                if error.status not in (429, 500, 502, 503, 504):
                    raise self._refusal(error.status, said) from error
            except HTTPError as error:
                said = type(error).__name__
            time.sleep(PAUSE_SECONDS * 2**attempt)
        raise NotReadyError(f"The Kubernetes API server does not answer ({said}); {ATTEMPTS} attempts were made.")

    def _refusal(self, status: int | None, sentence: str) -> NotReadyError | InputError:
        where = f"InferenceService {self.name} in namespace {self.namespace}"
        if status == 404:
            return MissingError(f"There is no {where}; apply manifests/ first.")
        if "admission webhook" in sentence or status in (400, 422):
            return RefusedError(f"The cluster refuses the change of the {where}: {sentence}")
        if status in (401, 403):
            return NotReadyError(
                f"We may not work on the {where} ({sentence}); manifests/base/rbac.yaml lists the rights needed."
            )
        return NotReadyError(f"The Kubernetes API server refuses work on the {where}: {sentence}.")


def message_of(error: "ApiException") -> str:
    """What the API server says, in its own words: those of a webhook that refused, or that is away."""
    try:
        message = json.loads(error.body or "")["message"]
    except (ValueError, KeyError, TypeError):
        return f"{error.status} {error.reason}"
    return f"{error.status}: {message}"


def _configured() -> "ApiClient":
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
