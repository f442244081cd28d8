"""XGBoost without its scikit-learn face: trees, matrices and training, and nothing that a score has no use for.

``import xgboost`` brings scikit-learn and pandas, four fifths of what a single score from a fresh process costs. Here
XGBoost's own modules are loaded under another name while scikit-learn cannot be found, so they go without; whoever
imports ``xgboost`` in the same process gets the whole of it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace

_NAME = "pikkit_xgboost_core"
_FACE = "sklearn"


@cache
def load_xgboost() -> SimpleNamespace:
    """``Booster``, ``DMatrix``, ``train`` of the XGBoost that is installed, and what reads bets from disk.

    That is ``DataIter`` and ``ExtMemQuantileDMatrix``.

    Raises:
        ModuleNotFoundError: None is.
    """
    if _NAME not in sys.modules:
        spec = find_spec("xgboost")
        if spec is None or spec.submodule_search_locations is None:
            raise ModuleNotFoundError("No module named 'xgboost'", name="xgboost")
        package = ModuleType(_NAME)
        package.__path__ = list(spec.submodule_search_locations)
        sys.modules[_NAME] = package
    with _without_face():
        core, training = import_module(f"{_NAME}.core"), import_module(f"{_NAME}.training")
    names = ("Booster", "DMatrix", "DataIter", "ExtMemQuantileDMatrix")
    return SimpleNamespace(**{name: getattr(core, name) for name in names}, train=training.train)


@contextmanager
def _without_face() -> Iterator[None]:
    """Have scikit-learn not be found, unless it is there already, and costs nothing more."""
    if _FACE in sys.modules:
        yield
        return
    sys.modules[_FACE] = None  # type: ignore[assignment]  # how Python is told that a module is not to be had
    try:
        yield
    finally:
        del sys.modules[_FACE]
