"""The planner: pure functions from a live object, a candidate and a goal to a patch, or a refusal that says why.

Three ways to divide traffic are spoken: ``knative`` (``canaryTrafficPercent``), ``standard`` (``spec.canary``) and
``splitter`` (an InferenceGraph). All take what the API server says of an object, and return what to apply to it.
"""

from pikkit.rollout.planning.choosing import planner_of
from pikkit.rollout.planning.goal import Act, Candidate, Goal, Patch, Refusal

__all__ = ["Act", "Candidate", "Goal", "Patch", "Refusal", "planner_of"]
