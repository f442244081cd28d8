"""Whether the service can do its work: looked at now and then, however often it is asked."""

from pydantic import BaseModel, Field

from pikkit.base.errors import PikkitError
from pikkit.extension_api.kept import Kept
from pikkit.extension_api.predictor_client import PredictorClient
from pikkit.extension_api.records import SharedRecords
from pikkit.outbox import Outbox
from pikkit.store.serving_tables import deployments

_SECONDS = 2.0
_STORE_AWAY = "The store cannot be reached or used; captures wait in the outbox."


class Part(BaseModel):
    """One thing the service needs."""

    name: str = Field(examples=["predictor"])
    ready: bool
    detail: str = Field(description="Its state in a sentence")
    model_version: str | None = Field(default=None, description="The version served, where the part serves a model")


class Readiness:
    """The parts the service needs; threads may share it.

    Args:
        records: The store.
        predictor: The predictor.
        outbox: What captures are put into; that it can be written is tried, as a full disk shows in no other way.
    """

    def __init__(self, records: SharedRecords, predictor: PredictorClient, outbox: Outbox) -> None:
        self._records = records
        self._predictor = predictor
        self._outbox = outbox
        self._kept_outbox = Kept(self._look_at_outbox, _SECONDS)
        self._kept = Kept(self._look, _SECONDS)

    def parts(self) -> list[Part]:
        """Every part, as it was a moment ago."""
        return self._kept.get()

    def trouble(self) -> str:
        """What people must know on every page: that nothing can be captured, and why; empty if all is well."""
        part = self._kept_outbox.get()
        return "" if part.ready else part.detail

    def _look(self) -> list[Part]:
        return [self._store(), *self._model(), self._kept_outbox.get()]

    def _store(self) -> Part:
        try:
            self._records.read(deployments, limit=1)
        except PikkitError:
            return Part(name="store", ready=False, detail=_STORE_AWAY)
        return Part(name="store", ready=True, detail="The store answers.")

    def _model(self) -> list[Part]:
        state = self._predictor.state()
        version = state.model_version
        sentence = f"Version {version} is served." if version else "No model is served."
        return [
            Part(name="predictor", ready=state.ready, detail=state.detail, model_version=version),
            Part(name="model", ready=state.ready and version is not None, detail=sentence, model_version=version),
        ]

    def _look_at_outbox(self) -> Part:
        try:
            depth = self._outbox.depth()
            self._outbox.check_writable()
        except PikkitError as error:
            sentence = f"Nothing can be captured or uploaded now: {error}"
            return Part(name="outbox", ready=False, detail=sentence)
        sentence = (
            f"{depth.pending} wait to be delivered, the oldest for {depth.age_seconds:.0f} s; {depth.dead} are dead."
        )
        return Part(name="outbox", ready=True, detail=sentence)
