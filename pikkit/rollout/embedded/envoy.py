"""Envoy's configuration as documents: one listener, weighted routes, and a cluster for each version.

Clusters and routes are files that Envoy watches (``path_config_source``): replaced by a rename, they are in force
milliseconds later, and no connection is lost. A version's cluster falls over to the other versions' processes where its
own is unhealthy, and a request that it drops is tried there: scoring twice does no harm.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOOPBACK = "127.0.0.1"
"""Where Envoy listens and predictors are reached: by this machine alone, whatever the API listens on."""
_NAMES = [LOOPBACK, "localhost", "[::1]"]
"""The hosts Envoy answers to, with any port: a name that was made to point here (DNS rebinding) is none of them."""
CLUSTERS, ROUTES, BOOTSTRAP = "clusters.json", "routes.json", "envoy.json"
_TYPE = "type.googleapis.com/envoy."
_ROUTE_SECONDS, _TRY_SECONDS = 30, 12
"""For an answer, tried again or not, and for one try: ten thousand bets take three seconds on a busy machine."""
_HEAD_SECONDS, _BODY_SECONDS, _IDLE_SECONDS = 10, 40, 60
"""For a request's head and for all of it to arrive, and for either side to do anything at all."""
_HEAD_KIB, _FIELDS, _CONNECTIONS = 64, 100, 1_000
"""Of a request's headers, and how many may be connected at a time."""
_OUTLIERS = {
    "consecutive_gateway_failure": 3,
    "enforcing_consecutive_gateway_failure": 100,
    "enforcing_consecutive_5xx": 0,  # a bug's 500 is the judge's: another process would fail alike
    "interval": "1s",
    "base_ejection_time": "5s",
    "max_ejection_percent": 100,
}
"""What takes a process out of traffic between two health checks, where there is another to take over."""


@dataclass(frozen=True, slots=True)
class Arm:
    """A version and the loopback port its process answers on."""

    version: str
    port: int

    @property
    def cluster(self) -> str:
        """Its cluster's name, by which Envoy's statistics tell it."""
        return cluster_of(self.version)


def cluster_of(version: str) -> str:
    """The name of a version's cluster."""
    return f"version_{version}"


@dataclass(frozen=True, slots=True)
class FrontAddress:
    """Where Envoy listens on loopback, and where its admin socket and its files are."""

    port: int
    admin: Path
    folder: Path
    access_log: Path


def bootstrap(front: FrontAddress) -> dict[str, Any]:
    """What Envoy is started with; the rest comes from the files beside it."""
    router = {"@type": f"{_TYPE}extensions.filters.http.router.v3.Router", "suppress_envoy_headers": True}
    manager = {
        "@type": f"{_TYPE}extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "predictor",
        "codec_type": "HTTP1",  # nobody who calls it speaks HTTP/2, whose floods are many
        "server_header_transformation": "PASS_THROUGH",
        "generate_request_id": False,
        "request_headers_timeout": f"{_HEAD_SECONDS}s",
        "request_timeout": f"{_BODY_SECONDS}s",
        "stream_idle_timeout": f"{_IDLE_SECONDS}s",
        "max_request_headers_kb": _HEAD_KIB,
        "common_http_protocol_options": {"idle_timeout": f"{_IDLE_SECONDS}s", "max_headers_count": _FIELDS},
        "rds": {"route_config_name": "routes", "config_source": _file(front.folder / ROUTES)},
        "access_log": [_access_log(front.access_log)],
        "http_filters": [{"name": "envoy.filters.http.router", "typed_config": router}],
    }
    listener = {
        "name": "predictor",
        "address": _address(LOOPBACK, front.port),
        "filter_chains": [
            {"filters": [{"name": "envoy.filters.network.http_connection_manager", "typed_config": manager}]}
        ],
    }
    return {
        "node": {"id": "pikkit", "cluster": "pikkit"},
        "admin": {"address": {"pipe": {"path": str(front.admin), "mode": 0o600}}},
        "overload_manager": {"resource_monitors": [_connections()]},
        "stats_flush_interval": "1s",
        "dynamic_resources": {"cds_config": _file(front.folder / CLUSTERS)},
        "static_resources": {"listeners": [listener]},
    }


def clusters(arms: Sequence[Arm], model_name: str) -> dict[str, Any]:
    """The file of clusters: each version's own process first, the others' where that is unhealthy."""
    return {"resources": [_cluster(arm, arms, model_name) for arm in arms]}


