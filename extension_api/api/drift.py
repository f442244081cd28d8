"""Drift: whether what is scored now still looks like what the model learned from."""

import json
from typing import Any

from apiflask import APIBlueprint
from pydantic import BaseModel, Field

from pikkit.drift.reports import latest_report
from pikkit.extension_api.errors import NotFoundError
from pikkit.extension_api.extensions import settings
from pikkit.extension_api.openapi import error_responses

blueprint = APIBlueprint("drift", __name__, url_prefix="/v1/drift", tag="Models")


class Drift(BaseModel):
    """The latest report."""

    severity: str
    drifted: bool
    report: dict[str, Any] = Field(description="The window, every detector's result, and the model's performance")


@blueprint.get("")
@blueprint.output(Drift)
@blueprint.doc(responses=error_responses(401, 403, 404, 429, 503))
def drift() -> Drift:
    """Give the latest drift report of the served model; 404 while none was made."""
    config = settings()
    report = latest_report(config, config.model_name)
    if report is None:
        raise NotFoundError("No drift report was made yet: pikkit drift check makes one.")
    return Drift(severity=report.severity, drifted=report.drifted, report=json.loads(report.to_json()))
