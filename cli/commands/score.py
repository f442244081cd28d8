"""``pikkit score``: one bet or a file of them, in this process."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.bet_options import BetFields, with_bet_options
from pikkit.cli.commands.evaluate import Model
from pikkit.cli.output import AsJson, answer

if TYPE_CHECKING:
    from collections.abc import Mapping

Text = str | None


@with_bet_options
def score_bets(
    bet: BetFields,
    bets: Annotated[
        Path | None,
        typer.Option(help="Score a file instead: an export or a folder of them, or requests (.csv, .parquet, .jsonl)."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where a file's scores go: .csv, .parquet or .jsonl.")] = None,
    reasons: Annotated[bool, typer.Option("--reasons", help="Say what moved each score of a file; slower.")] = False,
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Score one bet at one price, or every bet of a file, without a server.

    Of a file, rows that are no bets go to OUT.rejected.csv with the reason, and the others are scored all the same.
    """
    from pikkit.base.errors import InputError

    if bets or out or reasons:
        if not bets or not out:
            raise InputError("Scoring a file needs both: --bets, what to score, and --out, where the scores go.")
        if misplaced := bet.keys() - {"bettor"}:
            raise InputError(
                f"--{min(misplaced).replace('_', '-')} is about one bet; a file says it of each of its own."
            )
        _score_file(bets, out, bet.get("bettor"), model, reasons=reasons, as_json=as_json)
        return
    if not bet:
        raise InputError(
            "There is no bet to score. Say one: pikkit score --sportsbook DraftKings --odds 1.91 --selection "
            "'Over 2.5 Total Hull vs. Watford', and if you like --bettor, --sport, --league, --stake, --placed-at; "
            "or a file: pikkit score --bets FILE --out SCORES.csv. pikkit score --help lists every option."
        )
    _score_bet(bet, model, as_json=as_json)


def _score_bet(given: "Mapping[str, object]", model: Text, *, as_json: bool) -> None:
    from pikkit.cli.home_account import stake_in
    from pikkit.cli.score_text import score_text
    from pikkit.home import active_home

    home = active_home()
    scored = home.score_many([given], model=model or "")[0]
    stake = stake_in(home, scored, str(given.get("bettor", "")))
    answer(scored.model_dump(mode="json") | {"stake": stake.model_dump()}, score_text(scored, stake), as_json=as_json)


def _score_file(bets: Path, out: Path, bettor: Text, model: Text, *, reasons: bool, as_json: bool) -> None:
    from pikkit.cli.output import count
    from pikkit.cli.score_text import scored_document, scored_text
    from pikkit.cli.step_display import make_steps
    from pikkit.home import active_home

    with make_steps(1).step("Score") as step:
        done = active_home().score_files(
            bets,
            out,
            bettor=bettor,
            model=model or "",
            reasons=reasons,
            tell=lambda rows: step.update(count(rows, "bet")),
        )
        step.result = count(done.scored, "bet")
    answer(scored_document(done), scored_text(done), as_json=as_json)
