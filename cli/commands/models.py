"""``pikkit models``: the registered versions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.commands.runs import Limit, Search, Sort
from pikkit.cli.output import AsCsv, AsJson, answer, answer_list

if TYPE_CHECKING:
    import pyarrow as pa

    from pikkit.home import Home

app = typer.Typer(help="Registered versions: list, show, compare, name and delete them.", no_args_is_help=True)

Version = Annotated[str, typer.Argument(metavar="VERSION", help="A version's number, or an alias: 3, champion.")]


@app.command("list")
def list_models(
    search: Search = "", sort: Sort = "version", limit: Limit = 50, as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """List versions with their aliases, the gate's verdict and the figures each was judged by."""
    from pikkit.cli.registry.run_text import COLUMNS, run_row, runs_text
    from pikkit.home import active_home
    from pikkit.registry.chosen_runs import chosen_runs
    from pikkit.registry.runs import list_runs

    settings = active_home().settings
    known = [run for run in list_runs(settings.model_name, settings.resolved_tracking_uri) if run.version]
    runs = chosen_runs(known, search, sort)[:limit]
    text = runs_text(runs, "model", search)
    answer_list([run_row(run) for run in runs], text, columns=COLUMNS, as_json=as_json, as_csv=as_csv)


@app.command("show")
def show_model(version: Version, as_json: AsJson = False) -> None:
    """Show a version: what it learned from, features, weights, figures with their intervals, verdict."""
    from dataclasses import asdict

    from pikkit.cli.registry.run_text import run_document, run_text
    from pikkit.home import active_home
    from pikkit.registry.runs import run_named
    from pikkit.report.model_facts import read_model_facts

    home = active_home()
    settings = home.settings
    run = run_named(version, settings.model_name, settings.resolved_tracking_uri)
    facts = read_model_facts(home.model(_uri(home, version)).folder)
    weights = ", ".join(f"{name} {weight:.2f}" for name, weight in facts.weights.items()) or "the price alone"
    text = (
        f"{run_text(run)}\nLearners: {weights}\nFeatures ({len(facts.feature_names)}): {', '.join(facts.feature_names)}"
    )
    answer({**run_document(run), "facts": asdict(facts)}, text, as_json=as_json)


@app.command("compare")
def compare_versions(
    before: Version,
    after: Version,
    bets: Annotated[
        Path | None,
        typer.Option(help="Compare on the settled bets of this export, or folder. Default: the stored ones."),
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Compare two versions bet by bet on the same bets, with intervals, calibration, features and parameters."""
    from pikkit.cli.registry.comparison_text import comparison_text
    from pikkit.cli.step_display import make_steps
    from pikkit.home import active_home
    from pikkit.report.compared_models import compared_models

    home = active_home()
    with make_steps(1).step("Compare") as step:
        step.update("fetch both versions")
        models = [home.model(_uri(home, version)) for version in (before, after)]
        step.update("read the bets")
        asked, history = _bets(home, bets)
        step.update("score every bet with both")
        compared = compared_models(models[0], models[1], asked, history, home.settings.seed)
        step.result = f"{compared.paired.bets:,} bets"
    document = compared.document()
    rows = [
        {**metric, **{f"difference_{part}": value for part, value in metric.pop("difference").items()}}
        for metric in map(dict, document["paired"]["metrics"])  # type: ignore[index]
    ]
    columns = tuple(rows[0]) if rows else ()
    text = comparison_text(compared)
    answer_list(rows, text, columns=columns, as_json=as_json, as_csv=as_csv, document=document)


@app.command("alias")
def name_model(
    alias: Annotated[str, typer.Argument(metavar="ALIAS", help="champion, challenger, or one of your own.")],
    version: Annotated[str | None, typer.Argument(metavar="[VERSION]", help="The version's number.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the alias away instead.")] = False,
    as_json: AsJson = False,
) -> None:
    """Let an alias mean a version. What is served by that alias follows; a replaced champion is previous_champion."""
    from pikkit.base.errors import InputError
    from pikkit.home import active_home
    from pikkit.registry.editing import remove_alias, set_alias

    home = active_home()
    name, uri = home.settings.model_name, home.settings.resolved_tracking_uri
    if remove == (version is not None):
        raise InputError("Give an alias and a version, or an alias and --remove.")
    if version is None:
        held = remove_alias(name, alias, uri)
        answer(
            {"alias": alias, "version": None, "before": held},
            f"Version {held} is no {alias} any more.",
            as_json=as_json,
        )
        return
    if alias == "champion":
        _refuse_under_way(home)
    before = set_alias(name, alias, version, uri)
    was = f"; before, version {before} was" if before and before != version else ""
    answer(
        {"alias": alias, "version": version, "before": before}, f"Version {version} is {alias}{was}.", as_json=as_json
    )


@app.command("delete")
def delete_model(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="The version's number.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete a version that no alias means and no rollout needs. Its run, with report and figures, stays."""
    from pikkit.home import active_home
    from pikkit.registry.editing import check_deletable, delete_version

    home = active_home()
    which = home.settings.model_name, version, home.settings.resolved_tracking_uri, _needed(home)
    if not yes:
        check_deletable(*which)
        typer.confirm(f"Version {version} can then be served no more. Delete it?", abort=True, err=True)
    delete_version(*which)
    answer({"deleted": version}, f"Version {version} is deleted; its run is kept.", as_json=as_json)


def _uri(home: "Home", version: str) -> str:
    """A version as a model's URI: a number, an alias or a URI."""
    if version.startswith(("models:", "runs:")) or "/" in version:
        return version
    mark = "/" if version.isdecimal() else "@"
    return f"models:/{home.settings.model_name}{mark}{version}"


def _needed(home: "Home") -> tuple[str, ...]:
    """The versions of the rollout under way."""
    from pikkit.rollout.ledger import history
    from pikkit.rollout.state import Phase, newest_rollout

    rollout = newest_rollout(history(home.settings, home.settings.model_name)) if home.has_store() else None
    return () if rollout is None or rollout.phase is Phase.DONE else (rollout.stable, rollout.candidate)


def _refuse_under_way(home: "Home") -> None:
    from pikkit.base.errors import InputError

    if under_way := _needed(home):
        raise InputError(
            f"A rollout of version {under_way[1]} is under way and decides who is champion; pikkit rollout promote, "
            "rollback or abort ends it."
        )


def _bets(home: "Home", path: Path | None) -> "tuple[pa.Table, pa.Table]":
    """The bets to compare on, and those whose history they know."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from pikkit.bets.export import find_exports, read_export

    with home.store() as store:
        stored = store.read()
    if path is None:
        return stored, stored
    given = pa.concat_tables([read_export(file, None).bets for file in find_exports(path)])
    other = stored.filter(pc.invert(pc.is_in(stored["bet_id"], value_set=pc.unique(given["bet_id"]))))
    return given, pa.concat_tables([other, given])
