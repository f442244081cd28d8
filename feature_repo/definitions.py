"""Everything Feast is to know, in the order it is applied: what ``pikkit.features.feast.feast_store`` loads."""

from pikkit.feature_repo.entities import ENTITIES
from pikkit.feature_repo.services import SERVICES
from pikkit.feature_repo.views import FEATURE_VIEWS

DEFINITIONS = (*ENTITIES.values(), *FEATURE_VIEWS, *SERVICES)
