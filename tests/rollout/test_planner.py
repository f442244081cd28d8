"""The planner, over whatever sequence of goals: traffic is whole, the stable version is never lost, KServe takes it."""

import copy
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.base.errors import InputError
from pikkit.rollout.planning import Act, Goal, Patch, PlanRefusal, Version, Versions, knative, planner_of, standard
from tests.rollout.kserve_schema import problems

VERSIONS = [Version(f"v{number}", f"models:/pikkit/{number}") for number in (1, 2, 3)]
STABLE, *CANDIDATES = VERSIONS
goals = st.builds(Goal, st.sampled_from(Act), st.integers(0, 99))
steps = st.lists(st.tuples(st.sampled_from(CANDIDATES), goals), max_size=12)
planners = pytest.mark.parametrize("planner", [knative, standard])


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


def live_of(planner: ModuleType) -> dict[str, Any]:
    return service("Standard" if planner is standard else "Knative")


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


def planned(live: dict[str, Any], planner: ModuleType, candidate: Version, goal: Goal, stable: Version = STABLE) -> Any:
    return planner.plan(live, Versions(stable, candidate), goal)


def applied(
    live: dict[str, Any], planner: ModuleType, candidate: Version, goal: Goal, stable: Version = STABLE
) -> dict[str, Any]:
    """The object once a goal is reached: a promotion may take two patches."""
    for _ in range(2):
        plan = planned(live, planner, candidate, goal, stable)
        live = merged(copy.deepcopy(live), dict(plan.body)) if isinstance(plan, Patch) else live
    return live


@planners
@given(steps)
def test_weights_are_whole_and_the_stable_version_is_never_lost(
    planner: ModuleType, sequence: list[tuple[Version, Goal]]
) -> None:
    live, stable = live_of(planner), STABLE
    for candidate, goal in sequence:
        before, live = live, applied(live, planner, candidate, goal, stable)
        if goal.act is Act.PROMOTE and isinstance(planned(before, planner, candidate, goal, stable), Patch):
            assert planner.shares(live, stable.uri) == {candidate.uri: 100}
            stable = candidate
        shares = planner.shares(live, stable.uri)
        assert sum(shares.values()) == 100
        assert stable.uri in shares


@planners
@given(steps, st.sampled_from(CANDIDATES))
def test_every_state_reaches_the_stable_version_and_stays_there(
    planner: ModuleType, sequence: list[tuple[Version, Goal]], last: Version
) -> None:
    live = live_of(planner)
    for candidate, goal in sequence:
        live = applied(live, planner, candidate, goal)
    back = Goal(Act.ROLL_BACK)
    live = applied(live, planner, last, back)
    assert {uri for uri, share in planner.shares(live, STABLE.uri).items() if share} == {STABLE.uri}
    assert planned(live, planner, last, back) == Patch({})


@planners
@given(steps)
def test_the_same_goal_twice_is_no_second_patch_and_kserve_takes_every_object(
    planner: ModuleType, sequence: list[tuple[Version, Goal]]
) -> None:
    live = live_of(planner)
    for candidate, goal in sequence:
        live = applied(live, planner, candidate, goal)
        again = planned(live, planner, candidate, goal)
        assert isinstance(again, PlanRefusal) or not again
        assert problems({key: live[key] for key in live if key != "status"}, "V1beta1InferenceService") == []


@planners
@given(steps)
def test_nothing_is_noted_where_pods_would_inherit_it(
    planner: ModuleType, sequence: list[tuple[Version, Goal]]
) -> None:
    """KServe copies annotations and labels of an InferenceService into its pods' template: a new one restarts them."""
    for candidate, goal in sequence:
        plan = planned(live_of(planner), planner, candidate, goal)
        assert isinstance(plan, PlanRefusal) or set(plan.body) <= {"spec"}


@planners
@pytest.mark.parametrize("goal", [Goal(Act.SHARE, 25), Goal(Act.ROLL_BACK)])
def test_a_model_that_somebody_put_there_by_hand_makes_way_for_the_ledgers(planner: ModuleType, goal: Goal) -> None:
    live = applied(live_of(planner), planner, CANDIDATES[0], Goal(Act.SHARE, 25))
    live["spec"]["predictor"]["model"]["storageUri"] = "models:/pikkit/9"
    live["spec"]["predictor"].pop("canaryTrafficPercent", None)
    back = applied(live, planner, CANDIDATES[0], goal)
    assert "models:/pikkit/9" not in planner.shares(back, STABLE.uri)
    assert STABLE.uri in planner.shares(back, STABLE.uri)


@planners
def test_a_service_without_a_model_gets_the_ledgers(planner: ModuleType) -> None:
    live = live_of(planner)
    del live["spec"]["predictor"]["model"]["storageUri"]
    assert planner.shares(applied(live, planner, STABLE, Goal(Act.ROLL_BACK)), STABLE.uri) == {STABLE.uri: 100}


