"""What is said of scores that were checked: each measure with its unit, alike on the page and in the command."""

from dataclasses import replace

import pytest

from pikkit.drift.drift_sentences import decay_sentence
from pikkit.drift.report_page.time import performance_section
from tests.drift.reports import drift_report


@pytest.mark.parametrize(
    ("metric", "figure"),
    [
        ("closing line value", "+1.20 % of the stake"),
        ("calibration", "1.20 probability points"),
        ("expected log loss", "0.0120 nats a bet"),
    ],
)
def test_measures_of_scores_are_told_with_their_units(metric: str, figure: str) -> None:
    result = replace(drift_report().performance[0], metric=metric, value=0.012, threshold=0.012)
    assert decay_sentence(result).startswith(f"{metric}: {figure}, expected ")
    assert f"decay is called from 100 to 1 on and {figure} worse" in decay_sentence(result)
    assert figure in performance_section(replace(drift_report(), performance=(result,)))
