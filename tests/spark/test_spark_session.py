"""What Spark lacks is said before it is started, and what it is started with can be read off the settings."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyspark
import pytest
from pydantic import ValidationError

from pikkit.base.errors import NotReadyError
from pikkit.home import Home
from pikkit.pipelines.step_variables import SECRET, SHOWN
from pikkit.settings import Settings
from pikkit.settings.batch_engine import BatchEngine, FeatureBuild
from pikkit.spark.spark_session import spark_lacks, spark_options
from tests.servers import ROOT


def test_without_java_the_build_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(home))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(NotReadyError, match=r"^PIKKIT_ENGINE=spark needs Java 17 or later: install it"), Home().spark():
        pass


def test_a_check_for_drift_asks_for_spark_where_it_is_the_engine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(home))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(NotReadyError, match=r"^PIKKIT_ENGINE=spark needs Java 17"):
        Home(Settings(home=home, engine=BatchEngine.SPARK)).drift()


def test_the_settings_say_where_and_with_what(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIKKIT_ENGINE", "spark")
    monkeypatch.setenv("PIKKIT_SPARK_MASTER", "spark://host:7077")
    monkeypatch.setenv("PIKKIT_SPARK_OPTIONS", '{"spark.executor.memory": "4g", "spark.app.name": "ours"}')
    settings = Settings()
    assert settings.feature_build == FeatureBuild(BatchEngine.SPARK, 2, settings.spark_place)
    options = spark_options(settings.spark_place)
    told = [options[f"spark.{name}"] for name in ("master", "executor.memory", "app.name")]
    assert told == ["spark://host:7077", "4g", "ours"]
    assert "spark.driver.host" not in options, "workers elsewhere could not find it"


def test_a_spark_of_this_process_tries_tasks_again_and_is_not_reached_from_outside() -> None:
    options = spark_options(Settings(spark_threads=3).spark_place)
    assert (options["spark.master"], options["spark.driver.host"]) == ("local[3,4]", "127.0.0.1")


def test_workers_of_a_standalone_master_are_told_the_address_that_leads_there() -> None:
    place = Settings(spark_master="spark://127.0.0.1:7077").spark_place
    assert spark_options(place)["spark.driver.host"] == "127.0.0.1"
    chosen = replace(place, options={"spark.driver.host": "10.0.0.7"})
    assert spark_options(chosen)["spark.driver.host"] == "10.0.0.7"
    nowhere = replace(place, master="spark://no-such-host.invalid:7077")
    assert "spark.driver.host" not in spark_options(nowhere)


def test_a_pods_steps_are_given_where_spark_runs() -> None:
    assert {"PIKKIT_ENGINE", "PIKKIT_SPARK_MASTER", "PIKKIT_SPARK_OPTIONS", "PIKKIT_TRAINING_ROWS"} <= {*SHOWN}


def test_options_of_a_spark_come_from_both_but_secrets_from_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "PIKKIT_SPARK_SECRET_OPTIONS" in SECRET
    monkeypatch.setenv("PIKKIT_SPARK_OPTIONS", '{"spark.ui.enabled": "true", "spark.executor.cores": "2"}')
    monkeypatch.setenv("PIKKIT_SPARK_SECRET_OPTIONS", '{"spark.authenticate.secret": "s3cret"}')
    settings = Settings()
    assert settings.spark_place.options["spark.authenticate.secret"] == "s3cret"
    assert settings.spark_place.options["spark.executor.cores"] == "2"
    assert "s3cret" not in f"{settings!r} {settings.spark_place!r}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("spark.authenticate.secret", "s3cret"),
        ("spark.hadoop.fs.s3a.access.key", "s3cret"),
        ("spark.ssl.keyPassword", "s3cret"),
        ("spark.jars.repositories", "https://ann:s3cret@host/maven"),
    ],
)
def test_a_secret_among_the_plain_options_is_refused_and_not_repeated(name: str, value: str) -> None:
    with pytest.raises(ValidationError, match="PIKKIT_SPARK_SECRET_OPTIONS") as refused:
        Settings(spark_options={name: value})
    assert name in str(refused.value)
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("master", ["host:7077", "http://host", "local4"])
def test_a_master_that_is_none_is_refused(master: str) -> None:
    with pytest.raises(ValidationError):
        Settings(spark_master=master)


def test_a_driver_that_was_submitted_keeps_the_place_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSPARK_GATEWAY_PORT", "1")
    options = spark_options(Settings(spark_options={"spark.executor.cores": "2"}).spark_place)
    assert not {"spark.master", "spark.driver.memory", "spark.driver.host"} & {*options}
    assert options["spark.executor.cores"] == "2"


@pytest.mark.slow
def test_spark_submit_runs_a_session_where_it_says(tmp_path: Path) -> None:
    lacks = spark_lacks()
    if lacks:
        pytest.skip(lacks)
    script = tmp_path / "driver.py"
    script.write_text(
        "from pikkit.settings.batch_engine import SparkPlace\n"
        "from pikkit.spark.spark_session import spark_session\n"
        "with spark_session(SparkPlace('spark://nowhere:1')) as session:\n"
        "    print('runs at', session.sparkContext.master, session.range(3).count())\n"
    )
    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    command = [str(submit), "--master", "local[1]", "--driver-memory", "512m", str(script)]
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=300)
    assert "runs at local[1] 3" in said.stdout
