"""What a view asks of its caller; without a word of its own, reading needs READ and the rest WRITE."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request

from pikkit.keys import Scope

_View = TypeVar("_View", bound=Callable[..., Any])
_NEEDS, _PUBLIC = "pikkit_needs", "pikkit_public"
_READING = {"GET", "HEAD"}


def needs(scope: Scope) -> Callable[[_View], _View]:
    """Say which scope a view needs; the innermost decorator."""

    def marked(view: _View) -> _View:
        setattr(view, _NEEDS, scope)
        return view

    return marked


def public(view: _View) -> _View:
    """Let everybody in: what says nothing about anybody; the innermost decorator."""
    setattr(view, _PUBLIC, True)
    return view


def is_public() -> bool:
    """Whether the view of this request is for everybody: so marked, a file of the app's own, or no view at all."""
    return request.endpoint is None or request.endpoint == "static" or bool(getattr(_view(), _PUBLIC, False))


def needed_scope() -> Scope:
    """The scope that the view of this request needs."""
    default = Scope.READ if request.method in _READING else Scope.WRITE
    return Scope(getattr(_view(), _NEEDS, default))


def _view() -> Callable[..., Any]:
    return current_app.view_functions[str(request.endpoint)]
