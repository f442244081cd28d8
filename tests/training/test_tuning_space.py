"""What is searched, where a search starts from, and how many searches are kept."""

import json
import logging
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pikkit.training.bundle import MANIFEST
from pikkit.training.recipe import Recipe, TreeParameters
from pikkit.training.tuning import champion_values
from pikkit.training.tuning.space import KNOBS, values_of, with_values
from pikkit.training.tuning.storage import open_storage
from pikkit.training.tuning.studies import StudyName, forget_old, open_study, our_studies


def bundle(folder: Path, recipe: Any) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / MANIFEST).write_text(json.dumps({"recipe": recipe}))
    return folder


@pytest.mark.parametrize("name", KNOBS)
def test_the_default_can_be_found_by_the_search(name: str) -> None:
    value = values_of(Recipe())[name]
    assert KNOBS[name].clipped(value) == value


@given(st.sampled_from(sorted(KNOBS)), st.floats(-1e6, 1e6))
def test_a_clipped_value_lies_in_the_space_and_clipping_it_again_changes_nothing(name: str, value: float) -> None:
    knob = KNOBS[name]
    clipped = knob.clipped(value)
    assert knob.distribution()._contains(clipped)
    assert knob.clipped(clipped) == clipped


def test_values_go_into_a_recipe_and_come_out_again() -> None:
    values = {name: knob.low for name, knob in KNOBS.items()}
    assert values_of(with_values(Recipe(seed=3), values)) == values
    assert with_values(Recipe(seed=3), values_of(Recipe())) == Recipe(seed=3)


def test_a_champions_values_are_taken_as_they_are(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    recipe = Recipe(TreeParameters(max_depth=4, rounds=75, l2=33.0), ridge_penalty=300.0)
    assert champion_values(bundle(tmp_path, asdict(recipe))) == values_of(recipe)
    assert not caplog.records


def test_an_older_champions_values_are_brought_into_the_space(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    older = {"trees": {"max_depth": 9, "rounds": 60, "gone": 1}, "ridge_penalty": 1e9}
    with caplog.at_level(logging.WARNING):
        values = champion_values(bundle(tmp_path, older))
    trees = TreeParameters(max_depth=5, rounds=50)
    assert values == values_of(Recipe(trees, ridge_penalty=30_000.0))
    assert "max_depth" in caplog.text


@pytest.mark.parametrize("recipe", [None, "text", {"trees": 3}, {"trees": {"l2": "much"}}])
def test_a_champion_that_cannot_be_read_is_left_out(
    recipe: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert champion_values(bundle(tmp_path, recipe)) is None
    assert "the search starts without it" in caplog.text


def test_a_folder_without_a_bundle_is_left_out(tmp_path: Path) -> None:
    assert champion_values(tmp_path) is None


def test_only_the_newest_studies_are_kept_and_others_studies_are_left_alone() -> None:
    import optuna

    with open_storage(None) as storage:
        optuna.create_study(storage=storage, study_name="somebody else's")
        for seed in range(4):
            study = open_study(storage, StudyName("trees", "data", "way", seed), {"l2": KNOBS["l2"]}, [])
            study.tell(study.ask(), 0.1)
        forgotten = forget_old(storage, kept=2)
        assert forgotten == [str(StudyName("trees", "data", "way", seed)) for seed in (1, 0)]
        assert [StudyName.read(kept.study_name).seed for kept in our_studies(storage)] == [3, 2]
        assert len(optuna.get_all_study_names(storage)) == 3


def test_another_recipe_to_start_from_is_another_study() -> None:
    one = StudyName.of("trees", "data", Recipe())
    assert StudyName.of("trees", "data", Recipe()) == one == StudyName.read(str(one))
    assert StudyName.of("trees", "data", replace(Recipe(), result_weight=0.3)) != one
