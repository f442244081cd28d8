"""What `pikkit status` says of pods; the statuses are as a Kubernetes 1.36 wrote them."""

from typing import Any

from pikkit.rollout.pod_troubles import is_ready, pod_troubles


def pod(name: str = "pikkit-api-1", **status: Any) -> dict[str, Any]:
    return {"metadata": {"name": name}, "status": {"phase": "Pending", "conditions": [], **status}}


def container(state: dict[str, Any], last: dict[str, Any] | None = None, name: str = "api") -> dict[str, Any]:
    return {"name": name, "state": state, "lastState": last or {}}


def event(name: str, message: str, at: str) -> dict[str, Any]:
    involved = {"kind": "Pod", "name": name}
    return {"involvedObject": involved, "reason": "FailedMount", "message": message, "lastTimestamp": at}


READY = pod(phase="Running", conditions=[{"type": "Ready", "status": "True"}])


def test_pods_that_answer_or_have_done_their_work_are_no_news() -> None:
    done = pod(phase="Succeeded")
    assert is_ready(READY)
    assert is_ready(done)
    assert pod_troubles([READY, done], [event("other-1", "of somebody else's", "2026-11-29T09:00:00Z")]) == []


def test_a_secret_that_is_not_there_is_named() -> None:
    waiting = {"reason": "CreateContainerConfigError", "message": 'secret "ours" not found'}
    said = pod_troubles([pod(containerStatuses=[container({"waiting": waiting})])], [])
    assert said == ['Pod pikkit-api-1, container api: CreateContainerConfigError: secret "ours" not found']


def test_the_last_words_of_a_container_that_crashes_are_told() -> None:
    waiting = {"reason": "CrashLoopBackOff", "message": "back-off 10s restarting failed container"}
    ended = {"terminated": {"reason": "Error", "exitCode": 2, "message": "The store cannot be reached.\n"}}
    [said] = pod_troubles([pod(containerStatuses=[container({"waiting": waiting}, ended)])], [])
    assert said.endswith("CrashLoopBackOff: back-off 10s restarting failed container The store cannot be reached.")


def test_a_container_that_was_killed_for_memory_is_told_of_even_when_it_runs_again() -> None:
    ended = {"terminated": {"reason": "OOMKilled", "exitCode": 137, "finishedAt": "2026-11-29T09:00:00Z"}}
    running = {**READY, "status": {**READY["status"], "containerStatuses": [container({"running": {}}, ended)]}}
    assert "(OOMKilled), last at 2026-11-29T09:00:00Z" in pod_troubles([running], [])[0]


def test_a_container_that_waits_for_the_model_points_to_its_log() -> None:
    waits = pod(initContainerStatuses=[container({"running": {}}, name="model")])
    assert pod_troubles([waits], []) == ["Pod pikkit-api-1 waits for its container model, whose log says what for."]


def test_without_a_node_and_evicted_are_said_in_the_clusters_words() -> None:
    no_node = [{"type": "PodScheduled", "status": "False", "message": "0/1 nodes are available: 1 was unschedulable."}]
    evicted = pod("pikkit-api-2", phase="Failed", reason="Evicted", message="The node was low on resource: memory.")
    assert pod_troubles([pod(conditions=no_node), evicted], []) == [
        "Pod pikkit-api-1 has no node: 0/1 nodes are available: 1 was unschedulable.",
        "Pod pikkit-api-2 ended: Evicted. The node was low on resource: memory.",
    ]


def test_a_pod_that_says_nothing_itself_is_told_of_by_its_newest_event() -> None:
    events = [
        event("pikkit-api-1", "old", "2026-11-29T08:00:00Z"),
        event("pikkit-api-1", "new", "2026-11-29T09:00:00Z"),
    ]
    beginning = pod(containerStatuses=[container({"waiting": {"reason": "ContainerCreating"}})])
    assert pod_troubles([beginning], events) == ["Pod pikkit-api-1: FailedMount: new"]


def test_the_last_words_of_a_job_that_failed_are_told() -> None:
    ended = {"terminated": {"reason": "Error", "exitCode": 2, "message": "The store cannot be reached."}}
    failed = pod("pikkit-migrate-1", phase="Failed", containerStatuses=[container(ended)])
    assert pod_troubles([failed], []) == ["Pod pikkit-migrate-1 ended: Failed. The store cannot be reached."]
