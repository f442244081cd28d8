"""100,000 requests to the API or to the predictor, and what its processes hold after each tenth of them.

    python -m benchmarks.soak_bench api
    python -m benchmarks.soak_bench predictor [--home A_TRAINED_HOME]

Memory, descriptors, threads and files; no two of the predictor's bets are the same. Of what the server failed at, the
answer is printed, and with --log FILE all that the server logged is kept.
"""

import argparse
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil  # type: ignore[import-untyped]

from pikkit.settings import Settings
from tests.extension_api.soaking import soak, standing
from tests.servers import Running, running
from tests.trained import process_environment

API = ["-m", "pikkit.extension_api", "--port", "0", "--predictor-url", "http://127.0.0.1:1"]
PREDICTOR = ["-m", "pikkit.inference.predictor", "--port", "0", "--name", "pikkit"]
TENTHS = 10


def soak_api(requests: int) -> Iterator[tuple[Running, str]]:
    """Requests of many kinds, one in 20 a capture."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with running(API, process_environment(home) | {"PIKKIT_API_RATE_LIMIT": "100000000/minute"}) as api:
            for _ in range(TENTHS):
                soaked = soak(api.url, requests // TENTHS)
                yield api, "\n".join([f"{standing(api, home)}  {soaked.statuses}", *soaked.failures])


def soak_predictor(requests: int, home: Path) -> Iterator[tuple[Running, str]]:
    """Bets of which no two are the same."""
    with running(PREDICTOR, process_environment(home)) as predictor:
        process = psutil.Process(predictor.process.pid)
        with httpx.Client(base_url=predictor.url, trust_env=False, timeout=60) as client:
            for tenth in range(TENTHS):
                failures = [failure for failure in _scored(client, tenth, requests // TENTHS) if failure]
                held = f"{process.memory_info().rss / 1e6:.0f} MB, {process.num_fds()} descriptors"
                yield predictor, "\n".join([f"{held}, {process.num_threads()} threads", *failures])


def _scored(client: httpx.Client, tenth: int, requests: int) -> Iterator[str]:
    for number in range(tenth * requests, (tenth + 1) * requests):
        answer = client.post("/v1/models/pikkit:predict", json={"instances": [_bet(number)]})
        yield "" if answer.is_success else f"{answer.status_code}: {answer.text[:500]}"


def _bet(number: int) -> dict[str, Any]:
    game = f"Club {number} A @ Club {number} B"
    return {
        "bettor": f"bettor {number}",
        "sportsbook": f"Book {number}",
        "odds": round(1.2 + random.Random(number).random() * 8, 4),
        "league": f"League {number}",
        "selection": f"Over {number % 200}.5 Player {number} Total Points {game} | Side {number} +7.5 Spread {game}",
    }


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", choices=["api", "predictor"], nargs="?", default="api")
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--home", type=Path, help="a trained home (default: Pikkit's own)")
    parser.add_argument("--log", type=Path, help="where to keep what the server logs")
    asked = parser.parse_args()
    home = asked.home or Settings().resolved_home
    steps = soak_api(asked.requests) if asked.server == "api" else soak_predictor(asked.requests, home)
    for done, (server, line) in enumerate(steps, start=1):
        print(f"{done * asked.requests // TENTHS:>8,} requests  {line}", flush=True)
        if asked.log:
            asked.log.write_text("".join(server.log))


if __name__ == "__main__":
    main()
