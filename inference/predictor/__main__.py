"""``python -m inference.predictor``: serve the registered model."""

import argparse
import sys
from functools import partial

from pikkit.errors import PikkitError
from pikkit.settings import Settings, get_settings


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop.

    Returns:
        0 after a stop, 2 with a sentence on stderr if there is nothing to serve or the address is taken.
    """
    settings = get_settings()
    options = _parser(settings).parse_args(arguments)

    from inference.predictor.logs import configure_logging
    from inference.predictor.model import PikkitModel
    from inference.predictor.server import bind, serve
    from pikkit.scoring.loading import load_scorer

    configure_logging()
    try:
        listener = bind(options.host, options.port)
        serve(PikkitModel(options.name, partial(load_scorer, settings, options.model_uri)), listener)
    except PikkitError as error:
        print(error, file=sys.stderr)  # noqa: T201 (the command's answer)
        return 2
    return 0


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m inference.predictor", description="Serve the registered model.")
    parser.add_argument("--host", default=settings.host, help="the only address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=settings.predictor_port, help="0 for a free one (%(default)s)")
    parser.add_argument("--model-uri", default=f"models:/{settings.model_name}@champion", help="default: %(default)s")
    parser.add_argument("--name", default=settings.model_name, help="name in the URL (default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
