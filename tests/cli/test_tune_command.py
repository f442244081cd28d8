"""``pikkit tune status``."""

from pathlib import Path

from tests.cli.conftest import Pikkit
from tests.training.studies import search


def test_where_nothing_was_tuned_a_sentence_says_so_and_nothing_is_made(pikkit: Pikkit, home: Path) -> None:
    said = pikkit("tune", "status")
    assert said.code == 0
    assert said.out.startswith("Nothing has been tuned yet")
    assert pikkit("tune", "status", "--json").document["studies"] == []
    assert not (home / "tuning.db").exists()


def test_every_study_is_told_with_its_trials_and_its_best(pikkit: Pikkit, home: Path) -> None:
    tuned = search(2, f"sqlite:///{home / 'tuning.db'}")
    studies = pikkit("tune", "status", "--json").document["studies"]
    assert [study["stage"] for study in studies] == ["results", "ridge", "trees"]
    trees = studies[-1]
    assert trees["complete"] + trees["pruned"] == 2
    assert (trees["best_gain"], trees["first_gain"]) == (tuned.gain, tuned.default_gain)
    assert (trees["running"], trees["interrupted"], trees["seed"]) == (0, 0, 1)
    assert trees["best_values"]["rounds"] == tuned.recipe.trees.rounds
    assert trees["trial_seconds"] > 0
    text = pikkit("tune", "status").out
    assert "3 studies in" in text
    assert "nothing is running" in text
    assert "the ridge penalty" in text
    assert pikkit("tune", "status", "--last", 1).out.count("best gain") == 1


def test_a_storage_that_is_none_is_a_sentence(pikkit: Pikkit, home: Path) -> None:
    home.mkdir()
    (home / "tuning.db").write_text("no database")
    said = pikkit("tune", "status")
    assert said.code != 0
    assert "tuning storage" in said.sentence
    assert "Traceback" not in said.err


def test_a_search_cut_by_the_clock_is_told_as_such(pikkit: Pikkit, home: Path) -> None:
    search(3, f"sqlite:///{home / 'tuning.db'}", seconds=1e-9)
    cut = [study["cut_after"] for study in pikkit("tune", "status", "--json").document["studies"]]
    assert len(cut) == 3
    assert all(seconds is not None and seconds >= 0 for seconds in cut)
    assert "cut by the clock after 0 s of 3 planned" in pikkit("tune", "status").out
