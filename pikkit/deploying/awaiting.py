"""``python -m pikkit.deploying.awaiting store`` or ``… model models:/NAME@ALIAS``: wait until it is there.

For the containers and jobs of a cluster that come before what they need. The store is also made ready: its tables are
made or brought up to date. What is missing is said in a sentence, on stderr whenever it changes and, at the end, where
Kubernetes looks for a container's last words.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from pikkit.base.errors import NotReadyError, PikkitError
from pikkit.base.pod_process import heed_sigterm
from pikkit.home import Home
from pikkit.registry import resolve
from pikkit.settings import get_settings
from pikkit.store.migrations import latest
from pikkit.store.opening import engine_at
from pikkit.store.transactions import has_tables, transaction
from pikkit.store.upgrading import upgrade, version_at

PAUSE_SECONDS = 3.0
LAST_WORDS = Path("/dev/termination-log")


def await_it(is_there: Callable[[], None], seconds: float) -> str:
    """Try until it does not raise.

    Args:
        is_there: Raises NotReadyError while it is not there.
        seconds: How long to go on trying.

    Returns:
        Empty, or why it is not there.

    Raises:
        InputError: It will never be there: what was asked for cannot be used.
    """
    last_error, end = "", time.monotonic() + seconds
    while True:
        try:
            is_there()
        except NotReadyError as error:
            if str(error) != last_error:
                last_error = str(error)
                sys.stderr.write(f"Waiting: {last_error}\n")
        else:
            return ""
        if time.monotonic() > end:
            return last_error
        time.sleep(PAUSE_SECONDS)


def main(arguments: list[str] | None = None) -> int:
    """0 once it is there; 2 with a sentence if it is not, or cannot be used."""
    options = _parser().parse_args(arguments)
    heed_sigterm()
    try:
        trouble = await_it(
            _prepare_store if options.what == "store" else lambda: _find_model(options.uri), options.seconds
        )
    except PikkitError as error:
        trouble = str(error)
    if trouble:
        sys.stderr.write(f"{trouble}\n")
        if LAST_WORDS.exists():
            LAST_WORDS.write_text(trouble, encoding="utf-8")
    return 2 if trouble else 0


def _prepare_store() -> None:
    """An older store is brought to this version's schema; the operator's own backup is what to go back to."""
    settings = get_settings()
    url = settings.supabase_db_url.get_secret_value() or settings.resolved_store_url
    if not url.startswith("supabase+"):  # a project's schema is not changed over its API
        _upgrade(url)
    with Home(settings).store() as store:
        store.watermark()


def _upgrade(url: str) -> None:
    engine = engine_at(url)
    try:
        if _is_old(engine):
            upgrade(engine)
    finally:
        engine.dispose()


def _is_old(engine: Engine) -> bool:
    with transaction(engine) as connection:
        there = has_tables(connection)
    return there and version_at(engine) < latest()


def _find_model(uri: str) -> None:
    settings = get_settings()
    resolve(uri, settings.resolved_tracking_uri, settings.model_cache)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pikkit.deploying.awaiting", description="Wait for what is needed.")
    parser.add_argument("what", choices=["store", "model"])
    parser.add_argument("uri", nargs="?", default="models:/pikkit@champion", help="the model (%(default)s)")
    parser.add_argument("--seconds", type=float, default=120.0, help="how long to wait (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
