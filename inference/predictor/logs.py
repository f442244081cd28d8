"""What the predictor logs: starts, stops, refusals and failures, one line each to stderr, and never a payload."""

import logging.config
import warnings

from fastapi.exceptions import FastAPIDeprecationWarning

_QUIET = {"level": "WARNING", "handlers": ["stderr"], "propagate": False}


def configure_logging() -> None:
    """Set the process's logging up; KServe's line for every stage and request is switched off."""
    warnings.filterwarnings("ignore", "ORJSONResponse", FastAPIDeprecationWarning)  # kserve picks it
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"level": "WARNING", "handlers": ["stderr"]},
            "loggers": {
                "pikkit": {"level": "INFO"},
                **dict.fromkeys(("kserve", "kserve.trace", "uvicorn", "uvicorn.error", "uvicorn.access"), _QUIET),
            },
        }
    )
