"""What the commands that need no model say."""

from pathlib import Path

from pikkit.bets.export import find_exports, read_export
from tests.cli.conftest import Pikkit
from tests.cli.export_texts import row, write_export


def test_the_version_is_that_of_the_distribution(pikkit: Pikkit) -> None:
    from importlib.metadata import version

    assert pikkit("--version").out == f"pikkit {version('pikkit')}\n"


def test_an_import_says_what_it_read_and_a_second_one_changes_nothing(pikkit: Pikkit, exports: Path) -> None:
    bets = sum(read_export(file).bets.num_rows for file in find_exports(exports))
    first = pikkit("import", exports, "--json").document
    assert (first["files"], first["inserted"], first["unchanged"]) == (2, bets, 0)
    again = pikkit("import", exports, "--json").document
    assert (again["inserted"], again["updated"], again["unchanged"]) == (0, 0, bets)


def test_an_import_tells_a_person_the_same(pikkit: Pikkit, tmp_path: Path) -> None:
    answer = pikkit("import", write_export(tmp_path / "mine.csv", row(1, "SETTLED_WIN"), row(1, "SETTLED_WIN")))
    assert answer.code == 0
    assert "1 bet read from 1 export (1 new, 0 updated, 0 known), 1 row quarantined." in answer.out
    assert "id.duplicate" in answer.out


def test_a_bettor_can_be_named(pikkit: Pikkit, tmp_path: Path) -> None:
    export = write_export(tmp_path / "mine.csv", row(1, "SETTLED_WIN"))
    assert pikkit("import", export, "--json").document["inserted"] == 1
    assert pikkit("import", export, "--bettor", "me", "--json").document["inserted"] == 1
    assert pikkit("status", "--json").document["bettors"] == 2


def test_a_sample_is_what_was_asked_for_and_the_same_again(pikkit: Pikkit, tmp_path: Path) -> None:
    asked = ["--bets", 90, "--bettors", 3, "--seed", 5, "--json"]
    document = pikkit("sample", tmp_path / "one", *asked, "--truth", tmp_path / "truth.parquet").document
    assert len(document["files"]) == 3
    assert sum(read_export(Path(file)).rows for file in document["files"]) == 90
    assert (tmp_path / "truth.parquet").is_file()
    pikkit("sample", tmp_path / "two", *asked)
    for file in map(Path, document["files"]):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_an_impossible_sample_is_refused(pikkit: Pikkit, tmp_path: Path) -> None:
    answer = pikkit("sample", tmp_path / "out", "--bets", 0)
    assert (answer.code, answer.out) == (2, "")
    assert not (tmp_path / "out").exists()


def test_status_before_anything_is_there_makes_nothing(pikkit: Pikkit, home: Path) -> None:
    document = pikkit("status", "--json").document
    assert (document["bets"], document["champion"], document["sample"]) == (0, None, False)
    assert not home.exists()


def test_the_pipelines_compile_where_asked(pikkit: Pikkit, tmp_path: Path) -> None:
    document = pikkit("pipelines", "compile", "--out", tmp_path / "made", "--json").document
    names = [Path(file).stem for file in document["files"]]
    assert names == ["baseline", "ingestion", "monitoring", "quotes", "rollout", "training"]
    assert "pikkit-training" in (tmp_path / "made" / "training.yaml").read_text()
