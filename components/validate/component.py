"""A snapshot to its quality report."""

from kfp import dsl
from kfp.dsl import HTML, Artifact, Dataset, Input, Metrics, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def validate(
    bets: Input[Dataset], report: Output[Artifact], page: Output[HTML], metrics: Output[Metrics], settings: str = ""
) -> None:
    """Check a snapshot of bets and write the data quality report.

    It succeeds whatever it finds, so that the report is kept: quality_gate stops the run.

    Args:
        bets: The snapshot.
        report: Folder with report.json and report.html.
        page: The report for a person.
        metrics: Bets, checks, and how many of them block or warn.
        settings: What differs from the settings where the step runs, as a JSON object: {"home": "/data"}.
    """
    from functools import partial
    from pathlib import Path
    from shutil import copyfile

    from pikkit.base.progress import teller
    from pikkit.home import Home
    from pikkit.lineage.recording import recorded
    from pikkit.quality import check_bets
    from pikkit.quotes.price_gap import stored_price_gaps
    from pikkit.quotes.stored_feed import stored_feed

    here = Home.of(settings)
    with recorded("validate", here.settings, {"bets": bets}, {"report": report}) as lineage:
        rules, anomalies = here.settings.gate_rules, here.settings.anomalies
        feed, progress = stored_feed(here.settings), teller("validate")
        gaps_of = partial(stored_price_gaps, here.settings)
        with here.quality_counting() as counting:
            checked = check_bets(
                Path(bets.path), Path(report.path), rules, anomalies, None, progress, feed, gaps_of, counting=counting
            )
        lineage.checked("bets", checked.results)
        copyfile(Path(report.path) / "report.html", page.path)
    metrics.log_metric("bets", checked.bets)
    metrics.log_metric("checks", len(checked.results))
    metrics.log_metric("blocking", len(checked.blocking))
    metrics.log_metric("warnings", len(checked.warnings))
