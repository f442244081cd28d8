"""What a worker says is wrong with the input, said by the driver as if it had found it itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from pikkit.base.errors import InputError, NotReadyError

_SAID = re.compile(r"pikkit\.base\.errors\.(InputError|NotReadyError): (.+)")
_KINDS = {"InputError": InputError, "NotReadyError": NotReadyError}


@contextmanager
def worker_errors() -> Iterator[None]:
    """Raise the ``InputError`` or ``NotReadyError`` of a worker in place of Spark's account of it."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        match = _SAID.search(str(error))
        if match is None:
            raise
        raise _KINDS[match[1]](match[2].strip()) from error
