"""The model KServe serves: a scorer behind both protocols."""

import logging
import time
from collections.abc import Callable
from typing import Any, Protocol

import orjson
from kserve import InferRequest, InferResponse, Model
from kserve.errors import ModelNotReady

from pikkit.base.errors import PikkitError
from pikkit.inference.predictor import metrics, v1, v2
from pikkit.inference.predictor.asked_bets import AskedBets
from pikkit.scoring.scores import Scores
from pikkit.scoring.selection import BetBatch
from pikkit.scoring.serving_scorer import ServedModel
from pikkit.scoring.timing import Lap

VERSION_HEADER = "x-model-version"

log = logging.getLogger("pikkit.predictor")


class BetScorer(Protocol):
    """What the server needs of a scorer: ``pikkit.scoring.scorer.Scorer`` is one."""

    @property
    def model_version(self) -> str:
        """The version of the model that scores."""

    def score_batch(self, batch: BetBatch, *, reasons: bool, lap: Lap) -> Scores:
        """Score bets, in order."""


class PikkitModel(Model):  # type: ignore[misc]  # kserve is untyped
    """Scores bets over V1 and V2; the answer says which model version made it, in the body and in a header."""

    def __init__(
        self,
        name: str,
        load_scorer: Callable[[], BetScorer],
        describe: Callable[[Any], ServedModel] = lambda scorer: ServedModel(scorer.model_version),
        most_rows: int | None = None,
    ) -> None:
        super().__init__(name, return_response_headers=True)
        self._load_scorer = load_scorer
        self._describe = describe
        self._most_rows = most_rows
        self._scorer: BetScorer | None = None
        self.facts: ServedModel | None = None
        self.fallback: Callable[[], BetScorer] | None = None
        """What serves at first, if what should cannot be loaded."""
        self.refused = ""
        """Which version should serve and cannot, and why, in a sentence; empty: none."""

    @property
    def version(self) -> str | None:
        """The version being served, None before ``load``."""
        return self._scorer.model_version if self._scorer else None

    def load(self) -> bool:
        """Load the scorer, beside the one that serves if there is one; only then is the model ready.

        Raises:
            NotReadyError: there is no such model, or no features, yet.
            InputError: it is no model that can be served.
        """
        scorer = self._loaded()
        facts, before = self._describe(scorer), self.facts
        self._scorer, self.facts = scorer, facts  # a request under way keeps the one it began with
        metrics.show_model(facts, before if before and before != facts else None)
        self.ready = True
        log.info("Loaded %s, version %s.", self.name, self.version)
        return True

    def _loaded(self) -> BetScorer:
        try:
            return self._load_scorer()
        except PikkitError as error:
            if self.fallback is None or self._scorer is not None:
                raise
            log.error("%s is not loaded at first, but what served before: %s", self.name, error)  # noqa: TRY400 - a sentence
            return self.fallback()

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
        scorer = self._scorer
        if scorer is None:
            raise ModelNotReady(self.name)
        lap = _lap()
        is_v2 = isinstance(payload, InferRequest)
        asked: AskedBets = v2.decode(payload, self._most_rows) if is_v2 else v1.decode(payload, self._most_rows)
        lap("decode")
        scores = scorer.score_batch(asked.batch, reasons=asked.reasons, lap=lap)
        if response_headers is not None:
            response_headers[VERSION_HEADER] = scores.model_version
        answer = v2.encode(payload, scores) if is_v2 else v1.encode(scores)
        lap("encode")
        metrics.observe_scores(scores)
        return answer

    def answer(self, payload: object) -> tuple[bytes, str]:
        """Score the bets of one request straight to its JSON answer; see ``predict``.

        Returns:
            The answer, and the version of the model that made it.
        """
        headers: dict[str, str] = {}
        answer = self.predict(payload, response_headers=headers)
        document = answer.to_rest()[0] if isinstance(answer, InferResponse) else answer
        return orjson.dumps(document), headers[VERSION_HEADER]

    def get_input_types(self) -> list[dict[str, Any]]:
        """The tensors a V2 request may hold."""
        return v2.metadata(v2.INPUTS)

    def get_output_types(self) -> list[dict[str, Any]]:
        """The tensors a V2 answer holds."""
        return v2.metadata(v2.OUTPUTS)


def _lap() -> Lap:
    begun = time.perf_counter()

    def lap(stage: str) -> None:
        nonlocal begun
        ended = time.perf_counter()
        metrics.observe_stage(stage, ended - begun)
        begun = ended

    return lap
