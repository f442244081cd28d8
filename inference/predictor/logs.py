"""What the predictor logs: starts, stops, refusals and failures, one line each to stderr, and never a payload."""

import json
import logging
import logging.config
import warnings
from datetime import UTC, datetime

from fastapi.exceptions import FastAPIDeprecationWarning

from pikkit.inference.predictor.request_ids import REQUEST_ID

_QUIET = {"level": "WARNING", "handlers": ["stderr"], "propagate": False}


class JsonLines(logging.Formatter):
    """A JSON object a line, with the id of the request it is about, if it is about one."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": REQUEST_ID.get(),
        }
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return json.dumps({name: value for name, value in fields.items() if value is not None})


def configure_logging(*, as_json: bool = False) -> None:
    """Set the process's logging up; KServe's line for every stage and request is switched off."""
    warnings.filterwarnings("ignore", "ORJSONResponse", FastAPIDeprecationWarning)  # kserve picks it
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
                "json": {"()": JsonLines},
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json" if as_json else "line"}},
            "root": {"level": "WARNING", "handlers": ["stderr"]},
            "loggers": {
                "pikkit": {"level": "INFO"},
                **dict.fromkeys(("kserve", "kserve.trace", "uvicorn", "uvicorn.error", "uvicorn.access"), _QUIET),
            },
        }
    )
