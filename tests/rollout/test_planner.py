"""The planner, over whatever sequence of goals: traffic is whole, the stable version is never lost, KServe takes it."""

import copy
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.base.errors import InputError
from pikkit.rollout.planning import Act, Candidate, Goal, Patch, Refusal, knative, planner_of, splitter, standard
from pikkit.rollout.planning.goal import STABLE_URI
from tests.rollout.kserve_schema import problems

CANDIDATES = [Candidate(f"v{number}", f"models:/pikkit/{number}") for number in (2, 3)]
goals = st.builds(Goal, st.sampled_from(Act), st.integers(0, 99))
steps = st.lists(st.tuples(st.sampled_from(CANDIDATES), goals), max_size=12)
planners = pytest.mark.parametrize("planner", [knative, standard, splitter])


def service(mode: str, **more: Any) -> dict[str, Any]:
    return {
        "apiVersion": "serving.kserve.io/v1beta1",
        "kind": "InferenceService",
        "metadata": {"name": "pikkit", "annotations": {"serving.kserve.io/deploymentMode": mode}},
        "spec": {
            "predictor": {
                "minReplicas": 1,
                "model": {"modelFormat": {"name": "pikkit"}, "storageUri": "models:/pikkit/1"},
            },
            **more,
        },
        "status": {"components": {"predictor": {"latestRolledoutRevision": "pikkit-predictor-00001"}}},
    }


def graph() -> dict[str, Any]:
    root = {"routerType": "Splitter", "steps": [{"serviceName": "v1", "weight": 100}]}
    return {
        "kind": "InferenceGraph",
        "metadata": {"name": "pikkit", "annotations": {}},
        "spec": {"nodes": {"root": root}},
    }


def live_of(planner: ModuleType) -> dict[str, Any]:
    return graph() if planner is splitter else service("Standard" if planner is standard else "Knative")


def merged(live: Any, patch: Any) -> Any:
    """A JSON merge patch, RFC 7396."""
    if not isinstance(patch, dict):
        return patch
    base = dict(live) if isinstance(live, dict) else {}
    for name, part in patch.items():
        if part is None:
            base.pop(name, None)
        else:
            base[name] = merged(base.get(name), part)
    return base


def applied(live: dict[str, Any], planner: ModuleType, candidate: Candidate, goal: Goal) -> dict[str, Any]:
    plan = planner.plan(live, candidate, goal)
    return merged(copy.deepcopy(live), dict(plan.body)) if isinstance(plan, Patch) else live


@planners
@given(steps)
def test_weights_are_whole_and_the_stable_version_is_never_lost(
    planner: ModuleType, sequence: list[tuple[Candidate, Goal]]
) -> None:
    live = live_of(planner)
    (stable,) = planner.shares(live)
    for candidate, goal in sequence:
        before, live = live, applied(live, planner, candidate, goal)
        shares = planner.shares(live)
        name = candidate.name if planner is splitter else candidate.uri
        assert sum(shares.values()) == 100
        if goal.act is Act.PROMOTE and isinstance(planner.plan(before, candidate, goal), Patch):
            assert shares == {name: 100}
            stable = name
        assert stable in shares
        assert live["metadata"]["annotations"].get(STABLE_URI, stable) == stable


@planners
@given(steps, st.sampled_from(CANDIDATES))
def test_every_state_reaches_the_stable_version_and_stays_there(
    planner: ModuleType, sequence: list[tuple[Candidate, Goal]], last: Candidate
) -> None:
    live = live_of(planner)
    for candidate, goal in sequence:
        live = applied(live, planner, candidate, goal)
    back = Goal(Act.ROLL_BACK)
    live = applied(live, planner, last, back)
    serving = {name for name, share in planner.shares(live).items() if share}
    assert serving == {live["metadata"]["annotations"][STABLE_URI]}
    assert planner.plan(live, last, back) == Patch({})


