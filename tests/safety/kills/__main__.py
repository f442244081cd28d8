"""Run series of kills: ``python -m tests.safety.kills [--points 20] [materialise] [register] [train] [rollout]``.

Other moments than those tried before: ``--seed 8``.
Prints a line a kind: moments tried, how many processes were killed before they had finished, and what did not hold.
"""

import argparse
import logging
import os
import tempfile
from pathlib import Path

from tests.safety.kills.kinds import IN_A_TRAINED_HOME, KINDS
from tests.safety.kills.tally import SEED
from tests.trained import train_once


def main() -> None:
    """Run the series that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=[*KINDS, *IN_A_TRAINED_HOME])
    parser.add_argument("--points", type=int, default=20)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    os.environ["PIKKIT_KILLS_SEED"] = str(asked.seed)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("tests").setLevel(logging.INFO)
    with tempfile.TemporaryDirectory() as name:
        for kind in asked.kinds:
            folder = Path(name) / kind
            folder.mkdir()
            if kind in KINDS:
                tally = KINDS[kind](folder, asked.points)
            else:
                tally = IN_A_TRAINED_HOME[kind](folder, asked.points, train_once(Path(name) / "trained"))
            print(f"{kind}: {tally}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
