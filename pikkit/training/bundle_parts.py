"""Whether the parts of a bundle fit each other."""

import math
from collections.abc import Mapping, Sequence

from pikkit.features.views.entity_keys import ODDS_BANDS
from pikkit.training.calibration import IntervalWidths
from pikkit.training.learners import Member
from pikkit.training.learners.shape import require
from pikkit.training.quoted import QuotedModel


def check_feature_names(names: Sequence[str]) -> None:
    """Check that each feature has a name, and none another's.

    Raises:
        ValueError: One has none, or is given twice.
    """
    require(all(isinstance(name, str) for name in names), "a feature has no name")
    doubled = sorted({name for name in names if names.count(name) > 1})
    require(not doubled, f"features are given more than once: {', '.join(doubled)}")


def check_members(
    members: Mapping[str, Member], weights: Mapping[str, float], quoted: QuotedModel | None, n_features: int
) -> None:
    """Check that each member has a weight and reads the features that there are.

    Args:
        members: By name.
        weights: Of each in the blend.
        quoted: What reads quotes beside the features, if anything does.
        n_features: How many features the bundle reads.

    Raises:
        ValueError: One does not fit; the text says which.
        LookupError: A member has no weight.
    """
    for name, member in members.items():
        require(math.isfinite(weights[name]), f"the weight of {name} is no number")
        member.check(n_features)
    if quoted:
        quoted.member.check(n_features + len(quoted.names))


def check_widths(widths: IntervalWidths) -> None:
    """Check that there is a finite width for each band of prices, none below 0.

    Raises:
        ValueError: There is not.
    """
    for half in (widths.half_widths, widths.price_half_widths or widths.half_widths):
        require(len(half) == len(ODDS_BANDS) + 1, "there is not one interval a band of prices")
        require(all(math.isfinite(width) and width >= 0 for width in half), "an interval's width is no number")
