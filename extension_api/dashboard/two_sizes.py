"""A picture drawn twice, for a screen and for a phone: scaled down, a wide one could not be read."""

from collections.abc import Callable

SCREEN, PHONE = 900.0, 360.0
"""Units a picture is wide; on either they are about a pixel each."""


def two_sizes(draw: Callable[[float], str]) -> str:
    """Both drawings of a picture, of which the page shows the one that fits.

    Args:
        draw: Makes the picture of a width.
    """
    return f'<div class="on-screen">{draw(SCREEN)}</div><div class="on-phone">{draw(PHONE)}</div>'
