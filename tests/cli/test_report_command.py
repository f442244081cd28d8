"""``pikkit report``, on a home that the pipeline has trained, and where there is nothing to tell of."""

from pathlib import Path

import pytest

from tests.cli.conftest import Pikkit
from tests.trained import TrainedHome
from tests.training.reports import Page


@pytest.fixture
def at_home(trained_home: TrainedHome, monkeypatch: pytest.MonkeyPatch, home: Path) -> TrainedHome:
    """The trained home is this test's; ``home`` comes first, or it would take it back."""
    assert home != trained_home.home
    monkeypatch.setenv("PIKKIT_HOME", str(trained_home.home))
    return trained_home


@pytest.mark.xdist_group("trained")
def test_the_champions_page_is_made_anew_from_what_its_run_kept(
    pikkit: Pikkit, at_home: TrainedHome, tmp_path: Path
) -> None:
    said = pikkit("report", "--out", tmp_path / "new" / "page.html", "--json").document
    assert (said["model_version"], said["alias"], said["decision"]) == ("pikkit/1", "champion", "PROMOTE")
    assert said["report"] == str(tmp_path / "new" / "page.html")
    page = Page((tmp_path / "new" / "page.html").read_text(encoding="utf-8"))
    assert (page.loads, page.open) == ([], [])
    assert said["verdict"] in page.text
    assert "pikkit/1" in page.text
    assert "Tuning" in page.text


@pytest.mark.xdist_group("trained")
def test_the_page_the_run_wrote_and_the_models_card_are_where_they_belong(at_home: TrainedHome) -> None:
    (wrote,) = [
        event["artifacts"]["run_report"] for event in at_home.events if "run_report" in event.get("artifacts", {})
    ]
    assert (Path(wrote) / "report.html").is_file()
    assert list((at_home.home / "mlartifacts").rglob("model_card.md"))


@pytest.mark.xdist_group("trained")
def test_a_person_is_told_where_the_page_is(pikkit: Pikkit, at_home: TrainedHome, tmp_path: Path) -> None:
    answer = pikkit("report", "--model", "models:/pikkit/1", "--out", tmp_path / "page.html")
    assert answer.code == 0
    assert answer.out.startswith("pikkit/1. Promoted by the gate: ")
    assert answer.out.endswith(f"The report is {tmp_path / 'page.html'}.\n")


@pytest.mark.xdist_group("trained")
def test_a_place_that_cannot_be_written_to_is_a_sentence(pikkit: Pikkit, at_home: TrainedHome, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = pikkit("report", "--out", tmp_path / "file" / "page.html")
    assert (answer.code, answer.out) == (2, "")
    assert "The report cannot be written to" in answer.sentence


def test_before_the_first_training_there_is_nothing_to_tell_of(pikkit: Pikkit, home: Path) -> None:
    answer = pikkit("report")
    assert (answer.code, answer.out) == (2, "")
    assert "nothing has been trained here yet" in answer.sentence
    assert not (home / "reports").exists()


def test_a_bundle_in_a_folder_has_no_run_to_tell_of(pikkit: Pikkit, home: Path) -> None:
    folder = Path(__file__).parents[1] / "training" / "data" / "bundle_format_1"
    answer = pikkit("report", "--model", folder)
    assert answer.code == 2
    assert "no registered version" in answer.sentence
