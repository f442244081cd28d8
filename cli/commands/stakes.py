"""``pikkit stakes``: how much to stake, tried on the bets as they came."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.commands.evaluate import Model
from pikkit.cli.output import AsCsv, AsJson, answer_list

if TYPE_CHECKING:
    from pikkit.stakes.staking_report import StakingReport
    from pikkit.workflows.home_stakes import StakesQuestion

app = typer.Typer(help="How much to stake: policies tried on your bets as they came.", no_args_is_help=True)
Bankroll = Annotated[float, typer.Option(min=0.01, help="The first bankroll, in your currency; limits are in it.")]
Limit = Annotated[
    list[str] | None,
    typer.Option(metavar="BOOK=AMOUNT", help='The most a book takes; "*=500" for any other. May be given repeatedly.'),
]
BlockDays = Annotated[int, typer.Option(min=1, help="Intervals are over histories made of blocks of so many days.")]
Paths = Annotated[int, typer.Option(min=20, help="How many such histories.")]
Ruin = Annotated[float, typer.Option(help="The share of the first bankroll at which one is ruined.")]


@app.command()
def simulate(
    model: Model = None,
    bankroll: Bankroll = 1000.0,
    limit: Limit = None,
    block_days: BlockDays = 14,
    paths: Paths = 200,
    ruin: Ruin = 0.5,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Play flat, fractional, full, simultaneous and shrunk Kelly on the later stored bets, and keep the report.

    Bets are scored out of time; a stake is out until its result is known. Needs a trained model.
    """
    from pikkit.cli.step_display import make_steps
    from pikkit.home import active_home

    asked = _asked(bankroll, limit, block_days, paths, ruin)
    _answer(
        active_home().simulate_stakes(asked, model=model or "", steps=make_steps(2)), as_json=as_json, as_csv=as_csv
    )


@app.command()
def learn(
    model: Model = None,
    bankroll: Bankroll = 1000.0,
    limit: Limit = None,
    block_days: BlockDays = 14,
    paths: Paths = 200,
    ruin: Ruin = 0.5,
    generations: Annotated[int, typer.Option(min=1, help="How long to search; a dozen policies each.")] = 40,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Learn a policy on earlier bets (CMA-ES), judge it on later ones, and let scores use it if it is surely better.

    Surely better: more growth than what scores recommend, with its whole interval, at no more drawdown. Needs
    pikkit[stakes].
    """
    from pikkit.cli.step_display import make_steps
    from pikkit.home import active_home

    asked = _asked(bankroll, limit, block_days, paths, ruin, generations)
    _answer(active_home().learn_stakes(asked, model=model or "", steps=make_steps(3)), as_json=as_json, as_csv=as_csv)


@app.command()
def show(
    out: Annotated[Path | None, typer.Option(help="Write the page to this file, too.")] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show the kept report: what was learned last, or simulated."""
    from pikkit.base.errors import InputError
    from pikkit.home import active_home
    from pikkit.stakes.staking_page import render_staking_page

    home = active_home()
    report = home.stakes_report()
    page = home.settings.resolved_home / "stakes" / f"{report.kind}.html"
    if out:
        try:
            out.expanduser().write_text(render_staking_page(report), encoding="utf-8")
        except OSError as error:
            raise InputError(f"The report cannot be written to {out}: {error.strerror}.") from error
        page = out
    if open_it:
        typer.launch(page.resolve().as_uri())
    _answer(report, as_json=as_json, as_csv=as_csv)


def _asked(
    bankroll: float, limit: list[str] | None, block_days: int, paths: int, ruin: float, generations: int = 40
) -> "StakesQuestion":
    from pikkit.workflows.home_stakes import StakesQuestion

    return StakesQuestion(bankroll, dict(map(_limit, limit or [])), block_days, paths, ruin, generations)


def _limit(text: str) -> tuple[str, float]:
    from pikkit.base.errors import InputError

    book, _, amount = text.rpartition("=")
    try:
        value = float(amount)
    except ValueError:
        value = 0.0
    if not book.strip() or not 0 < value < float("inf"):
        raise InputError(f"--limit is {text!r}; accepted is BOOK=AMOUNT, such as Caesars=250 or *=500.")
    return book.strip(), value


def _answer(report: "StakingReport", *, as_json: bool, as_csv: bool) -> None:
    """The policies are the rows of the CSV, a figure and each end of its interval a column."""
    from pikkit.cli.stakes.stakes_text import policy_rows, stakes_text
    from pikkit.home import active_home

    page = active_home().settings.resolved_home / "stakes" / f"{report.kind}.html"
    document = report.model_dump(mode="json") | {"page": str(page)}
    text = f"{stakes_text(report)}\nThe report is {page}."
    rows = policy_rows(report)
    columns = list(dict.fromkeys(name for row in rows for name in row))  # there is always a policy
    answer_list(rows, text, columns=columns, as_json=as_json, as_csv=as_csv, document=document)
