"""Two engines on the same data: alibi-detect, where its environment is, decides as SciPy does."""

import os
from pathlib import Path

import pytest

from pikkit.base.errors import InputError, NotReadyError
from pikkit.drift.compare import compare
from pikkit.drift.engines.alibi.alibi_engine import compare_by_alibi
from pikkit.drift.engines.engine_named import engine_named
from pikkit.settings import Settings
from tests.drift.samples import sample

PYTHON = os.environ.get("PIKKIT_DRIFT_ALIBI_PYTHON", "")
needs_alibi = pytest.mark.skipif(
    not PYTHON,
    reason="alibi-detect needs an environment of its own (pikkit/drift/engines/alibi/README.md): set "
    "PIKKIT_DRIFT_ALIBI_PYTHON to its python",
)
SAME = {"ks": "alibi_ks", "chi_square": "alibi_chi_square", "classifier": "alibi_classifier"}


@needs_alibi
def test_both_engines_decide_alike() -> None:
    reference = sample(2000, 1)
    for shift, books in ((0.0, ("A", "B", "C")), (0.8, ("A", "B", "C", "D", "E"))):
        window = sample(700, 2, shift, books)
        ours = {(one.feature, SAME[one.detector]): one for one in compare(reference, window) if one.detector in SAME}
        theirs = {(one.feature, one.detector): one for one in compare_by_alibi(Path(PYTHON), reference, window)}
        assert set(theirs) == set(ours)
        assert {key: one.drifted for key, one in theirs.items()} == {key: one.drifted for key, one in ours.items()}
        assert any(one.drifted for one in theirs.values()) == (shift > 0)
        for key in [key for key in ours if key[1] == "alibi_ks"]:
            assert theirs[key].statistic == pytest.approx(ours[key].statistic)


def test_without_the_environment_the_engine_is_not_ready(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match="PIKKIT_DRIFT_ALIBI_PYTHON"):
        engine_named("alibi", Settings(drift_alibi_python=""))
    engine = engine_named("alibi", Settings(drift_alibi_python=str(tmp_path / "python")))
    with pytest.raises(NotReadyError, match="alibi-detect cannot be run by"):
        engine(sample(100, 1), sample(100, 2), {})


def test_an_environment_without_alibi_detect_is_a_sentence(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'No module named alibi_detect' >&2\nexit 1\n")
    python.chmod(0o755)
    with pytest.raises(NotReadyError, match="No module named alibi_detect"):
        compare_by_alibi(python, sample(100, 1), sample(100, 2))


def test_an_unknown_engine_is_a_sentence() -> None:
    with pytest.raises(InputError, match="accepted: scipy or alibi"):
        engine_named("evidently", Settings())
