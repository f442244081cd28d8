"""What a page's template reads of an object is there, or it is an error."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Undefined
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.utils import missing


class StrictAttributes(Undefined):
    """Jinja's undefined value, but none stands for an attribute: a page would leave out in silence what is misspelt.

    What a mapping lacks stays undefined, as the filters do that nobody has set.

    Raises:
        UndefinedError: An object has no attribute of that name.
    """

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if obj is not missing and isinstance(name, str) and not isinstance(obj, Mapping):
            self._fail_with_undefined_error()
