"""The few calls to the Kubernetes API that a rollout makes, with sentences for what goes wrong.

They need these rights in the namespace (manifests/base/rbac.yaml): ``get`` and ``patch`` on inferenceservices of
serving.kserve.io, ``list`` on deployments of apps, on pods and events, and on httproutes of gateway.networking.k8s.io.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pikkit.rollout.calls import Calls, MissingError, configured

if TYPE_CHECKING:
    from kubernetes.client import ApiClient

GROUP, VERSION, PLURAL = "serving.kserve.io", "v1beta1", "inferenceservices"
MANAGER = "pikkit"
LABEL = "serving.kserve.io/inferenceservice"
"""What KServe puts on all that belongs to an InferenceService."""
CALL_SECONDS = 10.0


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
        self._client = client or configured()
        self._custom = CustomObjectsApi(self._client)
        self._apps, self._core = AppsV1Api(self._client), CoreV1Api(self._client)
        self._calls = Calls(f"InferenceService {name} in namespace {namespace}", "manifests/base/rbac.yaml")

    def get(self) -> dict[str, Any]:
        """The InferenceService.

        Raises:
            NotReadyError: There is none, or the API server does not answer.
        """
        answer: dict[str, Any] = self._calls.again(
            lambda: self._custom.get_namespaced_custom_object(
                GROUP, VERSION, self.namespace, PLURAL, self.name, _request_timeout=CALL_SECONDS
            )
        )
        return answer

    def apply(self, fields: Mapping[str, Any], resource_version: str) -> None:
        """Apply our fields on the server's side, if the object is still of this version.

        Raises:
            ConflictError: It is not.
            NotReadyError: The API server does not answer, or refuses.
        """
        metadata = {**fields.get("metadata", {}), "name": self.name, "resourceVersion": resource_version}
        body = {"apiVersion": f"{GROUP}/{VERSION}", "kind": "InferenceService", **fields, "metadata": metadata}
        path = f"/apis/{GROUP}/{VERSION}/namespaces/{self.namespace}/{PLURAL}/{self.name}"
        self._calls.again(
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
        answer = self._calls.again(
            lambda: self._apps.list_namespaced_deployment(
                self.namespace, label_selector=label, _request_timeout=CALL_SECONDS
            )
        )
        return [self._client.sanitize_for_serialization(one) for one in answer.items]

    def pods(self) -> list[dict[str, Any]]:
        """The pods that belong to the InferenceService."""
        label = f"{LABEL}={self.name}"
        answer = self._calls.again(
            lambda: self._core.list_namespaced_pod(self.namespace, label_selector=label, _request_timeout=CALL_SECONDS)
        )
        return [self._client.sanitize_for_serialization(one) for one in answer.items]

    def routes(self) -> list[dict[str, Any]]:
        """The HTTPRoutes that KServe made for the InferenceService; none where the cluster has no Gateway API."""
        try:
            answer = self._calls.again(
                lambda: self._custom.list_namespaced_custom_object(
                    "gateway.networking.k8s.io", "v1", self.namespace, "httproutes", _request_timeout=CALL_SECONDS
                )
            )
        except MissingError:
            return []
        return [one for one in answer["items"] if self._owns(one)]

    def warnings(self) -> list[Any]:
        """The namespace's warning events."""
        answer = self._calls.again(
            lambda: self._core.list_namespaced_event(
                self.namespace, field_selector="type=Warning", _request_timeout=CALL_SECONDS
            )
        )
        return [self._client.sanitize_for_serialization(one) for one in answer.items]

    def _owns(self, one: Mapping[str, Any]) -> bool:
        owners = one["metadata"].get("ownerReferences") or []
        return any(owner["kind"] == "InferenceService" and owner["name"] == self.name for owner in owners)
