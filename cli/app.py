"""The command's tree. Help must answer at once: everything heavy is imported inside the command that needs it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from pikkit.base.version import __version__
from pikkit.cli.commands import (
    alerts,
    backup,
    bankroll,
    bets,
    config,
    drift,
    evaluate,
    features,
    import_,
    keys,
    lineage,
    models,
    opportunities,
    outbox,
    pipelines,
    preferences,
    quality,
    quotes,
    report,
    review,
    rollout,
    run,
    runs,
    sample,
    schedule,
    score,
    serve,
    stakes,
    status,
    store,
    sync,
    train,
    tune,
    ui,
)
from pikkit.cli.failures import DEBUG
from pikkit.cli.output import say

app = typer.Typer(
    name="pikkit",
    help="Turn a bettor's history into calibrated, priced scores for the next bet.",
    epilog="Everything Pikkit makes is in .pikkit (PIKKIT_HOME). The sample lives in .pikkit/sample: commands work on "
    "your own bets as soon as there are any, and on the sample until then.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command("run")(run.run)
app.command("import")(import_.import_bets)
app.command("train")(train.train)
app.command("evaluate")(evaluate.evaluate_exports)
app.command("score")(score.score_bets)
app.command("report")(report.report_run)
app.command("serve")(serve.serve_champion)
app.command("status")(status.show_status)
app.command("sample")(sample.sample)
app.add_typer(pipelines.app, name="pipelines")
app.command("sync")(sync.sync)
app.add_typer(review.app, name="review")
app.add_typer(runs.app, name="runs")
app.add_typer(models.app, name="models")
app.add_typer(rollout.app, name="rollout")
app.add_typer(keys.app, name="keys")
app.add_typer(outbox.app, name="outbox")
app.add_typer(lineage.app, name="lineage")
app.add_typer(quality.app, name="quality")
app.add_typer(quotes.app, name="quotes")
app.add_typer(opportunities.app, name="opportunities")
app.add_typer(stakes.app, name="stakes")
app.add_typer(drift.app, name="drift")
app.add_typer(tune.app, name="tune")
app.add_typer(ui.app, name="ui")
app.add_typer(features.app, name="features")
app.add_typer(store.app, name="store")
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.add_typer(schedule.app, name="schedule")
app.add_typer(config.app, name="config")
app.add_typer(bets.app, name="bets")
app.add_typer(bankroll.app, name="bankroll")
app.add_typer(alerts.app, name="alerts")
app.command("settings")(preferences.show_settings)


def _print_version(wanted: bool) -> None:
    if wanted:
        say(f"pikkit {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[  # noqa: ARG001 — answered before the command runs
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True, callback=_print_version)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print tracebacks too (PIKKIT_DEBUG=1).")] = False,
    config_folder: Annotated[
        Path | None,
        typer.Option("--config", help="The folder whose config.yaml and .env count (PIKKIT_CONFIG)."),
    ] = None,
) -> None:
    """Turn a bettor's history into calibrated, priced scores for the next bet."""
    if config_folder is not None:
        from pikkit.settings.config_files import CONFIG

        os.environ[CONFIG] = str(config_folder.absolute())
    if debug:
        os.environ[DEBUG] = "1"
