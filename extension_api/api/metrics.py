"""Metrics, for Prometheus."""

from apiflask import APIBlueprint
from flask import Response

from pikkit.extension_api.extensions import metrics
from pikkit.extension_api.openapi import Responses, error_responses

blueprint = APIBlueprint("metrics", __name__, tag="Health")
_FIGURES: Responses = {200: {"description": "Figures as Prometheus reads them", "content": {"text/plain": {}}}}
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.get("/metrics")
@blueprint.doc(responses=_FIGURES | error_responses(401, 403, 429))
def figures() -> Response:
    """Give the figures of this process and of the outbox."""
    return Response(metrics().text(), content_type=_TEXT)
