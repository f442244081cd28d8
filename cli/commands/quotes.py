"""``pikkit quotes``: what other books offer, read, fetched, kept and matched to bets."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.output import AsJson, answer, count, percent

if TYPE_CHECKING:
    from pikkit.quotes.store import QuoteImport

app = typer.Typer(help="What other books offer: read, fetched, kept and matched to bets.", no_args_is_help=True)


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="Parquet, CSV or The Odds API's JSON, or a folder of them.")],
    as_json: AsJson = False,
) -> None:
    """Read quotes into the store. Reading them again changes nothing."""
    from dataclasses import asdict

    from pikkit.home import own_home
    from pikkit.quotes.store import import_quotes

    with own_home().quotes() as store:
        done = import_quotes(path, store)
    answer(asdict(done), import_text(done), as_json=as_json)


@app.command()
def match(
    explain: Annotated[str, typer.Option("--explain", metavar="BET_ID", help="Say of one bet what was found.")] = "",
    as_json: AsJson = False,
) -> None:
    """Find the event and selection of every stored bet among the stored quotes; what is unsure stays unmatched."""
    from pikkit.base.errors import InputError
    from pikkit.cli.quotes.match_figures import match_figures, matching_text
    from pikkit.home import active_home
    from pikkit.quotes.bet_windows import span_around
    from pikkit.quotes.explain import explain_match
    from pikkit.quotes.kept.kept_quotes import kept_folder

    home = active_home()
    with home.store() as store, home.quotes() as quotes:
        bets = store.read(bet_ids=[explain] if explain else None)
        if explain and not bets.num_rows:
            raise InputError(f"There is no stored bet with the id {explain!r}.")
        if not explain:
            document = match_figures(bets, quotes, kept_folder(home.settings))
            answer(document, matching_text(document), as_json=as_json)
            return
        bet = bets.slice(0, 1)
        placed = bet["placed_at"].cast("int64")[0].as_py()
        explanation = explain_match(bet, quotes.read_coded(span_around(placed, placed)))
    others = "".join(f"\n{book}: {percent(p)}" for book, p in explanation["others"].items())
    event = explanation["event"] or {}
    where = f"{event.get('home')} – {event.get('away')}, {event.get('start')}" if event else "no event"
    answer(
        explanation, f"{where} (confidence {explanation['confidence']}). {explanation['why']}{others}", as_json=as_json
    )


@app.command("fetch")
def fetch_quotes(as_json: AsJson = False) -> None:
    """Fetch what books offer now (settings quotes_key, quotes_sports) and store it; it goes on where it stopped."""
    from dataclasses import asdict

    from pikkit.home import own_home
    from pikkit.quotes.fetch import fetch_quotes

    home = own_home()
    with home.quotes() as store:
        done = fetch_quotes(home.settings, store)
    left = "" if done.remaining is None else f" The quota has {done.remaining:,} requests left."
    text = f"{count(done.stored, 'new quote')} of {count(len(done.sports), 'sport')}.{left}"
    answer(asdict(done), "\n".join((text, *done.set_aside, *done.problems)), as_json=as_json)


@app.command()
def check(as_json: AsJson = False) -> None:
    """Say what is wrong with the stored quotes of events to come; exit code 1 if something is."""
    from dataclasses import asdict

    from pikkit.home import active_home
    from pikkit.quotes.stored_feed import stored_feed

    feed = stored_feed(active_home().settings)
    sound = f"Nothing is wrong with {count(feed.quotes, 'stored quote')}." if feed.quotes else "No quote is stored."
    sentences = feed.sentences or (sound,)
    answer(asdict(feed), "\n".join(sentences), as_json=as_json)
    raise typer.Exit(1 if feed.faults else 0)


@app.command()
def thin(
    days: Annotated[int, typer.Option(min=1, help="Of events that started so many days ago.")] = 30,
    forget: Annotated[
        int, typer.Option(min=0, help="Delete all quotes of events older than so many days; 0: none.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Keep only each book's first and last price of past events."""
    from pikkit.home import own_home

    now = datetime.now(UTC)
    with own_home().quotes() as store:
        thinned = store.thin(now - timedelta(days=days))
        forgotten = store.forget(now - timedelta(days=forget)) if forget else 0
        left = store.count()
    text = f"{count(thinned, 'quote')} between first and last went, {forgotten:,} of old events; {left:,} are left."
    answer({"thinned": thinned, "forgotten": forgotten, "left": left}, text, as_json=as_json)


def import_text(done: "QuoteImport") -> str:
    """What an import did, for a person."""
    lines = [f"{count(done.stored, 'new quote')} of {count(done.rows, 'row')} in {count(done.files, 'file')}."]
    lines += [f"{done.known:,} were known or twice there."] if done.known else []
    lines += [f"{number:,} were observed after the start: live." for number in [done.notes.get("live", 0)] if number]
    lines += [f"Set aside, {line}" for line in done.set_aside]
    return "\n".join((*lines, *done.skipped.values()))
