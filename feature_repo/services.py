"""What a model version asks for, by one name."""

from feast import FeatureService

from pikkit.feature_repo.views import FEATURE_VIEWS
from pikkit.features.views.view import FEATURE_SERVICE

SERVICES = (
    FeatureService(name=FEATURE_SERVICE, features=list(FEATURE_VIEWS), description="Every view of settled history."),
)
