"""Whether the parts of a bundle fit each other."""

import math
from typing import TYPE_CHECKING

from pikkit.features.views.entity_keys import ODDS_BANDS
from pikkit.training.learners.shape import require

if TYPE_CHECKING:
    from pikkit.training.bundle import Bundle


def check_bundle_parts(bundle: "Bundle") -> None:
    """Check a bundle that was read, before anything is asked of it.

    Raises:
        ValueError: Its parts do not fit; the text says which.
        LookupError: A member has no weight.
    """
    names = bundle.feature_names
    require(all(isinstance(name, str) for name in names), "a feature has no name")
    doubled = sorted({name for name in names if names.count(name) > 1})
    require(not doubled, f"features are given more than once: {', '.join(doubled)}")
    for name, member in bundle.members.items():
        require(math.isfinite(bundle.recipe.weights[name]), f"the weight of {name} is no number")
        member.check(len(names))
    if bundle.quoted:
        bundle.quoted.member.check(len(names) + len(bundle.quoted.names))
    widths = bundle.widths
    for half in (widths.half_widths, widths.price_half_widths or widths.half_widths):
        require(len(half) == len(ODDS_BANDS) + 1, "there is not one interval a band of prices")
        require(all(math.isfinite(width) and width >= 0 for width in half), "an interval's width is no number")
