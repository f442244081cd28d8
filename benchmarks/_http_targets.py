"""The servers that the HTTP benchmark compares, started."""

import argparse
import os
import sys
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

import joblib  # type: ignore[import-untyped]
import orjson

from benchmarks import _peer_servers
from benchmarks._listening import free_port, listening
from benchmarks._load_target import LoadTarget
from benchmarks._peer_rows import await_same, model_rows, row_bodies, trees_of
from benchmarks._served_bets import ServedBets
from benchmarks._usual_way import fit_usual, frame_of
from pikkit.scoring.serving_scorer import load_scorer
from pikkit.settings import Settings
from tests.servers import Running, running

HERE = Path(__file__).parent
BODIES = 200
PREDICT = "/v1/models/pikkit:predict"
LIMIT = "constant (limit)"
PEERS = {"mlserver": "MLServer, matrix", "bentoml": "BentoML, matrix"}


def bodies_of(served: ServedBets, n: int, *, reasons: bool = False, count: int = BODIES) -> list[bytes]:
    """So many requests of n bets each."""
    requests = served.requests * (n * count // len(served.requests) + 1)
    options = {} if reasons else {"reasons": False}
    return [orjson.dumps({"instances": requests[at * n : (at + 1) * n], **options}) for at in range(count)]


def predictor_of(options: argparse.Namespace) -> AbstractContextManager[Running]:
    """Pikkit's server of the home and model that are asked for."""
    model = ["--model-uri", options.model_uri] if options.model_uri else []
    home = {**os.environ, "PIKKIT_HOME": str(options.home or Settings().resolved_home)}
    return running(["-m", "pikkit.inference.predictor", "--port", "0", "--name", "pikkit", *model], env=home)


def http_targets(
    options: argparse.Namespace, served: ServedBets, predictor: Running, folder: Path, servers: ExitStack
) -> dict[str, LoadTarget]:
    """All that are compared, by name; the limit comes first, and the peers that are asked for join."""
    bodies = partial(bodies_of, served, reasons=options.reasons)
    constant, usual = free_port(), free_port()
    joblib.dump(fit_usual(frame_of(served.requests), served.won), folder / "model.joblib")
    commands = {
        constant: [sys.executable, str(HERE / "_constant_model.py"), str(constant)],
        usual: [options.usual_python, str(HERE / "_usual_app.py"), str(folder / "model.joblib"), str(usual)],
    }
    processes = {port: servers.enter_context(listening(command, port)) for port, command in commands.items()}
    return {
        LIMIT: LoadTarget(f"http://127.0.0.1:{constant}{PREDICT}", bodies, processes[constant]),
        "pikkit": LoadTarget(predictor.url + PREDICT, bodies, predictor.process),
        "FastAPI, usual way": LoadTarget(f"http://127.0.0.1:{usual}/predict", bodies, processes[usual]),
        **_peers(options, served, folder, servers),
        **{name: LoadTarget(url, bodies) for name, url in (each.split("=", 1) for each in options.also)},
    }


def _peers(options: argparse.Namespace, served: ServedBets, folder: Path, servers: ExitStack) -> dict[str, LoadTarget]:
    pythons = {kind: python for kind in PEERS if (python := getattr(options, kind))}
    if not pythons:
        return {}
    scorer = load_scorer(Settings(home=options.home) if options.home else Settings(), options.model_uri)
    trees, rows = trees_of(scorer), model_rows(scorer, served)
    trees.save(folder / "model.ubj")
    targets = {}
    for kind, python in pythons.items():
        port = free_port()
        peer = getattr(_peer_servers, kind)(python, folder / "model.ubj", port)
        process = servers.enter_context(listening(peer.command, port, peer.environment))
        await_same(peer, rows[:100], trees)
        targets[PEERS[kind]] = LoadTarget(peer.url, partial(row_bodies, peer, rows, count=BODIES), process)
    return targets
