"""Pages for people: one HTML file with all it needs, light and dark, on a screen, a phone and paper."""

from pikkit.pages.page import page
from pikkit.pages.parts import badge, figure, scrolling_table

__all__ = ["badge", "figure", "page", "scrolling_table"]