def test_knative_divides_by_percent_and_promotes_by_taking_the_field_away() -> None:
    live = applied(service("Knative"), knative, CANDIDATES[0], Goal(Act.SHARE, 10))
    assert knative.shares(live, STABLE.uri) == {"models:/pikkit/1": 90, "models:/pikkit/2": 10}
    promoted = applied(live, knative, CANDIDATES[0], Goal(Act.PROMOTE))
    assert "canaryTrafficPercent" not in promoted["spec"]["predictor"]
    rolled_back = applied(live, knative, CANDIDATES[0], Goal(Act.ROLL_BACK))
    assert rolled_back["spec"]["predictor"]["canaryTrafficPercent"] == 0


def test_standard_gives_all_traffic_first_and_then_takes_the_canarys_name_so_that_its_pods_stay() -> None:
    live = applied(service("Standard"), standard, CANDIDATES[0], Goal(Act.SHARE, 25))
    assert live["spec"]["canary"][0]["trafficPercent"] == 25
    first = planned(live, standard, CANDIDATES[0], Goal(Act.PROMOTE)).body["spec"]
    assert first["canary"] == [{"trafficPercent": 100, "predictor": live["spec"]["canary"][0]["predictor"]}]
    assert first["predictor"]["model"]["storageUri"] == STABLE.uri
    promoted = applied(live, standard, CANDIDATES[0], Goal(Act.PROMOTE))["spec"]
    assert (promoted["predictor"]["name"], promoted["canary"]) == ("v2", [])
    assert promoted["predictor"]["model"] == {"modelFormat": {"name": "pikkit"}, "storageUri": "models:/pikkit/2"}


@pytest.mark.parametrize("known", [{}, {"name": "scores", "modelFormat": {"name": "pikkit", "version": "2"}}])
def test_a_canarys_model_has_the_name_and_the_format_that_kserves_definition_requires(known: dict[str, Any]) -> None:
    live = service("Standard")
    live["spec"]["predictor"]["model"] = {"storageUri": STABLE.uri, **known}
    model = applied(live, standard, CANDIDATES[0], Goal(Act.SHARE, 25))["spec"]["canary"][0]["predictor"]["model"]
    assert model == {"name": "", "modelFormat": {"name": ""}, "storageUri": "models:/pikkit/2", **known}


def test_standard_believes_the_canaries_of_the_status() -> None:
    live = applied(service("Standard"), standard, CANDIDATES[0], Goal(Act.SHARE, 25))
    told = {"name": "v2", "ready": True, "trafficPercent": 25}
    for statuses, whole in [([], False), ([told], True), ([told | {"trafficPercent": 10}], False)]:
        live["status"]["canaryStatuses"] = statuses
        assert standard.divided(live) is whole
    live["status"]["canaryStatuses"] = [told | {"ready": False}]
    assert not standard.divided(live)
    gone = applied(live, standard, CANDIDATES[0], Goal(Act.ROLL_BACK))
    assert not standard.divided(gone)  # the status still tells of it
    gone["status"]["canaryStatuses"] = []
    assert standard.divided(gone)


def without_rollout(mode: str = "Knative") -> dict[str, Any]:
    return service(mode) | {"status": {}}


@pytest.mark.parametrize(
    ("live", "candidate", "goal", "words"),
    [
        (without_rollout(), CANDIDATES[0], Goal(Act.SHARE, 10), "rolled out no revision"),
        (service("Knative"), STABLE, Goal(Act.SHARE, 10), "is the stable version"),
        (service("Knative"), CANDIDATES[0], Goal(Act.PROMOTE), "does not run"),
        (service("Standard"), CANDIDATES[0], Goal(Act.PROMOTE), "cannot be promoted"),
        (service("Standard", transformer={}) | {}, CANDIDATES[0], Goal(Act.PROMOTE), "cannot be promoted"),
        (service("Standard", transformer={"minReplicas": 1}), CANDIDATES[0], Goal(Act.SHARE, 10), "transformer"),
        (service("Standard"), Version("v2", "models:/pikkit/2", 3), Goal(Act.SHARE, 10), "no more pods"),
    ],
)
def test_what_kserve_would_ignore_is_refused(live: dict[str, Any], candidate: Version, goal: Goal, words: str) -> None:
    plan = planned(live, planner_of(live), candidate, goal)
    assert isinstance(plan, PlanRefusal)
    assert words in plan.sentence


@planners
def test_two_candidates_at_once_are_refused(planner: ModuleType) -> None:
    live = applied(live_of(planner), planner, CANDIDATES[0], Goal(Act.SHARE, 10))
    plan = planned(live, planner, CANDIDATES[1], Goal(Act.SHARE, 10))
    assert isinstance(plan, PlanRefusal)
    assert "finish or abort that rollout first" in plan.sentence


def test_an_object_whose_traffic_cannot_be_divided_is_refused() -> None:
    with pytest.raises(InputError, match="ModelMesh has no traffic that can be divided"):
        planner_of(service("ModelMesh"))
