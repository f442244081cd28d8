"""Whatever cannot be used gets a sentence and exit code 2, and leaves nothing behind."""

from pathlib import Path

import pytest

from tests.cli.conftest import Pikkit
from tests.cli.export_texts import row, write_export

COMMANDS = {
    "import": ["import"],
    "train": ["train", "--bets"],
    "run": ["run", "--once", "--bets"],
    "evaluate": ["evaluate", "--bets"],
}


def missing(folder: Path) -> Path:
    return folder / "nowhere"


def empty_folder(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def empty_file(folder: Path) -> Path:
    (folder / "empty.csv").touch()
    return folder / "empty.csv"


def wrong_columns(folder: Path) -> Path:
    (folder / "wrong.csv").write_text("date,amount\n2024-01-01,10\n")
    return folder / "wrong.csv"


def no_rows(folder: Path) -> Path:
    return write_export(folder / "headed.csv")


def other_file(folder: Path) -> Path:
    (folder / "notes.txt").write_text("not an export")
    return folder / "notes.txt"


@pytest.mark.parametrize("make", [missing, empty_folder, empty_file, wrong_columns, no_rows, other_file])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_path_without_bets_is_refused_in_a_sentence(
    pikkit: Pikkit, home: Path, tmp_path: Path, command: str, make: object
) -> None:
    assert callable(make)
    path = make(tmp_path)
    answer = pikkit(*COMMANDS[command], path)
    assert answer.code == 2
    assert answer.out == ""
    assert str(path) in answer.sentence
    assert answer.sentence.endswith(".")
    assert "Traceback" not in answer.err
    if command != "import" or make in {missing, empty_folder, other_file}:
        assert not home.exists()


@pytest.mark.parametrize("command", ["train"])
def test_too_few_bets_to_train_are_refused_before_anything_is_written(
    pikkit: Pikkit, home: Path, tmp_path: Path, command: str
) -> None:
    export = write_export(tmp_path / "few.csv", *(row(n, "SETTLED_LOSS") for n in range(30)))
    answer = pikkit(*COMMANDS[command], export)
    assert answer.code == 2
    assert "30 straight bets" in answer.sentence
    assert "500" in answer.sentence
    assert not home.exists()


@pytest.mark.parametrize("command", ["train"])
def test_an_export_without_a_settled_bet_is_refused_before_anything_is_written(
    pikkit: Pikkit, home: Path, tmp_path: Path, command: str
) -> None:
    export = write_export(tmp_path / "open.csv", *(row(n, "PLACED") for n in range(30)))
    answer = pikkit(*COMMANDS[command], export)
    assert answer.code == 2
    assert "None of the 30 bets" in answer.sentence
    assert not home.exists()


def test_nothing_decided_is_nothing_to_judge_by(pikkit: Pikkit, tmp_path: Path) -> None:
    export = write_export(tmp_path / "open.csv", row(1, "PLACED"), row(2, "SETTLED_VOID"))
    answer = pikkit("evaluate", "--bets", export)
    assert (answer.code, answer.out) == (2, "")
    assert "None of the 2 bets" in answer.sentence


def test_before_the_first_training_a_score_is_of_the_price_only_and_says_why(pikkit: Pikkit) -> None:
    bet = ("score", "--sportsbook", "Caesars", "--odds", "1.9")
    score = pikkit(*bet, "--json").document
    assert (score["model_version"], score["verdict"], score["kelly"]) == ("price-only", "pass", 0.0)
    assert score["p_win"] == pytest.approx(1 / 1.9)
    text = pikkit(*bet).out
    assert text.startswith("No opinion: ")
    assert "nothing has been trained here yet; `pikkit train` makes one." in text
    assert " [" not in text, "a price alone has no interval"


def test_a_model_that_is_asked_for_and_is_not_there_says_that_nothing_was_trained(pikkit: Pikkit) -> None:
    answer = pikkit("score", "--sportsbook", "Caesars", "--odds", "1.9", "--model", "models:/pikkit@champion")
    assert (answer.code, answer.out) == (2, "")
    assert "nothing has been trained here yet" in answer.sentence


def test_training_on_nothing_says_so_and_makes_nothing(pikkit: Pikkit, home: Path) -> None:
    answer = pikkit("train")
    assert (answer.code, answer.out) == (2, "")
    assert "no settled bets" in answer.sentence
    assert not home.exists()


def test_training_on_too_few_stored_bets_says_so(pikkit: Pikkit, exports: Path) -> None:
    pikkit("import", exports)
    answer = pikkit("train")
    assert (answer.code, answer.out) == (2, "")
    assert "Too few bets to train" in answer.sentence


def test_bets_and_the_sample_exclude_each_other(pikkit: Pikkit, exports: Path) -> None:
    answer = pikkit("run", "--sample", "--bets", exports)
    assert answer.code == 2
    assert "not both" in answer.err


@pytest.mark.parametrize(("name", "value"), [("PIKKIT_API_PORT", "high"), ("PIKKIT_CORS_ORIGINS", "not json")])
def test_a_wrong_setting_is_named(pikkit: Pikkit, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    answer = pikkit("status")
    assert (answer.code, answer.out) == (2, "")
    assert name.removeprefix("PIKKIT_").lower() in answer.sentence


def test_a_bad_row_is_quarantined_and_the_rest_goes_on(pikkit: Pikkit, tmp_path: Path) -> None:
    bad = row(2, "SETTLED_WIN").replace(",2.0,", ",,")
    answer = pikkit("import", write_export(tmp_path / "mine.csv", row(1, "SETTLED_WIN"), bad), "--json")
    assert answer.code == 0
    assert (answer.document["rows"], answer.document["inserted"]) == (2, 1)
    assert answer.document["quarantined"] == {"odds.missing": 1}


def test_a_file_that_is_no_export_is_skipped_and_told(pikkit: Pikkit, tmp_path: Path) -> None:
    write_export(tmp_path / "mine.csv", row(1, "SETTLED_WIN"))
    wrong_columns(tmp_path)
    answer = pikkit("import", tmp_path, "--json")
    assert answer.code == 0
    assert [Path(skipped["path"]).name for skipped in answer.document["skipped"]] == ["wrong.csv"]
    assert "lacks the column" in answer.err
