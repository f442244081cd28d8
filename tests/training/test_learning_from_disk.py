"""More bets than a step may read whole: a sample of whole games is judged, and the trees learn from all, from disk."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pikkit.features.build.build import TRAINING_FILE
from pikkit.settings.anomalies import USUAL_ANOMALIES, AnomalyPolicy
from pikkit.training import streamed_lessons, training_steps
from pikkit.training.bundle import Bundle
from pikkit.training.bundle_fit import fit_recipe, fit_recipe_streamed
from pikkit.training.dataset import TRAINING_COLUMNS, load_training_set
from pikkit.training.drawn_rows import DrawnRows
from pikkit.training.learning_sample import SAMPLE_FILE, drawn_rows, learned_rows, write_sample
from pikkit.training.streamed_lessons import StreamedLessons
from tests.training.runs import FEW_TREES, Run
from tests.training.worlds import bets_table, training_file, training_table

TREES = FEW_TREES.weighted({"movement_trees": 0.5, "offset_trees": 0.5})

pytestmark = pytest.mark.xdist_group("training_steps")


@pytest.fixture
def sampled(soft_run: Run, tmp_path: Path) -> Path:
    """A features folder of its own with a sample of about 1,500 of 2,500 rows."""
    pq.write_table(pq.read_table(soft_run.training), tmp_path / TRAINING_FILE, row_group_size=400)
    assert write_sample(tmp_path / TRAINING_FILE, 1500, seed=7)
    return tmp_path


def test_a_sample_is_of_about_so_many_rows_in_their_order(sampled: Path) -> None:
    rows, chosen = (training_table(sampled / name) for name in (TRAINING_FILE, SAMPLE_FILE))
    assert 1350 < chosen.num_rows < 1650
    places = [int(bet) for bet in chosen["bet_id"].to_pylist()]
    assert places == sorted(places)
    assert chosen.equals(rows.take(pa.array(places)))
    assert learned_rows(sampled) == sampled / SAMPLE_FILE
    assert drawn_rows(learned_rows(sampled)) == DrawnRows(chosen.num_rows, rows.num_rows)
    assert drawn_rows(sampled / TRAINING_FILE) is None


def test_no_sample_is_left_where_all_rows_are_read(sampled: Path) -> None:
    assert write_sample(sampled / TRAINING_FILE, 2500, seed=7) is None
    assert learned_rows(sampled) == sampled / TRAINING_FILE
    assert [path.name for path in sampled.iterdir()] == [TRAINING_FILE]


def test_a_sample_divides_no_game_and_takes_bets_without_one_alone(tmp_path: Path) -> None:
    rows = training_table(training_file(bets_table(600, seed=4), tmp_path / "made"))
    pairs = [("Boston Celtics", "Miami Heat"), ("Miami Heat", "BOS Celtics"), ("Lakers", "Knicks"), ("", "")]
    named = {"sport": "Basketball", "league": "NBA", "bet_info": ""}
    for name, value in named.items():
        rows = _with(rows, name, [value] * 600)
    for place, name in enumerate(("home", "away")):
        rows = _with(rows, name, [pairs[row % 4][place] for row in range(600)])
    pq.write_table(rows, tmp_path / TRAINING_FILE)
    taken = set[str]()
    for seed in range(8):
        write_sample(tmp_path / TRAINING_FILE, 300, seed)
        found = np.array([int(bet) % 4 for bet in pq.read_table(tmp_path / SAMPLE_FILE)["bet_id"].to_pylist()])
        counts = np.bincount(found, minlength=4)
        assert counts[0] == counts[1]
        assert {*counts[:3].tolist()} <= {0, 150}
        assert 40 < counts[3] < 110
        taken.add(str(counts[:3] > 0))
    assert len(taken) > 1


def test_trees_learned_from_disk_say_what_those_from_memory_say(soft_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamed_lessons, "CHUNK", 300)
    data = load_training_set(soft_run.training).singles()
    rows = StreamedLessons(soft_run.training, USUAL_ANOMALIES)
    (market, here), (same, there) = fit_recipe(data, TREES), fit_recipe_streamed(data, rows, TREES)
    assert same == market
    for name in TREES.weights:
        one, other = (members[name].shift(data.features) for members in (here, there))
        assert np.corrcoef(one, other)[0, 1] > 0.99
        assert np.abs(one - other).mean() < 0.1 * one.std()


def test_the_refitted_bundle_has_learned_from_all_rows(
    sampled: Path, soft_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streamed_lessons, "CHUNK", 500)
    training_steps.refit(sampled / TRAINING_FILE, soft_run.bundle, sampled / "all", seed=1)
    training_steps.refit(soft_run.training, soft_run.bundle, sampled / "whole", seed=1)
    one, other = (Bundle.load(sampled / name) for name in ("all", "whole"))
    assert one.window == other.window
    data = load_training_set(soft_run.training)
    said, meant = (bundle.predict_set(data).p_win for bundle in (one, other))
    assert np.abs(said - meant).mean() < 0.02


def test_bets_out_of_the_ordinary_are_left_out_of_what_is_read_from_disk(tmp_path: Path) -> None:
    bets = bets_table(800, seed=5)
    stakes = np.random.default_rng(1).uniform(9, 11, 800)
    stakes[::200] = 1e6
    training = training_file(_with(bets, "stake", stakes.tolist()), tmp_path)
    rules = USUAL_ANOMALIES.model_copy(update={"policy": AnomalyPolicy.EXCLUDE, "kinds": ("stake",)})
    assert StreamedLessons(training, USUAL_ANOMALIES).window().bets == 800
    assert StreamedLessons(training, rules).window().bets == 796


def test_what_is_read_of_training_rows_is_all_that_learning_reads(soft_run: Run) -> None:
    assert set(TRAINING_COLUMNS) < set(pq.read_schema(soft_run.training).names)


def _with(table: pa.Table, name: str, values: list[object]) -> pa.Table:
    place = table.schema.get_field_index(name)
    return table.set_column(place, table.schema.field(name), pa.array(values, table.schema.field(name).type))
