"""A drift detector process that compares only odds, with odds around evens: it needs no model. Run as a script.

It exists to test intake, journal and protocols; what a whole check says is tested with a trained model.
"""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from pikkit.drift.detectors import Psi
from pikkit.drift.result import DriftReport
from pikkit.inference.drift_detector.payloads import ScoredBet
from pikkit.settings.detector import DetectorRules

REFERENCE = np.random.default_rng(1).uniform(1.8, 2.2, 2000)


def compare_odds(bets: Sequence[ScoredBet]) -> DriftReport:
    odds = np.array([float(bet.asked["odds"]) for bet in bets])
    result = Psi().fit(REFERENCE, "odds").compare(odds)
    name, _, version = bets[-1].version.partition("/")
    return DriftReport(name, version or "1", bets[0].at, bets[-1].at, len(bets), (result,), (), datetime.now(UTC))


def main() -> None:
    from pikkit.inference.drift_detector.detector import DriftDetector
    from pikkit.inference.drift_detector.server import serve_detector
    from pikkit.inference.listening import bind
    from pikkit.inference.predictor.logs import configure_logging

    configure_logging()
    rules = DetectorRules.model_validate_json(sys.argv[2])
    serve_detector(DriftDetector(rules, Path(sys.argv[1]), compare_odds), bind("127.0.0.1", 0))


def arguments(journal: Path, **rules: object) -> list[str]:
    """The command line of such a process."""
    return ["-m", "tests.inference.odds_detector", str(journal), json.dumps(rules)]


if __name__ == "__main__":
    main()
