"""A sample's files are exports as the reader knows them: good rows are read, bad rows refused for what is wrong."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from pikkit.base.errors import InputError
from pikkit.bets.export import find_exports, read_export
from pikkit.sample import GeneratedSample, SampleConfig, generate_sample, write_exports, write_truth
from pikkit.sample.export_rows import COLUMNS


def contents(sample: GeneratedSample, folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in write_exports(sample, folder)]


def test_the_same_configuration_gives_the_same_bytes(tmp_path: Path) -> None:
    config = SampleConfig(bets=500, bettors=3)
    first = contents(generate_sample(config), tmp_path / "a")
    assert contents(generate_sample(config), tmp_path / "b") == first
    assert contents(generate_sample(SampleConfig(bets=500, bettors=3, seed=8)), tmp_path / "c") != first


def test_there_are_as_many_rows_and_files_as_asked_for(sample: GeneratedSample, exports: list[Path]) -> None:
    assert sample.rows.num_rows == sample.truth.num_rows == 20_000
    assert find_exports(exports[0].parent) == exports
    assert len(exports) == 12
    assert sum(len(path.read_text().splitlines()) - 1 for path in exports) == 20_000


def test_files_have_the_columns_of_an_export_and_some_a_byte_order_mark(exports: list[Path]) -> None:
    headers = [path.read_bytes().splitlines()[0] for path in exports]
    assert {header.removeprefix(b"\xef\xbb\xbf").decode() for header in headers} == {",".join(COLUMNS)}
    assert 0 < sum(header.startswith(b"\xef\xbb\xbf") for header in headers) < len(headers)


def test_every_good_row_is_read_and_every_bad_row_refused_for_its_reason(
    sample: GeneratedSample, exports: list[Path]
) -> None:
    broken = sample.truth.filter(sample.truth["rule"].is_valid()).to_pylist()
    expected = sorted((f"{row['bettor']}.csv", row["line"], row["rule"]) for row in broken)
    reads = [read_export(path) for path in exports]
    rejects = pa.concat_tables([read.rejects for read in reads]).to_pylist()
    assert sorted((row["source"], row["line"], row["rule"]) for row in rejects) == expected
    assert sum(read.bets.num_rows for read in reads) == sample.rows.num_rows - len(expected)
    assert {rule for _, _, rule in expected} == {
        *("id.duplicate", "odds.missing", "odds.range", "stake.missing", "status.unknown", "time.unreadable")
    }


def test_every_selection_of_a_straight_bet_is_understood(bets: pa.Table) -> None:
    straights = bets.filter(pc.field("bet_type") == "straight")
    for name in ("market", "side", "home", "away", "league", "sport"):
        assert straights[name].null_count == 0, name
    assert straights.filter(pc.field("market") != "moneyline")["line"].null_count == 0
    of_players = straights.filter(pc.match_substring(straights["market"], "player"))
    assert of_players.num_rows > 1000
    assert of_players["subject"].null_count == 0


def test_every_kind_of_bet_and_ending_occurs(bets: pa.Table) -> None:
    assert set(bets["bet_type"].unique().to_pylist()) == {"straight", "parlay", "round_robin"}
    endings = {"open", "win", "loss", "push", "void", "cash_out", "unknown"}
    assert set(bets["outcome"].unique().to_pylist()) == endings
    assert len(bets["live"].unique()) == len(bets["bonus"].unique()) == 2
    assert len(bets["region"].unique()) > 2


def test_the_truth_can_be_kept_beside_the_exports(sample: GeneratedSample, tmp_path: Path) -> None:
    path = write_truth(sample, tmp_path / "new" / "truth.parquet")
    assert pq.read_table(path).equals(sample.truth)


@pytest.mark.parametrize("bets", [1, 2, 40])
def test_a_sample_may_be_tiny(bets: int, tmp_path: Path) -> None:
    sample = generate_sample(SampleConfig(bets=bets, bettors=1, days=2))
    (path,) = write_exports(sample, tmp_path)
    assert read_export(path).rows == bets


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be written to"):
        write_exports(generate_sample(SampleConfig(bets=10, bettors=1)), tmp_path / "file" / "deeper")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"bets": 0}, "bets must be between 1 and"),
        ({"bettors": 0}, "bettors must be between"),
        ({"bets": 3, "bettors": 4}, "3 bets cannot have 4 bettors"),
        ({"bad_share": 0.9}, "bad_share must be between 0 and 0.5"),
        ({"parlay_share": float("nan")}, "parlay_share must be between 0 and 1"),
        ({"days": 0}, "days must be between"),
        ({"seed": -1}, "seed must be between"),
    ],
)
def test_a_configuration_out_of_range_is_refused(change: dict[str, int], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        SampleConfig(**change)  # type: ignore[arg-type]
