"""The few calls to the Kubernetes API that a rollout makes, with sentences for what goes wrong.

They need these rights in the namespace (manifests/base/rbac.yaml): ``get`` and ``patch`` on inferenceservices of
serving.kserve.io, ``list`` on deployments of apps, ``list`` on events.
"""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pikkit.base.errors import NotReadyError

if TYPE_CHECKING:
    from kubernetes.client import ApiClient

GROUP, VERSION, PLURAL = "serving.kserve.io", "v1beta1", "inferenceservices"
MANAGER = "pikkit"
ATTEMPTS = 5
PAUSE_SECONDS = 0.2
CALL_SECONDS = 10.0
_T = TypeVar("_T")


class ConflictError(Exception):
    """The object has changed since it was read."""


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
        label = f"serving.kserve.io/inferenceservice={self.name}"
        found = self._again(
            lambda: self._apps.list_namespaced_deployment(
                self.namespace, label_selector=label, _request_timeout=CALL_SECONDS
            )
        )
        return [self._client.sanitize_for_serialization(one) for one in found.items]

    def warnings(self) -> list[str]:
        """What the cluster's events warn of about the InferenceService and its parts, newest last."""
        found = self._again(
            lambda: self._core.list_namespaced_event(
                self.namespace, field_selector="type=Warning", _request_timeout=CALL_SECONDS
            )
        )
        ours = [one for one in found.items if str(one.involved_object.name).startswith(self.name)]
        return [f"{one.involved_object.kind} {one.involved_object.name}: {one.reason}: {one.message}" for one in ours]

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
                said = f"{error.status} {error.reason}"
                if error.status not in (429, 500, 502, 503, 504):
                    raise NotReadyError(self._refused(error.status, said)) from error
            except HTTPError as error:
                said = type(error).__name__
            time.sleep(PAUSE_SECONDS * 2**attempt)
        raise NotReadyError(f"The Kubernetes API server does not answer ({said}); {ATTEMPTS} attempts were made.")

    def _refused(self, status: int, said: str) -> str:
        where = f"InferenceService {self.name} in namespace {self.namespace}"
        if status == 404:
            return f"There is no {where}; apply manifests/ first."
        if status in (401, 403):
            return f"We may not work on the {where} ({said}); manifests/base/rbac.yaml lists the rights needed."
        return f"The Kubernetes API server refuses work on the {where}: {said}."


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
