"""``python -m extension_api``: run the service."""

import argparse
import sys

from pikkit.base.errors import PikkitError
from pikkit.base.settled_memory import look_seldom
from pikkit.settings import Settings, get_settings


def main(arguments: list[str] | None = None) -> None:
    """Run until told to stop; gunicorn decides the exit code; it is 2, with a sentence, where settings are refused."""
    look_seldom()
    try:
        settings = get_settings()
    except PikkitError as error:
        print(error, file=sys.stderr)  # noqa: T201 (the command's answer)
        sys.exit(2)
    options = _parser(settings).parse_args(arguments)
    sys.argv[1:] = []

    from pikkit.extension_api.server import ApiServer

    overrides = {"predictor_url": options.predictor_url, "api_port": options.port, "host": options.host}
    config = settings.model_copy(update=overrides)
    ApiServer(config, options.host, options.port).run()


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {__package__}", description="Run the extension API.")
    parser.add_argument("--host", default=settings.host, help="the only address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=settings.api_port, help="0 for a free one (default: %(default)s)")
    parser.add_argument("--predictor-url", default=settings.resolved_predictor_url, help="default: %(default)s")
    return parser


if __name__ == "__main__":
    main()
