"""Schedules on a cluster, through kfp's own client and HTTP, against a server that stands in for Kubeflow Pipelines."""

import json
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from pikkit.base.errors import InputError, NotReadyError
from pikkit.pipelines.recurring import Cluster, RecurringRun
from pikkit.pipelines.schedule import main
from pikkit.settings import get_settings
from pikkit.settings.schedule import Schedule, Scheduled, ScheduleRules
from tests.lineage.collector import closed_port
from tests.pipelines.kubeflow_api import Kubeflow, kubeflow

BASELINE = {"weekly": Schedule(pipeline=Scheduled.BASELINE, cron="0 3 * * 0", arguments={"since": "90d"})}


@pytest.fixture
def server() -> Iterator[Kubeflow]:
    with kubeflow() as state:
        yield state


def cluster(server: Kubeflow) -> Cluster:
    return Cluster(ScheduleRules(kubeflow_host=server.url, kubeflow_token=SecretStr("s3cret")))


def told(runs: list[RecurringRun]) -> list[tuple[str, str]]:
    return [(run.name, run.cron) for run in runs]


def test_a_schedule_becomes_a_recurring_run_of_the_compiled_pipeline(server: Kubeflow) -> None:
    assert told(cluster(server).apply(BASELINE)) == [("pikkit-weekly", "0 0 3 * * sun")]
    (run,) = server.recurring.values()
    assert run["pipeline_spec"]["pipeline_spec"]["pipelineInfo"]["name"] == "pikkit-baseline"
    assert run["runtime_config"]["parameters"] == {"since": "90d"}
    (asked,) = run["pipeline_spec"]["platform_spec"]["platforms"]
    assert asked == "kubernetes"
    assert (run["mode"], run["no_catchup"], run["max_concurrency"]) == ("ENABLE", True, 1)
    assert server.tokens == {"Bearer s3cret"}


def test_applying_again_leaves_one_of_each_name_and_nobody_elses_away(server: Kubeflow) -> None:
    ours = cluster(server)
    ours.apply(BASELINE)
    (experiment,) = server.experiments.values()
    theirs = {"experiment_id": experiment["experiment_id"], "display_name": "theirs", "recurring_run_id": "theirs"}
    server.recurring["theirs"] = theirs
    other = {"nightly": Schedule(pipeline=Scheduled.BASELINE, cron="30 2 * * *")}
    assert told(ours.apply(BASELINE)) == [("pikkit-weekly", "0 0 3 * * sun")]
    assert told(cluster(server).apply({**BASELINE, **other})) == [
        ("pikkit-nightly", "0 30 2 * * *"),
        ("pikkit-weekly", "0 0 3 * * sun"),
    ]
    assert told(ours.apply(other)) == [("pikkit-nightly", "0 30 2 * * *")]
    assert "theirs" in server.recurring
    assert len(server.experiments) == 1


def test_a_schedule_is_never_missing_while_another_takes_its_place(server: Kubeflow) -> None:
    ours = cluster(server)
    ours.apply(BASELINE)
    server.refused = "POST /recurringruns"
    with pytest.raises(NotReadyError, match=r"HTTP 400: The server does not like it\."):
        ours.apply(BASELINE)
    assert told(ours.runs()) == [("pikkit-weekly", "0 0 3 * * sun")]


def test_all_pages_are_read(server: Kubeflow) -> None:
    many = {f"run-{number}": BASELINE["weekly"] for number in range(5)}
    assert len(cluster(server).apply(many)) == 5


def test_schedules_are_removed_by_name_or_all(server: Kubeflow) -> None:
    ours = cluster(server)
    ours.apply({"one": BASELINE["weekly"], "two": BASELINE["weekly"], "three": BASELINE["weekly"]})
    with pytest.raises(InputError, match="no schedule four"):
        ours.remove(["one", "four"])
    assert ours.remove(["one"]) == ["one"]
    assert ours.remove([]) == ["three", "two"]
    assert server.recurring == {}


def test_an_argument_that_the_pipeline_does_not_take_is_refused_with_nothing_changed(server: Kubeflow) -> None:
    wrong = Schedule(pipeline=Scheduled.BASELINE, cron="0 3 * * 0", arguments={"lunch": "now"})
    with pytest.raises(InputError, match="baseline has no argument lunch"):
        cluster(server).apply({"weekly": wrong})
    assert server.recurring == {}


def test_a_cluster_that_is_away_is_a_sentence() -> None:
    with pytest.raises(NotReadyError, match="cannot be reached"):
        Cluster(ScheduleRules(kubeflow_host=closed_port()))


