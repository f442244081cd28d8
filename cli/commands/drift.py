"""``pikkit drift``: whether bets and scores still are what they were when the model was trained."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pikkit.cli.commands.evaluate import Model
from pikkit.cli.output import AsJson, answer

DRIFTED = 3
"""Exit code of a check that found drift."""

app = typer.Typer(help="Whether bets and scores still are what they were in training.", no_args_is_help=True)


class Engine(StrEnum):
    """Who compares."""

    SCIPY = "scipy"
    ALIBI = "alibi"


@app.command()
def baseline(
    since: Annotated[
        str, typer.Option(help="Take bets of the store placed since: 90d, 2026-01-31. Default: the model's own sample.")
    ] = "",
    until: Annotated[str, typer.Option(help="… and placed until: a date, or days before the newest bet.")] = "",
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Make what checks compare with: the sample in the model's bundle, or bets of the store.

    It is kept for each version. With it goes how much windows of the past differed from it: what is usual is no drift.
    """
    from pikkit.cli.step_display import waiting
    from pikkit.drift.baseline import baseline_folder
    from pikkit.drift.store_check import make_baseline, model_at_hand, stored_bets
    from pikkit.home import active_home

    settings = active_home().settings
    with waiting("Make the baseline") as tell:
        tell(0, 3, "parts done, reading the model")
        resolved_model = model_at_hand(settings, model or "")
        tell(1, 3, "parts done, reading the bets")
        bets = stored_bets(settings)
        tell(2, 3, "parts done, looking at windows of the past")
        made = make_baseline(settings, resolved_model, bets, since, until)
    folder, version = (
        baseline_folder(settings, made.model_name, made.model_version),
        f"{made.model_name}/{made.model_version}",
    )
    document = {
        "model_version": version,
        "origin": made.origin,
        "bets": len(made.sample),
        "start": made.start.isoformat(),
        "end": made.end.isoformat(),
        "limits": len(made.limits),
        "expected_clv": made.expected_clv,
        "folder": str(folder),
    }
    usual = (
        f"{len(made.limits)} limits from past windows" if made.limits else "too few past windows to say what is usual"
    )
    text = f"The baseline of {version} is {made.origin}: {len(made.sample):,} bets; {usual}.\nIt is in {folder}."
    answer(document, text, as_json=as_json)


@app.command("check")
def check_drift(
    since: Annotated[
        str, typer.Option(help="Bets placed since: 30d (before the newest bet) or a date. Default: drift_window_days.")
    ] = "",
    last: Annotated[int | None, typer.Option(min=30, help="… and of them the newest so many.")] = None,
    model: Model = None,
    engine: Annotated[Engine, typer.Option(help="scipy, or alibi (PIKKIT_DRIFT_ALIBI_PYTHON).")] = Engine.SCIPY,
    as_json: AsJson = False,
) -> None:
    """Compare the store's newest single bets with the baseline, and settled ones with their scores; keep the report.

    Exit code 0: no drift; 3: drift; 2: it could not be checked. A baseline that is missing is made from the bundle.
    """
    import json

    from pikkit.cli.drift.drift_text import drift_text
    from pikkit.cli.step_display import waiting
    from pikkit.home import active_home

    with waiting("Compare the newest bets with the baseline") as tell:
        home = active_home()
        report = home.drift(since=since, last=last, model=model or "", engine=engine.value, tell=tell)
    document = {"drifted": report.drifted, "severity": report.severity.value, **json.loads(report.to_json())}
    answer(document, drift_text(report, home.settings.monitoring), as_json=as_json)
    raise typer.Exit(DRIFTED if report.drifted else 0)


@app.command("report")
def report_drift(
    out: Annotated[
        Path | None, typer.Option(help="The file to write. Default: reports/drift-NAME-VERSION.html in the home.")
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write the page of the last check: what moved, how much, then and now, check by check."""
    from pikkit.cli.drift.last_check_page import write_drift_page
    from pikkit.home import active_home

    written = write_drift_page(active_home().settings, out)
    if open_it:
        typer.launch(written.page.as_uri())
    answer(written.document(), written.text(), as_json=as_json)
