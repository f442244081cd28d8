"""The main job, from exports to a served score, as a person runs it: one run is shared by the tests here."""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from pikkit.sample import generate_sample, write_exports
from tests.cli.export_texts import row, write_export
from tests.cli.processes import still_running
from tests.servers import ROOT, free_port
from tests.trained import SAMPLE, process_environment

pytestmark = pytest.mark.xdist_group("pikkit run")

COMMAND = [sys.executable, "-m", "pikkit.cli.main", "run", "--trials", "1"]


@dataclass(frozen=True)
class Served:
    """A run that has told its summary and serves."""

    process: subprocess.Popen[str]
    document: dict[str, Any]
    home: Path
    taken: int
    progress: Path

    def family(self) -> list[psutil.Process]:
        """The servers and what they started."""
        return list(psutil.Process(self.process.pid).children(recursive=True))


def read_document(process: subprocess.Popen[str], progress: Path) -> dict[str, Any]:
    """The JSON document on stdout, which stays open while it serves."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line == "}\n":
            break
    assert lines, progress.read_text()
    found = json.loads("".join(lines))
    assert isinstance(found, dict)
    return found


@contextmanager
def serving(home: Path, progress: Path, taken: int) -> Iterator[Served]:
    """``pikkit run`` until the block ends; then it is told to stop, and must leave with code 0."""
    command = [*COMMAND, "--json", "--port", str(taken), "--predictor-port", str(taken)]
    with (
        progress.open("w") as stderr,
        subprocess.Popen(
            command, cwd=ROOT, env=process_environment(home), stdout=subprocess.PIPE, stderr=stderr, text=True
        ) as process,
    ):
        try:
            yield Served(process, read_document(process, progress), home, taken, progress)
            process.send_signal(signal.SIGINT)
            code = process.wait(60)
        finally:
            process.kill()
    if code:
        raise RuntimeError(f"It stopped with code {code}: {progress.read_text()}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """``pikkit run`` on a small sample in a new home, with its ports taken by somebody else."""
    folder = tmp_path_factory.mktemp("run")
    write_exports(generate_sample(SAMPLE), folder / "home" / "sample" / "exports")
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        serving(folder / "home", folder / "progress", int(other.getsockname()[1])) as found,
    ):
        yield found


def test_the_summary_says_what_was_read_learned_and_served(served: Served) -> None:
    said = served.document
    assert said["sample"] is True
    assert said["trained"] is True
    assert said["bets"] + said["quarantined"] == SAMPLE.bets
    assert said["training_window"]["start"] < said["training_window"]["end"]
    assert set(said["log_loss"]) == {"price", "model", "close"}
    assert set(said["gap_closed"]) == {"value", "low", "high"}
    assert 0 <= said["ece"] < 1
    assert (said["model_version"], said["alias"], said["decision"]) == ("pikkit/1", "champion", "PROMOTE")
    assert said["reasons"]
    assert said["score"]["model_version"] == "pikkit/1"
    for file in (said["log"], said["report"], *said["server_logs"]):
        assert Path(file).is_file()
        assert Path(file).is_relative_to(served.home)


def test_the_steps_are_told_as_they_go(served: Served) -> None:
    lines = served.progress.read_text().splitlines()
    done = [line for line in lines if re.match(r"\[\d/5\] .*: .* \(\d+\.\d s\)$", line)]
    assert [re.sub(r"\[\d/5\] ([^:]+):.*", r"\1", line) for line in done] == [
        "Make the sample",
        "Import",
        "Serve",
        "Train",
        "Score a bet",
    ]
    assert any(re.match(r" +tune \(\d+\.\d s\)", line) for line in lines)


def test_a_port_that_is_taken_is_replaced_and_told(served: Served) -> None:
    assert f"Port {served.taken} is taken" in served.progress.read_text()
    assert not served.document["api_url"].endswith(f":{served.taken}")
    assert served.document["api_url"] != served.document["predictor_url"]


def test_everything_it_made_is_in_the_home(served: Served) -> None:
    assert {path.name for path in served.home.iterdir()} == {"sample"}


def test_a_bet_of_the_exports_gets_a_full_score(served: Served) -> None:
    answer = httpx.post(f"{served.document['api_url']}/v1/score", json=served.document["request"], trust_env=False)
    assert answer.status_code == 200
    by_the_api = {"market", "better", "stake"}  # what other books ask, and the amount
    assert set(answer.json()) - by_the_api == set(served.document["score"])
    assert answer.json()["p_win"] == pytest.approx(served.document["score"]["p_win"], abs=0.01)


@pytest.mark.skipif(not shutil.which("curl"), reason="the line to copy is for curl")
def test_the_line_to_copy_works_as_it_stands(served: Served) -> None:
    from pikkit.cli.running.example_score import curl_line

    line = curl_line(served.document["api_url"], served.document["request"])
    done = subprocess.run(["sh", "-c", line], check=True, capture_output=True, text=True)
    assert json.loads(done.stdout)["model_version"] == "pikkit/1"


@pytest.mark.parametrize("broken", [{"odds": 1.9}, {"sportsbook": "Caesars", "odds": "cheap"}, []])
def test_a_broken_bet_gets_a_400_and_a_sentence(served: Served, broken: object) -> None:
    answer = httpx.post(f"{served.document['api_url']}/v1/score", json=broken, trust_env=False)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].endswith(".")


def test_a_home_is_served_once(served: Served) -> None:
    environment = process_environment(served.home)
    done = subprocess.run([*COMMAND, "--once"], cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert f"is served already, by process {served.process.pid} at {served.document['api_url']}" in done.stderr


@pytest.fixture(scope="module")
def trained(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what that run made, which nobody serves."""
    home = tmp_path_factory.mktemp("trained") / "home"
    shutil.copytree(served.home, home, ignore=_sockets)
    return home


