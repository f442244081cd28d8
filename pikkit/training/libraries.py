"""The libraries a bundle was made with, against those it is read with."""

import logging
import platform
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from pikkit.base.errors import InputError

LIBRARIES = ("pikkit", "numpy", "xgboost-cpu", "scikit-learn", "pyarrow")
XGBOOST = "xgboost-cpu"
"""Reads what its older versions wrote, and promises nothing of newer ones (XGBoost's "Introduction to Model IO")."""

log = logging.getLogger("pikkit.training")


def installed_libraries() -> dict[str, str]:
    """The versions of Python and of the libraries that are installed."""
    versions = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions


def check_libraries(made_with: Mapping[str, str], here: Mapping[str, str], *, of: str, trees: bool) -> None:
    """Compare versions; only those that both sides name.

    A library of another major version is told of in the log: a bundle is plain files, so it is read all the same.

    Args:
        made_with: The versions a bundle was made with.
        here: Those it is to be read with.
        of: The bundle, as messages call it.
        trees: Whether it holds XGBoost's trees.

    Raises:
        InputError: The trees were written by a newer XGBoost.
    """
    both = {name: (made_with[name], here[name]) for name in made_with if name in here}
    if trees and XGBOOST in both and _release(both[XGBOOST][0]) > _release(both[XGBOOST][1]):
        made, installed = both[XGBOOST]
        raise InputError(
            f"{of} holds trees of XGBoost {made}, and here is {installed}, which may misread them: "
            f"install {XGBOOST} {made} or newer."
        )
    others = [
        f"{name} {made}, here {installed}"
        for name, (made, installed) in both.items()
        if _major(made) != _major(installed)
    ]
    if others:
        log.warning("%s was made with other libraries (%s); its scores may differ a little.", of, "; ".join(others))


def _release(text: str) -> tuple[int, ...]:
    """Major and minor version."""
    return tuple(map(int, re.findall(r"\d+", text)[:2]))


def _major(text: str) -> tuple[int, ...]:
    return _release(text)[:1]
