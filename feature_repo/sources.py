"""Where the views' rows are: one Parquet file each, relative to the features folder."""

from feast import FileSource

from pikkit.features.build.build import VIEW_FOLDER
from pikkit.features.views.column_names import KNOWN_AT
from pikkit.features.views.view import VIEWS

SOURCES = {
    view.name: FileSource(
        name=f"{view.name}_rows",
        path=f"{VIEW_FOLDER}/{view.name}.parquet",
        timestamp_field=KNOWN_AT,
        description=f"What was known of {view.meaning}, from each moment it changed.",
    )
    for view in VIEWS
}
"""Source by view name."""
