"""The chart's values for the Gateway that a cluster has."""

from tests.cluster.kube import Cluster

OWNER = "gateway.envoyproxy.io/owning-gateway"


def gateway_values(cluster: Cluster) -> list[str]:
    """Arguments of helm; none where there is no Gateway that Envoy Gateway runs.

    Raises:
        AssertionError: The API server is away, so nobody knows.
    """
    cluster.require_answer()
    if not cluster.has_definition("gateways.gateway.networking.k8s.io"):
        return []
    services = cluster.get("service", "-A", "-l", f"{OWNER}-name")["items"]
    if not services:
        return []
    labels, service = services[0]["metadata"]["labels"], services[0]["metadata"]
    values = {
        "enabled": "true",
        "name": labels[f"{OWNER}-name"],
        "namespace": labels[f"{OWNER}-namespace"],
        "podNamespace": service["namespace"],
        "service": address_of(service),
    }
    return [part for name, value in values.items() for part in ("--set", f"gateway.{name}={value}")]


def address_of(service: dict[str, str]) -> str:
    """Where a Service is, inside the cluster."""
    return f"{service['name']}.{service['namespace']}.svc.cluster.local"


def gateway_address(values: list[str]) -> str:
    """Where the Gateway is, of its values."""
    return next(part.partition("=")[2] for part in values if part.startswith("gateway.service="))
