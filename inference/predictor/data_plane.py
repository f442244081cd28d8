"""KServe's data plane, with the answers it gets wrong put right."""

import struct
from collections.abc import Mapping
from typing import Any

from kserve.errors import InferenceError, InvalidInput
from kserve.protocol.dataplane import DataPlane

from pikkit.inference.predictor.model import PikkitModel

_BINARY_LENGTH = "inference-header-content-length"
_V2 = "v2"
_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError, struct.error, InferenceError)


class PredictorDataPlane(DataPlane):  # type: ignore[misc]  # kserve is untyped
    """A data plane that is ready when its models are, names their versions, and refuses a malformed body with a 400."""

    async def ready(self) -> bool:
        """Whether every model is loaded (KServe's own says yes at once)."""
        models = self.model_registry.get_models().values()
        return bool(models) and all(model.ready for model in models)

    async def model_metadata(self, model_name: str) -> dict[str, Any]:
        """Describe a model: name, version served, input and output tensors."""
        described: dict[str, Any] = await super().model_metadata(model_name)
        model = self.get_model_from_registry(model_name)
        if isinstance(model, PikkitModel) and model.version:
            described["versions"] = [model.version]
        return {**described, "platform": "pikkit"}

    def decode(
        self, body: Any, headers: Mapping[str, str], protocol_version: str = "v1", model_name: str | None = None
    ) -> Any:
        """Parse a request body.

        Raises:
            InvalidInput: it is no JSON by its content type, or no request of the protocol by its content.
        """
        if isinstance(body, bytes):
            headers = _checked(headers, protocol_version)
        try:
            return super().decode(body, headers, protocol_version, model_name)
        except InvalidInput:
            raise
        except _MALFORMED as error:  # kserve reads binary tensors and CloudEvents without checking their parts
            raise InvalidInput("The body is not a well-formed inference request.") from error


def _checked(headers: Mapping[str, str], protocol_version: str) -> Mapping[str, str]:
    """Headers kserve understands: only the bare "application/json" is JSON to it, other bodies it hands on unparsed."""
    if protocol_version.lower() == _V2:
        if _BINARY_LENGTH not in headers:
            raise InvalidInput(
                f"The body must be JSON (Content-Type: application/json), or binary with {_BINARY_LENGTH}."
            )
        return headers
    if "ce-specversion" in headers or "content-type" not in headers:
        return headers
    media_type = headers["content-type"].partition(";")[0].strip().lower()
    if media_type not in ("application/json", "application/octet-stream") and not media_type.endswith("+json"):
        raise InvalidInput(f"The body must be JSON (Content-Type: application/json), not {media_type!a}.")
    return {**headers, "content-type": media_type}
