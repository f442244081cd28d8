"""What the columns of views are called."""

from pikkit.features.views.view import View

KNOWN_AT = "known_at"
"""From when on a view row is known: one microsecond after its newest bet settled."""

LAST_SETTLED = "last_settled_us"
"""A written view's column: when its newest bet settled, in microseconds since 1970."""

FEATURES_AT = "features_at"
"""When the newest single bet behind a row's features settled, in microseconds; null without history."""


def qualified(view: View, column: str) -> str:
    """A view's column in a joined row, named as Feast names it."""
    return f"{view.name}__{column}"
