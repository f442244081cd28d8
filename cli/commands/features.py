"""``pikkit features``: what the model knows of a bet, and the tables it knows it from."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pikkit.cli.bet_options import BetFields, with_bet_options
from pikkit.cli.output import AsCsv, AsJson, answer, answer_list, count, say

Text = str | None

app = typer.Typer(help="What is known of a bet: the catalogue, and the features served.", no_args_is_help=True)


@app.command("list")
def list_features(
    learned: Annotated[bool, typer.Option("--learned", help="Only those that models learn from.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List every feature, with its part in the model that serves."""
    from pikkit.cli.features.catalogue_text import entry_document, features_text
    from pikkit.cli.features.importances import champion_importances
    from pikkit.features.definitions.feature_catalogue import catalogue
    from pikkit.home import active_home

    known = champion_importances(active_home().settings)
    entries = tuple(entry for entry in catalogue() if entry.learned or not learned)
    document = [entry_document(entry, known.get(entry.name)) for entry in entries]
    columns = tuple(document[0])
    answer_list(document, features_text(entries, known), columns=columns, as_json=as_json, as_csv=as_csv)


@app.command("describe")
def describe_feature(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A feature: softness_book, bettor_streak, …")],
    as_json: AsJson = False,
) -> None:
    """Say what a feature is, what it reads, and how much it counts in the model that serves."""
    from pikkit.cli.features.catalogue_text import entry_document, entry_text
    from pikkit.cli.features.importances import champion_importances
    from pikkit.features.definitions.feature_catalogue import feature_named
    from pikkit.home import active_home

    entry = feature_named(name)
    importance = champion_importances(active_home().settings).get(name)
    answer(entry_document(entry, importance), entry_text(entry, importance), as_json=as_json)


@app.command("docs")
def write_catalogue(
    out: Annotated[Path | None, typer.Option(help="Write the page there. Default: print it.")] = None,
    check: Annotated[
        Path | None, typer.Option(help="Only say whether this page is current; exit code 1 if not.")
    ] = None,
) -> None:
    """Make docs/features.md, the page of all features, from their definitions."""
    from pikkit.features.definitions.catalogue_page import catalogue_page

    made = catalogue_page()
    if check:
        current = check.is_file() and check.read_text(encoding="utf-8") == made
        say(f"{check} is {'current' if current else 'not what pikkit features docs makes: make it again'}.")
        raise typer.Exit(0 if current else 1)
    if out:
        out.write_text(made, encoding="utf-8")
        say(f"Written to {out}.")
    else:
        say(made, nl=False)


@app.command()
def build(as_json: AsJson = False) -> None:
    """Compute every feature of the stored bets anew; pikkit features materialize then serves them."""
    from dataclasses import asdict

    from pikkit.cli.features.home_features import build_stored
    from pikkit.home import active_home

    built = build_stored(active_home().settings)
    text = f"{count(built.rows, 'training row')} of {built.features} features in {built.folder}."
    if built.quoted or built.filled_closes:
        text += f" Other books quote {count(built.quoted, 'bet')}; {built.filled_closes:,} gained a close from quotes."
    answer(asdict(built) | {"folder": str(built.folder)}, text, as_json=as_json)


@app.command("materialize")
def materialize_views(
    until: Annotated[
        datetime | None, typer.Option(help="Serve what was known at this moment (UTC). Default: now.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Write every row anew, not only what changed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Serve what was built: write the newest history of every entity to the online store. The old serves until then."""
    from pikkit.cli.step_display import waiting
    from pikkit.features.feast.feast_store import materialize as serve
    from pikkit.home import active_home

    settings = active_home().settings
    moment = until if until is None or until.tzinfo else until.replace(tzinfo=UTC)
    with waiting("Materialise the features") as tell:
        done = serve(settings.features_home, moment, urls=settings.feature_urls, full=full, tell=tell)
    text = f"{done.rows:,} entities served: {done.written:,} written, {done.kept:,} kept; {done.removed:,} removed."
    document = {"rows": done.rows, "written": done.written, "kept": done.kept, "removed": done.removed}
    answer(document, text, as_json=as_json)


@app.command("get")
@with_bet_options
def get_features(
    bet: BetFields,
    as_asked: Annotated[
        Text, typer.Option("--bet", metavar="JSON", help="The bet as /v1/score takes it; options add to it.")
    ] = None,
    learned: Annotated[bool, typer.Option("--learned", help="Only those that models learn from.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print the features of one bet as they are served now, and how old the history behind them is."""
    from pikkit.cli.asking import bet_in_json
    from pikkit.cli.features.getting import features_of, got_document, got_text
    from pikkit.home import active_home
    from pikkit.scoring.asked_request import asked_request

    request = asked_request({**(bet_in_json(as_asked) if as_asked else {}), **bet})
    got = features_of(active_home().settings, request, learned=learned)
    answer(got_document(got), got_text(got), as_json=as_json)


@app.command("freshness")
def show_freshness(
    max_age: Annotated[
        float | None,
        typer.Option(metavar="DAYS", min=0, help="Exit code 1 if results were last brought in longer ago than this."),
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Say of every view how many entities it serves, its newest result, and up to when results count in it."""
    from datetime import timedelta

    from pikkit.cli.features.freshness_text import FRESHNESS_COLUMNS, freshness_document, freshness_text
    from pikkit.features.online.freshness import freshness as measured
    from pikkit.home import active_home

    settings = active_home().settings
    accepted = timedelta(days=settings.features_stale_days if max_age is None else max_age)
    views = measured(settings.features_home, stale_after=accepted, urls=settings.feature_urls)
    rows = freshness_document(views)
    answer_list(rows, freshness_text(views), columns=FRESHNESS_COLUMNS, as_json=as_json, as_csv=as_csv)
    if max_age is not None and any(view.stale for view in views):
        raise typer.Exit(1)
