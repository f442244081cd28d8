"""Try again, later and later, what may be done twice."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from pikkit.base.database_faults import UnreachableError

_Method = TypeVar("_Method", bound=Callable[..., Any])
_FIRST_SECONDS = 0.1
_LONGEST_SECONDS = 5.0


class Patient(Protocol):
    """What knows for how many seconds to try again."""

    patience: float


def again(method: _Method) -> _Method:
    """Repeat a method of a patient object that may be done twice, while its store cannot be reached.

    The pauses grow exponentially, with jitter, so that many clients do not come back at once. When ``patience``
    seconds are over the last error is raised.
    """

    @wraps(method)
    def patiently(self: Patient, *args: Any, **kwargs: Any) -> Any:
        end = time.monotonic() + self.patience
        pause = _FIRST_SECONDS
        while True:
            try:
                return method(self, *args, **kwargs)
            except UnreachableError:
                if time.monotonic() + pause > end:
                    raise
            time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 (no secret)
            pause = min(2 * pause, _LONGEST_SECONDS)

    return cast("_Method", patiently)
