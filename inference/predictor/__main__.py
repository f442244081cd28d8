"""``python -m inference.predictor``: serve the registered model."""

import argparse
import socket
import sys
from functools import partial

from pikkit.base.errors import PikkitError
from pikkit.base.settled_memory import look_seldom
from pikkit.settings import Settings, get_settings

LOOPBACK = "127.0.0.1"
"""Whatever the API listens on: the predictor answers to whoever reaches it. A pod's manifest says otherwise."""


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop.

    Returns:
        0 after a stop, 2 with a sentence on stderr if there is nothing to serve or the address is taken.
    """
    look_seldom()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        settings = get_settings()
        return _run(settings, _parser(settings).parse_args(given), given)
    except PikkitError as error:
        print(error, file=sys.stderr)  # noqa: T201 (the command's answer)
        return 2


def _run(settings: Settings, options: argparse.Namespace, given: list[str]) -> int:
    from pikkit.inference.listening import bind
    from pikkit.inference.predictor.workers import count_alone, die_with_parent, supervise

    if options.fd:
        die_with_parent()
    else:
        count_alone()
    listener = socket.socket(fileno=options.fd) if options.fd else bind(options.host, options.port)
    if options.workers > 1 and not options.fd:
        return supervise(listener, options.workers, ["-m", "pikkit.inference.predictor", *given])
    _serve(settings, options, listener)
    return 0


def _serve(settings: Settings, options: argparse.Namespace, listener: socket.socket) -> None:
    from pikkit.inference.predictor.limits import Limits
    from pikkit.inference.predictor.logs import configure_logging
    from pikkit.inference.predictor.model import PikkitModel
    from pikkit.inference.predictor.reloading import newest
    from pikkit.inference.predictor.server import serve_predictor
    from pikkit.scoring.serving_scorer import facts_of, load_scorer

    configure_logging(as_json=settings.log_json)
    limits = Limits.of(settings)
    load = partial(load_scorer, settings, options.model_uri, proven=True)
    model = PikkitModel(options.name, load, facts_of, limits.rows)
    if options.fallback_uri:
        model.fallback = partial(load_scorer, settings, options.fallback_uri, proven=True)
    serve_predictor(model, listener, limits, newest(settings, options.model_uri))


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {__package__}", description="Serve the registered model.")
    parser.add_argument("--host", default=LOOPBACK, help="the only address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=settings.predictor_port, help="0 for a free one (%(default)s)")
    parser.add_argument("--model-uri", default=f"models:/{settings.model_name}@champion", help="default: %(default)s")
    parser.add_argument("--fallback-uri", default="", help="what serves at first if that model cannot be loaded")
    parser.add_argument("--name", default=settings.model_name, help="name in the URL (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes that answer at the address (%(default)s)")
    parser.add_argument("--fd", type=int, default=0, help=argparse.SUPPRESS)  # a worker's: the socket it is handed
    return parser


if __name__ == "__main__":
    sys.exit(main())
