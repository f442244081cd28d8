"""The step of a training run that tells of it."""

import logging
from pathlib import Path

from pikkit.base.errors import PikkitError
from pikkit.base.progress import Tell, silent
from pikkit.report.gathered_report import RunFiles, gather_report
from pikkit.report.origin import origin
from pikkit.report.report_record import RunReport
from pikkit.report.run_files import write_report
from pikkit.report.tuning_history import TuningHistory, read_tuning_history
from pikkit.settings.anomalies import USUAL_ANOMALIES, AnomalyRules
from pikkit.training.dataset import TrainingSet
from pikkit.training.learning_sample import drawn_rows
from pikkit.training.recipe import Recipe
from pikkit.training.training_steps import RECIPE, learning_window
from pikkit.training.tuning.studies import digest_of

_REPORTING = "parts (bets, search, figures, pages)"
_log = logging.getLogger("pikkit.training")


def tell_of_run(  # noqa: PLR0913 - all named
    name: str,
    files: RunFiles,
    out: Path,
    *,
    training: Path,
    test_share: float,
    storage: str = "",
    data_fingerprint: str = "",
    anomalies: AnomalyRules = USUAL_ANOMALIES,
    tell: Tell = silent,
) -> RunReport:
    """Gather what the other steps left and write page, card, pictures and record into ``out``.

    Args:
        name: Of the registered model.
        files: What the run left.
        out: The folder.
        training: The ``training.parquet`` it learned from, or the sample of it.
        test_share: Last share of the bets, by time, that was held out.
        storage: URL of the tuning studies; empty: the search is not told of.
        data_fingerprint: Of the snapshot of bets.
        anomalies: What was done with bets out of the ordinary.
        tell: Told how much is done.

    Raises:
        InputError: A file is missing or is not what it should be.
    """
    tell(0, 4, _REPORTING)
    learned = learning_window(training, test_share, anomalies)
    tell(1, 4, _REPORTING)
    tuning = _tuning(storage, learned, files.blend) if storage else None
    tell(2, 4, _REPORTING)
    made, drawn = origin(data_fingerprint), drawn_rows(training)
    report = gather_report(name, files, learned=learned, tuning=tuning, origin=made, drawn=drawn)
    tell(3, 4, _REPORTING)
    write_report(report, out)
    return report


def _tuning(storage: str, learned: TrainingSet, blend: Path | None) -> TuningHistory | None:
    """What the search tried; a storage that is gone by now costs the report its history, not the run its report."""
    if blend is None:
        return None
    try:
        return read_tuning_history(storage, digest_of(learned), Recipe.read(blend / RECIPE).seed)
    except PikkitError as error:
        _log.warning("The report has no tuning history: %s", error)
        return None
