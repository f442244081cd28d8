"""Posts what KServe's payload logger posts. The real one is a Go sidecar and is not run here: these are its headers.

Source: kserve 0.21, pkg/logger/worker.go (attributes) and handler.go (both events have the request's content type).
"""

import uuid
from dataclasses import dataclass
from typing import Any

import httpx

COMMON = {
    "ce-specversion": "1.0",
    "ce-source": "http://localhost:9081/",
    "ce-time": "2026-11-20T18:30:00.123456789Z",
    "ce-inferenceservicename": "pikkit",
    "ce-namespace": "default",
    "ce-component": "predictor",
    "ce-endpoint": "default",
    "ce-metadata": "{}",
    "content-type": "application/json",
}


def event_headers(event_id: str, kind: str) -> dict[str, str]:
    """The headers of a request's or a response's event."""
    return {**COMMON, "ce-id": event_id, "ce-type": f"org.kubeflow.serving.inference.{kind}"}


@dataclass(frozen=True)
class PayloadLogger:
    """Stands between a client and a predictor, and tells a detector of both halves of every exchange."""

    predictor: httpx.Client
    detector: httpx.Client

    def ask(self, path: str, body: dict[str, Any]) -> httpx.Response:
        event_id = str(uuid.uuid4())
        request = self.predictor.build_request("POST", path, json=body)
        self._tell(event_id, "request", request.content)
        answer = self.predictor.send(request)
        if answer.status_code == 200:
            self._tell(event_id, "response", answer.content)
        return answer

    def _tell(self, event_id: str, kind: str, content: bytes) -> None:
        response = self.detector.post("/", content=content, headers=event_headers(event_id, kind))
        assert response.status_code == 202, response.text