def routes(weights: Mapping[str, int], mirror: str | None) -> dict[str, Any]:
    """The file of routes.

    Args:
        weights: Version to percent; they sum to 100.
        mirror: The version that gets copies of all requests.
    """
    shares = [{"name": cluster_of(version), "weight": weight} for version, weight in sorted(weights.items())]
    copies = [{"cluster": cluster_of(mirror)}] if mirror else []
    action = {
        "weighted_clusters": {"clusters": shares},
        "request_mirror_policies": copies,
        "timeout": f"{_ROUTE_SECONDS}s",
        "retry_policy": {
            "retry_on": "connect-failure,refused-stream,reset,gateway-error",
            "num_retries": 2,
            "per_try_timeout": f"{_TRY_SECONDS}s",
            "retry_priority": {
                "name": "envoy.retry_priorities.previous_priorities",
                "typed_config": {
                    "@type": f"{_TYPE}extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig",
                    "update_frequency": 1,
                },
            },
        },
    }
    host = {"name": "predictor", "domains": _NAMES, "routes": [*_refused_pages(), {**_ANY, "route": action}]}
    strangers = {"name": "strangers", "domains": ["*"], "routes": [{**_ANY, "direct_response": _NO_HOST}]}
    return {
        "resources": [
            {
                "@type": f"{_TYPE}config.route.v3.RouteConfiguration",
                "name": "routes",
                "virtual_hosts": [host, strangers],
                "ignore_port_in_host_matching": True,
            }
        ]
    }


def _refused(why: str) -> dict[str, Any]:
    return {"status": 403, "body": {"inline_string": json.dumps({"error": why, "problems": []})}}


_ANY: dict[str, Any] = {"match": {"prefix": "/"}}
_NO_HOST = _refused("This server does not answer to that Host; call it by its address, such as 127.0.0.1.")
_NO_PAGES = _refused("Web pages may not call this server; call it from a program, or call the API in front of it.")


def _refused_pages() -> list[dict[str, Any]]:
    """What web pages send; see ``pikkit.base.web_callers``."""
    signs: list[dict[str, Any]] = [{"name": "origin", "present_match": True}]
    signs += [{"name": "sec-fetch-site", "string_match": {"exact": site}} for site in ("cross-site", "same-site")]
    return [{"match": {"prefix": "/", "headers": [sign]}, "direct_response": _NO_PAGES} for sign in signs]


def _connections() -> dict[str, Any]:
    kind = f"{_TYPE}extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig"
    return {
        "name": "envoy.resource_monitors.global_downstream_max_connections",
        "typed_config": {"@type": kind, "max_active_downstream_connections": _CONNECTIONS},
    }


def _cluster(arm: Arm, arms: Sequence[Arm], model_name: str) -> dict[str, Any]:
    ordered = [arm, *(other for other in arms if other != arm)]
    endpoints = [
        {"priority": level, "lb_endpoints": [{"endpoint": {"address": _address(LOOPBACK, one.port)}}]}
        for level, one in enumerate(ordered)
    ]
    return {
        "@type": f"{_TYPE}config.cluster.v3.Cluster",
        "name": arm.cluster,
        "type": "STATIC",
        "connect_timeout": "1s",
        "load_assignment": {"cluster_name": arm.cluster, "endpoints": endpoints},
        "common_lb_config": {"healthy_panic_threshold": {"value": 0}},
        "health_checks": [
            {
                "timeout": "2s",
                "interval": "1s",
                "no_traffic_interval": "1s",
                "unhealthy_threshold": 2,
                "healthy_threshold": 1,
                "http_health_check": {"path": f"/v2/models/{model_name}/ready", "host": LOOPBACK},
            }
        ],
        **({"outlier_detection": _OUTLIERS} if len(arms) > 1 else {}),
    }


def _access_log(path: Path) -> dict[str, Any]:
    fields = {
        "at": "%START_TIME%",
        "path": "%REQ(:PATH)%",
        "status": "%RESPONSE_CODE%",
        "milliseconds": "%DURATION%",
        "cluster": "%UPSTREAM_CLUSTER%",
        "upstream": "%UPSTREAM_HOST%",
        "model_version": "%RESP(X-MODEL-VERSION)%",
        "flags": "%RESPONSE_FLAGS%",
    }
    return {
        "name": "envoy.access_loggers.file",
        "typed_config": {
            "@type": f"{_TYPE}extensions.access_loggers.file.v3.FileAccessLog",
            "path": str(path),
            "log_format": {"json_format": fields},
        },
    }


def _file(path: Path) -> dict[str, Any]:
    return {"path_config_source": {"path": str(path)}, "resource_api_version": "V3"}


def _address(host: str, port: int) -> dict[str, Any]:
    return {"socket_address": {"address": host, "port_value": port}}
