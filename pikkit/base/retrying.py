"""Try again, later and later, what may be done twice."""

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
        from tenacity import Retrying, retry_if_exception_type, stop_before_delay, wait_exponential_jitter

        repeated = Retrying(
            retry=retry_if_exception_type(UnreachableError),
            wait=wait_exponential_jitter(_FIRST_SECONDS, _LONGEST_SECONDS, jitter=_FIRST_SECONDS),
            stop=stop_before_delay(self.patience),
            reraise=True,
        )
        return repeated(method, self, *args, **kwargs)

    return cast("_Method", patiently)
