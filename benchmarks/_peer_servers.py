"""MLServer and BentoML around the trees of Pikkit's own bundle, each in a Python environment of its own.

They are asked with matrices: rows of the model's columns, made beforehand out of the bets that Pikkit is asked about.
They read numbers, ask the trees and write a number a row. What Pikkit does besides they leave out: it reads a bet's
words and checks its fields, looks its history up, computes the columns, calibrates price and chance, and says an
interval, a stake and warnings.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from benchmarks._listening import free_port

Rows = npt.NDArray[np.float32]

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Peer:
    """A server of a booster.

    Attributes:
        command, environment: How it is started.
        url: Where it answers.
        body: What it is asked about rows.
        values: The numbers of an answer, one a row.
    """

    command: list[str]
    environment: dict[str, str]
    url: str
    body: Callable[[Rows], bytes]
    values: Callable[[Any], Any]


def mlserver(python: str, booster: Path, port: int) -> Peer:
    """MLServer with its own XGBoost runtime, in one process: nothing is handed to a second one."""
    folder = booster.parent / "mlserver"
    folder.mkdir()
    ports = {"http_port": port, "grpc_port": free_port(), "metrics_port": free_port()}
    settings = {"host": "127.0.0.1", "debug": False, "parallel_workers": 0, **ports}
    model = {"name": "pikkit", "implementation": "mlserver_xgboost.XGBoostModel", "parameters": {"uri": str(booster)}}
    (folder / "settings.json").write_text(json.dumps(settings))
    (folder / "model-settings.json").write_text(json.dumps(model))
    return Peer(
        [python, "-c", "from mlserver.cli import main; main()", "start", str(folder)],
        _environment(),
        f"http://127.0.0.1:{port}/v2/models/pikkit/infer",
        _tensor,
        lambda answer: answer["outputs"][0]["data"],
    )


def bentoml(python: str, booster: Path, port: int) -> Peer:
    """BentoML with one worker, which keeps no log of requests."""
    own = {"BOOSTER": str(booster), "BENTOML_HOME": str(booster.parent / "bentoml"), "BENTOML_DO_NOT_TRACK": "True"}
    served = ["serve", "_bento_service:Trees", "--working-dir", str(HERE), "--host", "127.0.0.1", "--port", str(port)]
    return Peer(
        [python, "-m", "bentoml", *served],
        _environment() | own,
        f"http://127.0.0.1:{port}/predict",
        lambda rows: _json({"rows": rows}),
        lambda answer: answer,
    )


def _tensor(rows: Rows) -> bytes:
    return _json({"inputs": [{"name": "rows", "shape": rows.shape, "datatype": "FP32", "data": rows.ravel()}]})


def _json(document: object) -> bytes:
    """Written as short as it goes: a number has the digits that tell it from its neighbours in 32 bits, NaN is null."""
    return orjson.dumps(document, option=orjson.OPT_SERIALIZE_NUMPY)


def _environment() -> dict[str, str]:
    return {**os.environ, "OMP_NUM_THREADS": "1"}  # as Pikkit asks its trees
