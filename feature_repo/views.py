"""The views as Feast feature views: the sums are the fields, and no row ever expires."""

from datetime import timedelta

from feast import FeatureView, Field
from feast.types import Float64, Int64

from pikkit.feature_repo.entities import ENTITIES
from pikkit.feature_repo.sources import SOURCES
from pikkit.features.views.column_names import LAST_SETTLED
from pikkit.features.views.view import VIEWS, View

NEVER_EXPIRES = timedelta(0)


def _feature_view(view: View) -> FeatureView:
    sums = [Field(name=column, dtype=Float64) for column in view.columns]
    return FeatureView(
        name=view.name,
        entities=[ENTITIES[key] for key in view.keys],
        ttl=NEVER_EXPIRES,
        schema=[*sums, Field(name=LAST_SETTLED, dtype=Int64)],
        source=SOURCES[view.name],
        description=f"Settled history of {view.meaning}.",
    )


FEATURE_VIEWS = tuple(_feature_view(view) for view in VIEWS)
