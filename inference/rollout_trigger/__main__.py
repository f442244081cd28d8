"""``python -m inference.rollout_trigger``: roll out what gets the alias ``challenger``, without anybody's doing."""

import argparse
import logging
import signal
import socket
import sys
import threading
from types import FrameType

from pikkit.base.errors import InputError, PikkitError
from pikkit.settings import Settings, get_settings

log = logging.getLogger("pikkit.rollout_trigger")


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop.

    Returns:
        0 after a stop, 2 with a sentence on stderr if the address is taken, or no secret or no such strategy is set.
    """
    try:
        settings = get_settings()
        _start(settings, _parser(settings).parse_args(arguments))
    except PikkitError as error:
        print(error, file=sys.stderr)  # noqa: T201 (the command's answer)
        return 2
    return 0


def _start(settings: Settings, options: argparse.Namespace) -> None:
    from pikkit.inference.listening import bind
    from pikkit.inference.predictor.logs import configure_logging
    from pikkit.rollout.strategy import make_strategy

    configure_logging(as_json=settings.log_json)
    rules = settings.rollout_trigger
    if not rules.resolved_secret:
        raise InputError("PIKKIT_ROLLOUT_TRIGGER__SECRET is not set: anybody could start rollouts.")
    make_strategy(rules.strategy, rules.steps, rules.interval)
    _serve(settings, bind(options.host, options.port, "rollout trigger"))


def _serve(settings: Settings, listener: socket.socket) -> None:
    import mlflow.tracking  # noqa: F401  (before there are threads: two that import it at once see halves of requests)
    import uvicorn

    from pikkit.deploying.rollout_worker import RolloutWorker
    from pikkit.inference.http_protocol import bound
    from pikkit.inference.listening import BACKLOG
    from pikkit.inference.rollout_trigger.announcing import announce
    from pikkit.inference.rollout_trigger.trigger_app import create_trigger_app
    from pikkit.registry.alias_notice import AHEAD_SECONDS
    from pikkit.registry.seen_deliveries import SeenDeliveries

    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, _exit)  # uvicorn shuts down by itself, then raises the signal again: leave with code 0
    keep = settings.rollout_trigger.oldest_seconds + 2 * AHEAD_SECONDS
    seen = SeenDeliveries(settings.resolved_home / "rollouts" / "deliveries.json", keep)
    worker, ended = RolloutWorker(settings), threading.Event()
    config = uvicorn.Config(create_trigger_app(settings, worker, seen), log_config=None, access_log=False)
    config.load()
    bound(config)
    worker.start()
    threading.Thread(target=announce, args=(settings, ended), name="announcing", daemon=True).start()
    listener.listen(BACKLOG)
    host, port = listener.getsockname()[:2]
    log.info("Listening on http://%s:%d.", f"[{host}]" if ":" in host else host, port)
    uvicorn.Server(config).run(sockets=[listener])
    ended.set()


def _exit(number: int, _frame: FrameType | None) -> None:
    log.info("Stopped by %s.", signal.Signals(number).name)
    sys.exit(0)


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"python -m {__package__}", description="Start rollouts when the registry says so."
    )
    port = settings.rollout_trigger.port
    parser.add_argument("--host", default="127.0.0.1", help="the only address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=port, help="0 for a free one (default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
