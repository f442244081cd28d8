"""The planner: pure functions from a live object, two versions and a goal to a patch, or a refusal that says why.

Two ways to divide traffic are spoken: ``knative`` (``canaryTrafficPercent``) and ``standard`` (``spec.canary``). Both
take what the API server says of an object, and return what to apply to it. Which version is the stable one is told by
the ledger: KServe copies annotations and labels into the pods, so that a note on the object would restart them.
"""

from pikkit.rollout.planning.goal import Act, Goal, Patch, PlanRefusal, Version, Versions
from pikkit.rollout.planning.traffic_way import planner_of

__all__ = ["Act", "Goal", "Patch", "PlanRefusal", "Version", "Versions", "planner_of"]