def _sockets(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if (Path(folder) / name).is_socket()]


def test_a_second_run_learns_nothing_anew_and_an_interrupt_stops_all_of_it(trained: Path, tmp_path: Path) -> None:
    with serving(trained, tmp_path / "progress", free_port()) as again:
        assert (again.document["trained"], again.document["model_version"]) == (False, "pikkit/1")
        assert again.document["score"]["model_version"] == "pikkit/1"
        assert "nothing new since pikkit/1" in again.progress.read_text()
        family = again.family()
        assert len(family) >= 2
    assert still_running(family) == []
    assert again.progress.read_text().endswith("Stopped.\n")


def test_bets_uploaded_to_the_sample_are_served_from_a_home_of_their_own(trained: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(trained, home)
    export = write_export(tmp_path / "mine.csv", *(row(n, "SETTLED_LOSS") for n in range(3)))
    with serving(home, tmp_path / "progress", free_port()) as run:
        address = run.document["api_url"]
        assert _upload(address, export) == 303
        page = _own_page(f"{address}/bets", run.process)
        assert page.count("Everton") == 3
        assert {path.name for path in (home / "sample" / "handover").iterdir()} == set(), "or each sample hands it over"
        assert (home / "sample" / "pikkit.db").is_file()
    assert "mine.csv was uploaded; its bets get a home of their own." in run.progress.read_text()


def _upload(address: str, export: Path) -> int:
    with httpx.Client(base_url=address, trust_env=False) as browser:
        token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/imports").text)
        assert token
        form = {"csrf_token": token[1], "whose": "ann"}
        return browser.post("/own-home", data=form, files={"file": (export.name, export.read_bytes())}).status_code


def _own_page(address: str, process: subprocess.Popen[str]) -> str:
    """The page as soon as it is no longer the sample's; an end of the run fails at once."""
    while process.poll() is None:
        try:
            answer = httpx.get(address, trust_env=False)
            if answer.status_code == 200 and "the bundled sample" not in answer.text:
                return answer.text
        except httpx.TransportError:
            pass  # nothing answers while it changes homes
        time.sleep(0.2)
    raise AssertionError("It ended before it served the uploaded bets.")


def test_once_is_enough_also_where_the_api_asks_for_a_key(trained: Path) -> None:
    port = str(free_port())
    command = [*COMMAND, "--once", "--port", port, "--predictor-port", port, "--host", "0.0.0.0"]  # noqa: S104
    done = subprocess.run(
        command, cwd=ROOT, env=process_environment(trained), check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "nothing new to learn" in done.stdout
    assert re.search(r"dashboard and API  ended; pikkit (serve|run --sample) opens them again", done.stdout)
    assert "One bet, scored by pikkit/" in done.stdout
    assert "http://" not in done.stdout, "nothing answers there any more"
    assert "Serving" not in done.stderr
