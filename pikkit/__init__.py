"""Pikkit: calibrated, priced scores for the next bet.

``from pikkit import Home`` opens a home and does what the command does; ``from pikkit import PriceOffsetClassifier`` is
the model's core as a scikit-learn estimator. Both are loaded when asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from pikkit.base.version import __version__

if TYPE_CHECKING:
    from pikkit.home import Home
    from pikkit.training.price_offset_classifier import PriceOffsetClassifier

__all__ = ["Home", "PriceOffsetClassifier", "__version__"]

_PLACES = {"Home": "pikkit.home", "PriceOffsetClassifier": "pikkit.training.price_offset_classifier"}


def __getattr__(name: str) -> object:
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'pikkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_PLACES})
