"""The calls to the Kubernetes API that a rollout behind an HTTPRoute makes.

They need these rights in the namespace (helm/pikkit/templates/rbac.yaml): ``get`` and ``patch`` on the route, ``get``
and ``patch`` on the two Deployments, ``list`` on pods and events.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pikkit.rollout.calls import Calls, configured

if TYPE_CHECKING:
    from kubernetes.client import ApiClient

MANAGER = "pikkit"
CALL_SECONDS = 10.0
_ROUTES = ("gateway.networking.k8s.io", "v1")
_MERGE = "application/merge-patch+json"


class GatewayApi:
    """Calls for one release.

    Args:
        namespace: Its namespace.
        name: How its objects' names begin: NAME-predictor, NAME-candidate.
        client: How to reach the API server; None: as in a pod, or as kubectl does.
    """

    def __init__(self, namespace: str, name: str, client: "ApiClient | None" = None) -> None:
        from kubernetes.client import AppsV1Api, CoreV1Api, CustomObjectsApi

        self.namespace, self.name = namespace, name
        self._client = client or configured()
        self._custom, self._apps = CustomObjectsApi(self._client), AppsV1Api(self._client)
        self._core = CoreV1Api(self._client)
        where = f"route and Deployments of {name} in namespace {namespace}"
        self._calls = Calls(where, "helm/pikkit/templates/rbac.yaml")

    def route(self) -> dict[str, Any]:
        """The HTTPRoute that divides the predictor's requests."""
        answer: dict[str, Any] = self._calls.again(
            lambda: self._custom.get_namespaced_custom_object(
                *_ROUTES, self.namespace, "httproutes", f"{self.name}-predictor", _request_timeout=CALL_SECONDS
            )
        )
        return answer

    def deployment(self, arm: str) -> dict[str, Any]:
        """The Deployment of an arm: "predictor" or "candidate"."""
        answer: dict[str, Any] = self._plain(
            lambda: self._apps.read_namespaced_deployment(
                f"{self.name}-{arm}", self.namespace, _request_timeout=CALL_SECONDS
            )
        )
        return answer

    def pods(self, arm: str) -> list[dict[str, Any]]:
        """The pods of an arm's Deployment."""
        deployment = self.deployment(arm)
        wanted = deployment["spec"]["selector"]["matchLabels"]
        label = ",".join(f"{name}={value}" for name, value in sorted(wanted.items()))
        answer = self._plain(
            lambda: self._core.list_namespaced_pod(self.namespace, label_selector=label, _request_timeout=CALL_SECONDS)
        )
        return list(answer.get("items") or [])

    def warnings(self) -> list[Any]:
        """The namespace's warning events."""
        answer = self._plain(
            lambda: self._core.list_namespaced_event(
                self.namespace, field_selector="type=Warning", _request_timeout=CALL_SECONDS
            )
        )
        return list(answer.get("items") or [])

    def patch_route(self, body: Mapping[str, Any]) -> None:
        """Merge into the route; its ``resourceVersion`` in the body makes a change by somebody else a conflict."""
        path = f"/apis/{'/'.join(_ROUTES)}/namespaces/{self.namespace}/httproutes/{self.name}-predictor"
        self._patch(path, _MERGE, body)

    def patch_deployment(self, arm: str, body: Mapping[str, Any]) -> None:
        """Merge into an arm's Deployment; lists of named parts, such as containers, are merged by name."""
        path = f"/apis/apps/v1/namespaces/{self.namespace}/deployments/{self.name}-{arm}"
        self._patch(path, "application/strategic-merge-patch+json", body)

    def _patch(self, path: str, kind: str, body: Mapping[str, Any]) -> None:
        self._calls.again(
            lambda: self._client.call_api(
                path,
                "PATCH",
                query_params=[("fieldManager", MANAGER)],
                header_params={"Content-Type": kind, "Accept": "application/json"},
                body=body,
                response_type="object",
                auth_settings=["BearerToken"],
                _request_timeout=CALL_SECONDS,
            )
        )

    def _plain(self, call: Callable[[], Any]) -> Any:
        return self._client.sanitize_for_serialization(self._calls.again(call))
