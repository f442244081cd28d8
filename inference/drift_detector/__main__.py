"""``python -m inference.drift_detector``: take payload events and look for drift."""

import argparse
import sys
from functools import partial
from pathlib import Path

from pikkit.base.errors import PikkitError
from pikkit.base.settled_memory import look_seldom
from pikkit.settings import Settings, get_settings

LOOPBACK = "127.0.0.1"
"""Whatever the API listens on: any sender's events count. A pod's manifest says otherwise."""


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop.

    Returns:
        0 after a stop, 2 with a sentence on stderr if the address or the journal is taken.
    """
    look_seldom()
    try:
        settings = get_settings()
        _serve(settings, _parser(settings).parse_args(arguments))
    except PikkitError as error:
        print(error, file=sys.stderr)  # noqa: T201 (the command's answer)
        return 2
    return 0


def _serve(settings: Settings, options: argparse.Namespace) -> None:
    from pikkit.drift.reports import save_report
    from pikkit.inference.drift_detector.detector import DriftDetector
    from pikkit.inference.drift_detector.server import serve_detector
    from pikkit.inference.drift_detector.window_report import compare_window
    from pikkit.inference.listening import bind
    from pikkit.inference.predictor.logs import configure_logging

    configure_logging()
    listener = bind(options.host, options.port, "drift detector")
    check = partial(compare_window, settings, options.model_uri)
    serve_detector(DriftDetector(settings.detector, options.journal, check, [partial(save_report, settings)]), listener)


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"python -m {__package__}", description="Take payload events and look for drift."
    )
    journal = settings.resolved_home / "drift" / "journal"
    parser.add_argument("--host", default=LOOPBACK, help="the only address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=settings.detector.port, help="0 for a free one (%(default)s)")
    parser.add_argument("--model-uri", default=f"models:/{settings.model_name}@champion", help="default: %(default)s")
    parser.add_argument("--journal", type=Path, default=journal, help="folder of the journal (default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
