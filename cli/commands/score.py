"""``pikkit score``: one bet, in this process."""

from datetime import datetime
from typing import Annotated

import typer

from cli.commands.evaluate import Model
from cli.output import AsJson, answer

Text = str | None


def score(
    sportsbook: Annotated[str, typer.Option(help='The book, in any spelling: "Caesars - New York".')],
    odds: Annotated[str, typer.Option(help="The price: 1.91, -110, +150, 5/2.")],
    odds_format: Annotated[str, typer.Option(help="auto, decimal, american or fractional.")] = "auto",
    selection: Annotated[Text, typer.Option(help='As the book words it: "Over 2.5 Total Hull vs. Watford".')] = None,
    bettor: Annotated[Text, typer.Option(help="Whose history to use.")] = None,
    sport: Annotated[Text, typer.Option(help='"Soccer", "Basketball", …')] = None,
    league: Annotated[Text, typer.Option(help='"NBA", "England Premier League", …')] = None,
    market: Annotated[Text, typer.Option(help='"moneyline", "total", …; overrides the selection.')] = None,
    side: Annotated[
        Text, typer.Option(help="home, away, draw, over, under, yes or no; overrides the selection.")
    ] = None,
    line: Annotated[float | None, typer.Option(help="Head start or threshold; overrides the selection.")] = None,
    subject: Annotated[Text, typer.Option(help="The team or player; overrides the selection.")] = None,
    home: Annotated[Text, typer.Option(help="The home team; overrides the selection.")] = None,
    away: Annotated[Text, typer.Option(help="The away team; overrides the selection.")] = None,
    period: Annotated[Text, typer.Option(help='"1st half", …; overrides the selection.')] = None,
    live: Annotated[bool | None, typer.Option("--live/--pre-match", help="Overrides the selection.")] = None,
    bet_type: Annotated[str, typer.Option(help="straight, parlay or round_robin.")] = "straight",
    n_legs: Annotated[int | None, typer.Option("--legs", help="How many legs the bet has.")] = None,
    stake: Annotated[float | None, typer.Option(help="What you stake, in your currency.")] = None,
    placed_at: Annotated[datetime | None, typer.Option(help="Score as of this moment (UTC). Default: now.")] = None,
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Score one bet at one price, without a server."""
    given = {name: value for name, value in locals().items() if name not in {"model", "as_json"} and value is not None}
    from cli.asking import request_of
    from cli.homes import active_settings
    from cli.score_text import score_text
    from pikkit.scoring.loading import load_scorer

    request = request_of(given)
    scored = load_scorer(active_settings(), model).score([request])[0]
    answer(scored.model_dump(mode="json"), score_text(scored), as_json=as_json)
