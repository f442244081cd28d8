"""Kubernetes tells each pod of the Services beside it in variables that are named as our settings are."""

import re
from collections.abc import Mapping

_NAME = re.compile(
    r"\w+_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)", re.IGNORECASE
)
_ADDRESS = re.compile(r"(tcp|udp|sctp)://\S+:\d+")


def without_service_links(environment: Mapping[str, str | None]) -> dict[str, str | None]:
    """An environment without them: beside a Service ``pikkit-api``, ``PIKKIT_API_PORT`` is ``tcp://10.96.0.7:80``.

    The chart's own pods ask for none (``enableServiceLinks``); those of Kubeflow Pipelines cannot.
    """
    return {name: value for name, value in environment.items() if not _is_link(name, value or "")}


def _is_link(name: str, value: str) -> bool:
    return bool(_NAME.fullmatch(name) or (name.upper().endswith("_PORT") and _ADDRESS.fullmatch(value)))
