"""The limit of the HTTP benchmark: KServe's own server around a model that says one thing."""

import sys
from typing import Any

from kserve import Model, ModelServer

ANSWER = {"predictions": [{"p_win": 0.5}]}


class Constant(Model):  # type: ignore[misc]  # kserve is untyped
    """Answers without looking."""

    def load(self) -> bool:
        """There is nothing to load."""
        self.ready = True
        return True

    async def predict(self, payload: Any, headers: Any = None, response_headers: Any = None) -> Any:  # noqa: ARG002
        """The one answer."""
        return ANSWER


if __name__ == "__main__":
    constant = Constant("pikkit")
    constant.load()
    ModelServer(http_port=int(sys.argv[1]), enable_grpc=False, workers=1, access_log_format=None).start([constant])
