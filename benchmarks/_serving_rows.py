"""The rows of the summary that are about serving: each a figure, and what it is beside in the same run."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import orjson
from threadpoolctl import threadpool_limits

from benchmarks import api_bench, cli_bench
from benchmarks._http_targets import PREDICT, bodies_of
from benchmarks._listening import free_port, listening
from benchmarks._served_bets import ServedBets
from benchmarks._wrk import Load, put_load, write_script
from benchmarks.predictor_bench import answer, milliseconds
from pikkit.scoring.scorer import Scorer
from pikkit.scoring.serving_scorer import load_scorer
from pikkit.settings import Settings
from pikkit.training.learners.boosted import TreeMember
from tests.servers import running

HERE = Path(__file__).parent
ROUNDS = {1: 1000, 10_000: 12}
CROWD = 64
PART = 100


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, what came out, and what is meant to."""

    measure: str
    figure: str
    aim: str
    met: bool


def in_process(home: Path, served: ServedBets) -> Iterator[Row]:
    """A request's bytes to its answer's, beside the bare trees on a ready matrix."""
    scorer = load_scorer(Settings(home=home))
    trees = [member.booster for member in scorer.bundle.members.values() if isinstance(member, TreeMember)]
    if not trees:
        raise SystemExit("The champion holds no trees, so there is nothing bare to compare it with.")
    for what, n, bodies, aim in (
        ("1, never asked about", 1, ROUNDS[1], 1.5),
        ("1, asked about before", 1, 400, 1.5),
        ("10,000", 10_000, 2, 2.5),
    ):
        ours, bare = _in_turns(scorer, trees[0], bodies_of(served, n, count=bodies))
        figure = f"{ours:.2f} ms, {ours / bare:.1f} × the trees"
        yield Row(f"bets in process: {what}", figure, f"≤ {aim} ×", ours <= aim * bare)


def _in_turns(scorer: Scorer, booster: object, bodies: list[bytes]) -> tuple[float, float]:
    n = len(orjson.loads(bodies[0])["instances"])
    matrix = np.random.default_rng(1).normal(0, 0.1, (n, len(scorer.bundle.feature_names)))
    turn = iter(range(10**9))
    calls = {
        "ours": lambda: answer(scorer, bodies[next(turn) % len(bodies)]),
        "bare": lambda: booster.inplace_predict(matrix, predict_type="margin"),  # type: ignore[attr-defined]
    }
    with threadpool_limits(1):
        took = milliseconds(calls, ROUNDS[n])  # leaves the first fifth out
    return took["ours"], took["bare"]


def over_http(home: Path, served: ServedBets, seconds: float) -> Iterator[Row]:
    """Requests a second by wrk on one connection, beside KServe's server around a model that says one thing."""
    with TemporaryDirectory() as name, _two_servers(home) as (constant, predictor):
        for n, aim in ((1, 0.7), (PART, 0.4)):
            script = write_script(Path(name), bodies_of(served, n))
            rates = [_load(url, 1, seconds, script).rate for url in (constant, predictor)]
            share = rates[1] / rates[0]
            yield Row(
                f"bets over HTTP: {n}", f"{rates[1]:,.0f}/s, {share:.2f} of a constant's", f"≥ {aim}", share >= aim
            )
        script = write_script(Path(name), bodies_of(served, PART))
        crowd, limit = (_load(url, CROWD, seconds, script) for url in (predictor, constant))
        figure = (
            f"p99 {crowd.p99:.0f} ms, {crowd.rate:,.0f}/s, {crowd.failed} told to wait; the constant {limit.p99:.0f} ms"
        )
        yield Row(f"{CROWD} connections × {PART} bets", figure, "≤ 300 ms", crowd.p99 <= 300)


def _load(url: str, connections: int, seconds: float, script: Path) -> Load:
    put_load(url, connections, 1, script)
    return put_load(url, connections, seconds, script)


@contextmanager
def _two_servers(home: Path) -> Iterator[tuple[str, str]]:
    port = free_port()
    with ExitStack() as servers:
        servers.enter_context(listening([sys.executable, str(HERE / "_constant_model.py"), str(port)], port))
        arguments = ["-m", "pikkit.inference.predictor", "--port", "0", "--name", "pikkit"]
        predictor = servers.enter_context(running(arguments, env={"PIKKIT_HOME": str(home)}))
        yield f"http://127.0.0.1:{port}{PREDICT}", predictor.url + PREDICT


def through_api(home: Path, rounds: int) -> Iterator[Row]:
    """A score through the API beside the predictor's own, in turns."""
    with TemporaryDirectory() as scratch, api_bench.served(home, Path(scratch)) as servers:
        alone, through = api_bench.in_turns(servers, rounds)
    ratio = float(np.median(through) / np.median(alone))
    figure = f"p50 {np.median(through):.1f} ms, {ratio:.2f} × the predictor"
    yield Row("/v1/score", figure, "≤ 1.4 ×", ratio <= 1.4)


def commands(home: Path, times: int) -> Iterator[Row]:
    """Whole processes, CPU seconds."""
    for measured in cli_bench.MEASURED:
        ours, bare = cli_bench.medians(measured, home, times)
        figure = f"{ours:.2f} s CPU, {ours / bare:.1f} × `import typer`"
        yield Row(measured.name, figure, f"≤ {measured.aim} s", ours <= measured.aim)
