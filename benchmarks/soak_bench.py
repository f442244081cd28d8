"""100,000 requests to the API, and what its processes hold after each tenth of them: memory, descriptors, files."""

import argparse
import tempfile
from pathlib import Path

from tests.extension_api.soaking import soak, standing
from tests.servers import running
from tests.trained import process_environment

API = ["-m", "pikkit.extension_api", "--port", "0", "--predictor-url", "http://127.0.0.1:1"]


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    requests = parser.parse_args().requests
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with running(API, process_environment(home) | {"PIKKIT_API_RATE_LIMIT": "100000000/minute"}) as api:
            for done in range(10):
                statuses = soak(api.url, requests // 10)
                print(f"{(done + 1) * requests // 10:>8,} requests  {standing(api, home)}  {statuses}", flush=True)


if __name__ == "__main__":
    main()
