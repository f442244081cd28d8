"""A home does from Python what the command does."""

import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

import pikkit
from pikkit import Home
from pikkit.base.errors import InputError, NotReadyError
from pikkit.cli.app import app
from pikkit.home_work import HomeWork
from pikkit.sample import SampleConfig, generate_sample, write_exports
from pikkit.settings import get_settings
from tests.trained import TrainedHome

COMMANDS = ("sync", "train", "score", "evaluate")
HOW_IT_IS_TOLD = {"as_json", "watch", "settle", "rules", "by", "out", "reasons"}
"""Options about the terminal, about watching, or of ``score`` on a file, which is ``score_files`` here."""


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    write_exports(generate_sample(SampleConfig(bets=200, bettors=2)), folder)
    return folder


def test_importing_pikkit_loads_nothing_of_it_but_its_version() -> None:
    program = "import sys, pikkit; print([m for m in sys.modules if m.startswith(('pikkit.', 'numpy', 'pydantic'))])"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert loaded == "['pikkit.base', 'pikkit.base.version']\n"


def test_what_is_offered_is_there_and_nothing_else() -> None:
    assert all(hasattr(pikkit, name) and name in dir(pikkit) for name in pikkit.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Hom'"):
        pikkit.Hom  # noqa: B018


@pytest.mark.parametrize("name", COMMANDS)
def test_options_of_a_command_are_arguments_of_the_same_name(name: str) -> None:
    options = {option.name for option in typer.main.get_command(app).commands[name].params}  # type: ignore[attr-defined]
    taken = set(inspect.signature(getattr(HomeWork, name)).parameters)
    given = {"bets", "bettor"} if name == "train" else set[str]()  # importing first is ``sync``
    if name == "score":
        from pikkit.scoring.request import ScoreRequest

        taken, given = taken | set(ScoreRequest.model_fields), {"bets"}
    assert options - HOW_IT_IS_TOLD - given <= taken


def test_a_sync_reads_what_is_new_and_a_second_one_nothing(exports: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "bets")
    first, again = home.sync(exports), home.sync(str(exports))
    assert first.files == 2
    assert first.inserted == home.counts().bets > 0
    assert (again.files, again.known, again.changed) == (0, 2, False)


def test_a_sync_of_nothing_makes_no_store(tmp_path: Path) -> None:
    home = Home(tmp_path / "bets")
    with pytest.raises(InputError):
        home.sync(tmp_path / "nothing.csv")
    assert not home.has_store()


def test_home_is_the_process_s_unless_another_is_named(home: Path, tmp_path: Path) -> None:
    assert Home().settings.resolved_home == home.resolve()
    assert Home(tmp_path / "other").settings.resolved_home == (tmp_path / "other").resolve()


def test_too_few_bets_are_refused_before_a_process_is_started(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There are no settled bets to learn from"):
        Home(tmp_path / "empty").train()


def test_a_bet_that_is_none_is_refused_in_a_sentence(trained_home: TrainedHome) -> None:
    with pytest.raises(InputError, match="odds"):
        Home(trained_home.settings).score(sportsbook="Caesars", odds="no price")


def test_a_score_before_any_training_is_of_the_price_only_and_says_so(tmp_path: Path) -> None:
    home = Home(tmp_path / "empty")
    score = home.score(sportsbook="Caesars", odds=1.91)
    assert (score.model_version, score.p_win, score.ev, score.kelly) == ("price-only", 1 / 1.91, 0.0, 0.0)
    assert score.warnings[0].startswith("No model scored this bet: There is no model")
    with pytest.raises(NotReadyError, match="no model"):
        home.score(model="models:/pikkit/1", sportsbook="Caesars", odds=1.91)


def test_a_score_is_the_command_s(trained_home: TrainedHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIKKIT_HOME", str(trained_home.home))
    get_settings.cache_clear()
    asked = Home(trained_home.settings).example_request() | {"placed_at": "2024-06-01T12:00:00Z"}
    said = Home(trained_home.settings).score_many([asked])[0]
    assert Home(trained_home.settings).score(**asked).p_win == said.p_win  # type: ignore[arg-type]
    options = [f"--{name.replace('_', '-')}={value}" for name, value in asked.items() if name != "placed_at"]
    answer = CliRunner().invoke(app, ["score", *options, "--placed-at", "2024-06-01T12:00:00", "--json"])
    told = json.loads(answer.stdout)
    assert (told["p_win"], told["kelly"]) == (said.p_win, said.kelly)
    both = Home(trained_home.settings).score_many([asked, asked])
    assert [one.p_win for one in both] == [said.p_win] * 2


def test_files_are_scored_and_evaluated(trained_home: TrainedHome, tmp_path: Path) -> None:
    home, export = Home(trained_home.settings), next(iter(sorted(trained_home.exports.glob("*.csv"))))
    done = home.score_files(export, tmp_path / "scores.csv")
    judged = home.evaluate(export)
    assert done.scored > 0
    assert (tmp_path / "scores.csv").is_file()
    assert judged.evaluation.decided <= judged.evaluation.bets <= done.scored
    assert judged.model_version == done.model_version
