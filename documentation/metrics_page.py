"""The reference of the metrics, from the registries the servers expose."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HEAD = """# Metrics

What Prometheus reads at `/metrics`, made from the servers' own registries. [Alerts](alerts.md) are made of them, and
[Monitoring](../monitoring.md) says what they mean.
"""


def metrics_page() -> str:
    """Every metric of ours with its kind and its meaning, as Markdown."""
    servers = {"The predictor": _predictor(), "The drift detector": _detector(), "The API": _api()}
    return "\n".join([_HEAD, *(line for title, metrics in servers.items() for line in _section(title, metrics))])


def _section(title: str, families: list[Any]) -> Iterator[str]:
    yield from (f"## {title}", "", "| metric | kind | |", "|---|---|---|")
    for family in sorted(families, key=lambda one: str(one.name)):
        ending = "_total" if family.type == "counter" else ""
        yield f"| `{family.name}{ending}` | {family.type} | {family.documentation} |"
    yield ""


def _predictor() -> list[Any]:
    from prometheus_client import REGISTRY

    import pikkit.inference.predictor.metrics

    assert pikkit.inference.predictor.metrics  # noqa: S101 — imported so that it registers its figures
    return [one for one in REGISTRY.collect() if one.name.startswith("pikkit_")]


def _detector() -> list[Any]:
    from pikkit.inference.drift_detector.metrics import DetectorMetrics

    return list(DetectorMetrics().registry.collect())


def _api() -> list[Any]:
    from prometheus_client.parser import text_string_to_metric_families

    from pikkit.extension_api.app import create_app, release
    from pikkit.settings import Settings

    with tempfile.TemporaryDirectory() as home:
        app = create_app(Settings(home=Path(home), store_url=""))
        try:
            text = app.test_client().get("/metrics").get_data(as_text=True)
        finally:
            release(app)
    return [one for one in text_string_to_metric_families(text) if not one.name.endswith("_created")]
