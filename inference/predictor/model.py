"""The model KServe serves: a scorer behind both protocols."""

import logging
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from kserve import InferRequest, InferResponse, Model
from kserve.errors import ModelNotReady

from inference.predictor import v1, v2
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.score import Score

VERSION_HEADER = "x-model-version"

log = logging.getLogger("pikkit.predictor")


class BetScorer(Protocol):
    """What the server needs of a scorer: ``pikkit.scoring.scorer.Scorer`` is one."""

    @property
    def model_version(self) -> str:
        """The version of the model that scores."""

    def score(self, requests: Sequence[ScoreRequest]) -> list[Score]:
        """Score bets, in order."""


class PikkitModel(Model):  # type: ignore[misc]  # kserve is untyped
    """Scores bets over V1 and V2; the answer says which model version made it, in the body and in a header."""

    def __init__(self, name: str, load_scorer: Callable[[], BetScorer]) -> None:
        super().__init__(name, return_response_headers=True)
        self._load_scorer = load_scorer
        self._scorer: BetScorer | None = None

    @property
    def version(self) -> str | None:
        """The version being served, None before ``load``."""
        return self._scorer.model_version if self._scorer else None

    def load(self) -> bool:
        """Load the scorer; only then is the model ready.

        Raises:
            NotReadyError: there is no such model, or no features, yet.
        """
        self._scorer = self._load_scorer()
        self.ready = True
        log.info("Loaded %s, version %s.", self.name, self.version)
        return True

    def predict(
        self,
        payload: object,
        headers: dict[str, str] | None = None,  # noqa: ARG002 (kserve passes it by position)
        response_headers: dict[str, str] | None = None,
    ) -> dict[str, Any] | InferResponse:
        """Score the bets of one request.

        Args:
            payload: an ``InferRequest`` (V2) or the parsed JSON body (V1).
            headers: the request's headers.
            response_headers: filled with the model version.

        Raises:
            InputError: the request is wrong; the message says where.
            ModelNotReady: the model is not loaded.
        """
        if self._scorer is None:
            raise ModelNotReady(self.name)
        is_v2 = isinstance(payload, InferRequest)
        bets = v2.decode(payload) if is_v2 else v1.decode(payload)
        scores = self._scorer.score(bets)
        if response_headers is not None:
            response_headers[VERSION_HEADER] = scores[0].model_version
        return v2.encode(payload, scores) if is_v2 else v1.encode(scores)

    def get_input_types(self) -> list[dict[str, Any]]:
        """The tensors a V2 request may hold."""
        return v2.metadata(v2.INPUTS)

    def get_output_types(self) -> list[dict[str, Any]]:
        """The tensors a V2 answer holds."""
        return v2.metadata(v2.OUTPUTS)
