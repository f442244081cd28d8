"""One sample, its exports and what the export reader makes of them, shared by the tests of a worker."""

from pathlib import Path

import pyarrow as pa
import pytest

from pikkit.bets.export import read_export
from pikkit.sample import GeneratedSample, SampleConfig, generate_sample, write_exports


@pytest.fixture(scope="session")
def sample() -> GeneratedSample:
    """A sample with more bad rows than usual, so that each kind is there."""
    return generate_sample(SampleConfig(bets=20_000, bettors=12, seed=11, bad_share=0.01))


@pytest.fixture(scope="session")
def exports(sample: GeneratedSample, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sample's files."""
    return write_exports(sample, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def bets(sample: GeneratedSample, exports: list[Path]) -> pa.Table:
    """The bets the reader finds in the files, each with its truth."""
    read = pa.concat_tables([read_export(path).bets for path in exports])
    truth = sample.truth.filter(sample.truth["rule"].is_null()).drop_columns(["rule", "line"])
    return read.join(truth, keys=["bettor", "bet_id"], join_type="inner").combine_chunks()