def test_the_command_applies_what_the_settings_say(
    server: Kubeflow, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = {"weekly": {"pipeline": "baseline", "cron": "0 3 * * 0"}}
    monkeypatch.setenv("PIKKIT_SCHEDULE", json.dumps({"kubeflow_host": server.url, "runs": runs}))
    get_settings.cache_clear()
    assert main(["apply", "--json"]) == 0
    (schedule,) = json.loads(capsys.readouterr().out)["schedules"]
    assert (schedule["name"], schedule["cron"], schedule["enabled"]) == ("weekly", "0 3 * * sun", True)
    assert main(["run"]) == 2
    assert "here they would run a second time" in capsys.readouterr().err


def test_without_a_cluster_there_is_nothing_to_apply_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["apply"]) == 2
    assert "No cluster is set (PIKKIT_SCHEDULE__KUBEFLOW_HOST)" in capsys.readouterr().err
    assert main(["list"]) == 0
    header, first, *_ = capsys.readouterr().out.splitlines()
    assert header.split() == ["name", "pipeline", "cron", "zone", "next", "last", "result"]
    assert first.split()[:8] == ["monitoring", "monitoring", "0", "2", "*", "*", "*", "UTC"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"trials": "five"}, "trials of the pipeline training must be a whole number, not 'five'"),
        ({"trials": 2.5}, "must be a whole number, not 2.5"),
        ({"trials": True}, "must be a whole number"),
        ({"test_share": "half"}, "test_share of the pipeline training must be a number"),
        ({"as_of": False}, "as_of of the pipeline training must be a text"),
        ({"lunch": 1}, "has no argument lunch; it takes bets, as_of"),
    ],
)
def test_a_wrong_argument_is_refused_before_the_server_is_asked(
    server: Kubeflow, arguments: dict[str, str | float], sentence: str
) -> None:
    ours = cluster(server)
    asked = len(server.asked)
    with pytest.raises(InputError, match=sentence):
        ours.apply({"nightly": Schedule(pipeline=Scheduled.TRAINING, cron="0 3 * * 0", arguments=arguments)})
    assert len(server.asked) == asked


def test_texts_and_numbers_of_the_settings_are_sent_with_the_pipelines_types(server: Kubeflow) -> None:
    given = {"trials": "5", "seconds": 30, "tuning_workers": 2.0, "as_of": "2026-01-01T00:00:00Z"}
    cluster(server).apply({"nightly": Schedule(pipeline=Scheduled.TRAINING, cron="0 3 * * 0", arguments=given)})
    (run,) = server.recurring.values()
    sent = run["runtime_config"]["parameters"]
    assert sent == {"trials": 5, "seconds": 30.0, "tuning_workers": 2, "as_of": "2026-01-01T00:00:00Z"}
    assert [type(sent[name]) for name in ("trials", "tuning_workers")] == [int, int]


def test_runs_under_way_outlive_their_schedule(server: Kubeflow) -> None:
    ours = cluster(server)
    (made,) = ours.apply(BASELINE)
    server.add_run("under-way", state="RUNNING", recurring_run_id=made.id)
    (again,) = ours.apply(BASELINE)
    server.add_run("the-next", state="RUNNING", recurring_run_id=again.id)
    ours.remove([])
    assert server.collected == []


def test_a_list_says_when_each_runs_next_and_what_the_last_run_came_to(
    server: Kubeflow, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = {
        "weekly": {"pipeline": "baseline", "cron": "0 3 * * 0"},
        "early": {"pipeline": "training", "cron": "5 1 * * *"},
    }
    monkeypatch.setenv(
        "PIKKIT_SCHEDULE", json.dumps({"kubeflow_host": server.url, "runs": runs, "zone": "Europe/London"})
    )
    get_settings.cache_clear()
    assert main(["apply", "--json"]) == 0
    weekly = next(one["id"] for one in json.loads(capsys.readouterr().out)["schedules"] if one["name"] == "weekly")
    (experiment,) = server.experiments.values()
    for number, state in enumerate(("FAILED", "SUCCEEDED", "FAILED")):
        server.add_run(
            f"run-{number}",
            experiment["experiment_id"],
            state=state,
            recurring_run_id=weekly,
            created_at=f"2026-11-0{number + 1}T03:00:00Z",
        )
    assert main(["list", "--json"]) == 0
    told = {one["name"]: one for one in json.loads(capsys.readouterr().out)["schedules"]}
    assert (told["weekly"]["last"], told["weekly"]["result"]) == ("2026-11-03T03:00:00+00:00", "FAILED")
    assert told["weekly"]["pipeline"] == "baseline"
    assert "T03:00" in told["weekly"]["next"]
    assert (told["early"]["zone"], told["early"]["last"]) == ("Europe/London", "")
    assert main(["list"]) == 0
    header, *lines = capsys.readouterr().out.splitlines()
    assert header.index("result") == lines[1].index("FAILED")
