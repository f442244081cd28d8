"""What pods had counted as the traffic was last divided: kept on the route, in the patch that divides it.

So that each step is judged by its own requests whoever looks: the trigger makes a target anew for each look, a driver
may be killed, and the pod that drives keeps no file.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pikkit.rollout.planning.goal import at
from pikkit.rollout.request_counts import RequestCounts

FIRST = "pikkit.io/counted-before"
_KIND = TypeAdapter(dict[str, RequestCounts])


def first_counts(route: Mapping[str, Any]) -> dict[str, RequestCounts]:
    """Process to what it had counted; nothing where the route does not say, or something else than we wrote."""
    try:
        return _KIND.validate_json(at(route, "metadata", "annotations", FIRST) or "{}")
    except ValidationError:
        return {}


def noted(counts: Mapping[str, RequestCounts]) -> dict[str, str]:
    """The annotation that keeps them."""
    return {FIRST: _KIND.dump_json(dict(counts)).decode()}