@planners
@given(steps)
def test_the_same_goal_twice_is_no_second_patch_and_kserve_takes_every_object(
    planner: ModuleType, sequence: list[tuple[Candidate, Goal]]
) -> None:
    live = live_of(planner)
    kind = "V1alpha1InferenceGraph" if planner is splitter else "V1beta1InferenceService"
    for candidate, goal in sequence:
        live = applied(live, planner, candidate, goal)
        again = planner.plan(live, candidate, goal)
        assert isinstance(again, Refusal) or not again
        assert problems({key: live[key] for key in live if key != "status"}, kind) == []


def test_knative_divides_by_percent_and_promotes_by_taking_the_field_away() -> None:
    live = applied(service("Knative"), knative, CANDIDATES[0], Goal(Act.SHARE, 10))
    assert knative.shares(live) == {"models:/pikkit/1": 90, "models:/pikkit/2": 10}
    promoted = applied(live, knative, CANDIDATES[0], Goal(Act.PROMOTE))
    assert "canaryTrafficPercent" not in promoted["spec"]["predictor"]
    rolled_back = applied(live, knative, CANDIDATES[0], Goal(Act.ROLL_BACK))
    assert rolled_back["spec"]["predictor"]["canaryTrafficPercent"] == 0


def test_standard_promotes_by_taking_the_canarys_name_so_that_its_pods_stay() -> None:
    live = applied(service("Standard"), standard, CANDIDATES[0], Goal(Act.SHARE, 25))
    assert live["spec"]["canary"][0]["trafficPercent"] == 25
    promoted = applied(live, standard, CANDIDATES[0], Goal(Act.PROMOTE))["spec"]
    assert (promoted["predictor"]["name"], promoted["canary"]) == ("v2", [])
    assert promoted["predictor"]["model"] == {"modelFormat": {"name": "pikkit"}, "storageUri": "models:/pikkit/2"}


def without_rollout(mode: str = "Knative") -> dict[str, Any]:
    return service(mode) | {"status": {}}


@pytest.mark.parametrize(
    ("live", "candidate", "goal", "words"),
    [
        (without_rollout(), CANDIDATES[0], Goal(Act.SHARE, 10), "rolled out no revision"),
        (service("Knative"), Candidate("v1", "models:/pikkit/1"), Goal(Act.SHARE, 10), "is the stable version"),
        (service("Knative"), CANDIDATES[0], Goal(Act.PROMOTE), "never deployed"),
        (service("Standard"), CANDIDATES[0], Goal(Act.PROMOTE), "cannot be promoted"),
        (service("Standard", transformer={}) | {}, CANDIDATES[0], Goal(Act.PROMOTE), "cannot be promoted"),
        (service("Standard", transformer={"minReplicas": 1}), CANDIDATES[0], Goal(Act.SHARE, 10), "transformer"),
        (service("Standard"), Candidate("v2", "models:/pikkit/2", 3), Goal(Act.SHARE, 10), "no more pods"),
        (graph(), CANDIDATES[0], Goal(Act.PROMOTE), "no step for v2"),
        (graph(), Candidate("v1", "models:/pikkit/1"), Goal(Act.SHARE, 10), "is the stable service"),
    ],
)
def test_what_kserve_would_ignore_is_refused(
    live: dict[str, Any], candidate: Candidate, goal: Goal, words: str
) -> None:
    plan = planner_of(live).plan(live, candidate, goal)
    assert isinstance(plan, Refusal)
    assert words in plan.sentence


@planners
def test_two_candidates_at_once_are_refused(planner: ModuleType) -> None:
    live = applied(live_of(planner), planner, CANDIDATES[0], Goal(Act.SHARE, 10))
    plan = planner.plan(live, CANDIDATES[1], Goal(Act.SHARE, 10))
    assert isinstance(plan, Refusal)
    assert "finish or abort that rollout first" in plan.sentence


def test_an_object_whose_traffic_cannot_be_divided_is_refused() -> None:
    with pytest.raises(InputError, match="ModelMesh has no traffic that can be divided"):
        planner_of(service("ModelMesh"))
