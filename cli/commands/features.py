"""``pikkit features``: what the model knows of a bet, and the tables it knows it from."""

from pathlib import Path
from typing import Annotated

import typer

from cli.output import AsJson, answer, count

app = typer.Typer(help="What is known of a bet: the catalogue, and the features served.", no_args_is_help=True)


@app.command("list")
def list_(
    learned: Annotated[bool, typer.Option("--learned", help="Only those that models learn from.")] = False,
    as_json: AsJson = False,
) -> None:
    """List every feature, with its part in the model that serves."""
    from cli.features.importances import champion_importances
    from cli.features.listing import entry_document, list_text
    from cli.homes import active_settings
    from pikkit.features.catalogue import catalogue

    known = champion_importances(active_settings())
    entries = tuple(entry for entry in catalogue() if entry.learned or not learned)
    document = [entry_document(entry, known.get(entry.name)) for entry in entries]
    answer(document, list_text(entries, known), as_json=as_json)


@app.command()
def describe(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A feature: softness_book, bettor_streak, …")],
    as_json: AsJson = False,
) -> None:
    """Say what a feature is, what it reads, and how much it counts in the model that serves."""
    from cli.features.importances import champion_importances
    from cli.features.listing import entry_document, entry_text
    from cli.homes import active_settings
    from pikkit.features.catalogue import entry_named

    entry = entry_named(name)
    importance = champion_importances(active_settings()).get(name)
    answer(entry_document(entry, importance), entry_text(entry, importance), as_json=as_json)


@app.command()
def docs(
    out: Annotated[Path | None, typer.Option(help="Write the page there. Default: print it.")] = None,
    check: Annotated[
        Path | None, typer.Option(help="Only say whether this page is current; exit code 1 if not.")
    ] = None,
) -> None:
    """Make docs/features.md, the page of all features, from their definitions."""
    from pikkit.features.catalogue_page import page

    made = page()
    if check:
        current = check.is_file() and check.read_text(encoding="utf-8") == made
        typer.echo(f"{check} is {'current' if current else 'not what pikkit features docs makes: make it again'}.")
        raise typer.Exit(0 if current else 1)
    if out:
        out.write_text(made, encoding="utf-8")
        typer.echo(f"Written to {out}.")
    else:
        typer.echo(made, nl=False)


@app.command()
def build(as_json: AsJson = False) -> None:
    """Compute every feature of the stored bets anew; pikkit features materialize then serves them."""
    from cli.features.building import build_stored
    from cli.homes import active_settings

    built = build_stored(active_settings())
    text = f"{count(built.rows, 'training row')} of {built.features} features in {built.folder}."
    answer({"rows": built.rows, "features": built.features, "folder": str(built.folder)}, text, as_json=as_json)
