"""The features of one bet as they are served."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pikkit.cli.features.freshness_text import days, iso_moment, seconds
from pikkit.settings import Settings

if TYPE_CHECKING:
    from pikkit.features.online.served_features import ServedFeatures
    from pikkit.scoring.request import ScoreRequest


@dataclass(frozen=True)
class Got:
    """One bet's features, and when it is placed."""

    served: "ServedFeatures"
    placed_at: datetime


def features_of(settings: Settings, request: "ScoreRequest", *, learned: bool) -> Got:
    """Read them from the online store, as the predictor does.

    Raises:
        NotReadyError: Nothing is served yet, or the store is away.
    """
    from pikkit.features.definitions.feature_matrix import FEATURE_NAMES, MODEL_FEATURES
    from pikkit.features.online.reader import FeastOnlineFeatures
    from pikkit.features.online.served_features import served_features
    from pikkit.scoring.selection import BetBatch, batch_columns

    now = datetime.now(UTC)
    batch = BetBatch.of([request])
    asked = batch_columns(batch, batch.placed_by(now))
    online = FeastOnlineFeatures(settings.features_home, settings.feature_urls)
    names = MODEL_FEATURES if learned else FEATURE_NAMES
    return Got(served_features(online, asked.keys, asked.request, names), request.moment(now))


def got_document(got: Got) -> dict[str, object]:
    """The features by name, and how old what they rest on is."""
    served = got.served
    settled = {view: each[0] for view, each in served.settled.items()}
    return {
        "placed_at": iso_moment(got.placed_at),
        "features_at": iso_moment(served.features_at[0]),
        "materialized_at": iso_moment(served.materialized_at),
        "features": dict(zip(served.names, served.values[0].tolist(), strict=True)),
        "views": {
            view: {"newest_settled": iso_moment(at), "age_seconds": seconds(got.placed_at - at if at else None)}
            for view, at in settled.items()
        },
    }


def got_text(got: Got) -> str:
    """A line a feature, and a line a view."""
    served = got.served
    width = max(len(name) for name in (*served.names, *served.settled))
    values = [f"{name:<{width}}  {value:.6g}" for name, value in zip(served.names, served.values[0], strict=True)]
    ages = [f"{view:<{width}}  {_age(got.placed_at, each[0])}" for view, each in served.settled.items()]
    return "\n".join([*values, "", "Age of the newest result, view by view:", *ages])


def _age(placed_at: datetime, settled: datetime | None) -> str:
    return days(placed_at - settled) if settled else "no history"
