"""``pikkit runs``: what trainings came to."""

from typing import Annotated

import typer

from pikkit.cli.output import AsCsv, AsJson, answer, answer_list

app = typer.Typer(help="Trainings: what each came to, one in full, two side by side.", no_args_is_help=True)

Run = Annotated[str, typer.Argument(metavar="RUN", help="A run's id or its first characters, a version or an alias.")]
Search = Annotated[str, typer.Option(help="Only those that say this somewhere: a tag, a parameter, an alias.")]
Sort = Annotated[str, typer.Option(help="started, version, gap_closed, log_loss_model_closed, brier, ece, roi, …")]
Limit = Annotated[int, typer.Option(min=1, help="The most to show.")]


@app.command("list")
def show_runs(
    search: Search = "", sort: Sort = "started", limit: Limit = 50, as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """List trainings with the gate's verdict and their figures on the bets each was judged by."""
    from pikkit.cli.registry.run_text import COLUMNS, run_row, runs_text
    from pikkit.home import active_home
    from pikkit.registry.chosen_runs import chosen_runs
    from pikkit.registry.runs import list_runs

    settings = active_home().settings
    runs = chosen_runs(list_runs(settings.model_name, settings.resolved_tracking_uri), search, sort)[:limit]
    text = runs_text(runs, "training", search)
    answer_list([run_row(run) for run in runs], text, columns=COLUMNS, as_json=as_json, as_csv=as_csv)


@app.command("show")
def show_run(run: Run, as_json: AsJson = False) -> None:
    """Show a training: figures with their intervals, parameters, data window, verdict, what it kept."""
    from pikkit.cli.registry.run_text import run_document, run_text
    from pikkit.home import active_home
    from pikkit.registry.run_links import mlflow_page
    from pikkit.registry.runs import run_named

    settings = active_home().settings
    facts = run_named(run, settings.model_name, settings.resolved_tracking_uri)
    page = mlflow_page(settings.resolved_tracking_uri, facts.experiment, facts.run_id)
    answer(run_document(facts, page), run_text(facts, page), as_json=as_json)


@app.command("compare")
def compare_runs(before: Run, after: Run, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Set two trainings side by side: parameters that differ, and the figures each was judged by.

    Those are of the bets each was judged on, which may not be the same: pikkit models compare pairs them bet by bet.
    """
    from pikkit.cli.registry.run_text import DIFFERING, differing, differing_text
    from pikkit.home import active_home
    from pikkit.registry.runs import run_named

    settings = active_home().settings
    compared = [run_named(one, settings.model_name, settings.resolved_tracking_uri) for one in (before, after)]
    note = "Each on the bets it was judged by; pikkit models compare pairs two versions on the same bets."
    text = f"{differing_text(*compared)}\n{note}"
    answer_list(differing(*compared), text, as_json=as_json, as_csv=as_csv, columns=DIFFERING)
