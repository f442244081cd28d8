"""What would have been said of a stored bet when it was placed: which model may say it, and what it says."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pikkit.base.errors import InputError, PikkitError
from pikkit.quotes.schema import QUOTES
from pikkit.quotes.store.contract import Span
from pikkit.quotes.store.upcoming import AHEAD, BEGUN
from pikkit.registry import resolve
from pikkit.registry.versions import list_versions
from pikkit.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

    from pikkit.quotes.store import QuoteStore
    from pikkit.scoring.score import Score
    from pikkit.store import BetStore

_VERSIONS = 20
"""The newest ones are looked at."""


@dataclass(frozen=True, slots=True)
class EarlierModel:
    """A model, and the moment up to which it learned.

    Attributes:
        folder: Its bundle.
        name: What it is called: "version 3", or the model that a training was judged by, which learned from the earlier
            bets alone.
        until: When the newest result that it learned from was known (UTC).
    """

    folder: Path
    name: str
    until: datetime


def kept_models(settings: Settings) -> tuple[EarlierModel, ...]:
    """The models that are kept, from the one that learned the longest on.

    Raises:
        NotReadyError: The registry cannot be reached.
    """
    return tuple(sorted((*_registered(settings), *_judged(settings)), key=lambda one: one.until, reverse=True))


def model_of_then(models: tuple[EarlierModel, ...], placed_at: datetime) -> EarlierModel | None:
    """The model that knew most of what was known at a moment, and nothing later; None if each knew more."""
    return next((one for one in models if one.until < placed_at), None)


def score_of_then(
    settings: Settings, model: EarlierModel, bet: "pa.Table", store: "BetStore", quotes: "QuoteStore | None"
) -> "Score":
    """What a model says of a stored bet as of its placement.

    Args:
        settings: Of stakes.
        model: One of ``kept_models`` that learned from nothing later than the bet.
        bet: One row (schema BETS).
        store: Where the results are that had settled before.
        quotes: Where prices of other books are; None: nowhere.

    Raises:
        InputError: The model learned from what came later, or the bet cannot be scored.
    """
    from pikkit.scoring.pricing import Stakes  # noqa: PLC0415 (loads xgboost)
    from pikkit.scoring.score_then import score_then  # noqa: PLC0415 (loads xgboost)
    from pikkit.training.bundle import Bundle  # noqa: PLC0415 (loads xgboost)

    placed: datetime = bet["placed_at"][0].as_py()
    if model.until >= placed:
        raise InputError(f"The model {model.name} learned until {model.until:%Y-%m-%d}, after the bet was placed.")
    offered = quotes.read(Span(placed - BEGUN, placed + AHEAD)) if quotes else QUOTES.empty_table()
    stakes = Stakes(settings.kelly_fraction, settings.kelly_cap)
    try:
        history = store.read(settled_before=placed)
        return score_then(Bundle.load(model.folder), model.name, bet, history, offered, stakes)
    except ValueError as error:
        raise InputError(f"This bet cannot be scored: {error}") from error


def _registered(settings: Settings) -> Iterator[EarlierModel]:
    name, address = settings.model_name, settings.resolved_tracking_uri
    for one in list_versions(name, address)[:_VERSIONS]:
        with suppress(PikkitError):  # its files are gone: it can say nothing
            resolved = resolve(f"models:/{name}/{one.version}", address, settings.model_cache)
            yield _read(resolved.folder, f"version {one.version}")


def _judged(settings: Settings) -> Iterator[EarlierModel]:
    """Of each training in this home, the model that it judged: it learned from the earlier bets alone."""
    for manifest in sorted((settings.resolved_home / "runs").glob("*/*/calibrate/bundle/bundle.json")):
        with suppress(OSError, ValueError, KeyError):
            yield _read(manifest.parent, "the model that the training of {day} was judged by")


def _read(bundle: Path, name: str) -> EarlierModel:
    document = json.loads((bundle / "bundle.json").read_text(encoding="utf-8"))
    until = datetime.fromisoformat(document["training_window"]["end"])
    return EarlierModel(bundle, name.format(day=document["created_at"][:10]), until)
