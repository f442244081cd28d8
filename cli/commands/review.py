"""``pikkit review``: decisions about rejected rows and flagged bets, and corrections."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.base.errors import InputError
from pikkit.cli.output import AsCsv, AsJson, answer, answer_list

if TYPE_CHECKING:
    from pikkit.review.decided import Decided, Reviewer
    from pikkit.settings import Settings
    from pikkit.store import BetStore

app = typer.Typer(
    help="Decide about rejected rows and flagged bets; correct stored bets.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Refs = Annotated[
    list[str] | None, typer.Argument(help="References: a row's digits, or BETTOR/BET_ID.", show_default=False)
]
Rules = Annotated[
    list[str] | None, typer.Option("--rule", help="Of this rule, or group of rules: odds.range, odds, anomaly.")
]
Bettors = Annotated[list[str] | None, typer.Option("--bettor", help="Of this bettor.")]
Files = Annotated[list[str] | None, typer.Option("--file", help="Of this export (its name).")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the decision.")]
By = Annotated[str, typer.Option("--by", help="Who decides. Default: the user of this computer.")]
_COLUMNS = (
    "kind",
    "ref",
    "bettor",
    "file",
    "lines",
    "rule",
    "reason",
    "status",
    "decided_by",
    "decided_at",
    "why",
    "raw",
)
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and store nothing.")]
All = Annotated[bool, typer.Option("--all", help="Every open row.")]


@app.command("list")
def list_open(
    rule: Rules = None,
    bettor: Bettors = None,
    file: Files = None,
    status: Annotated[
        list[str] | None, typer.Option(help="open (default), accepted, corrected, rejected, or all.")
    ] = None,
    flags: Annotated[bool, typer.Option("--flags/--no-flags", help="Look for unusual bets too.")] = True,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Corrections instead, and their conflicts with their sources.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="Most items shown as text.")] = 50,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what waits for a decision."""
    from pikkit.cli.reviewing.chosen_items import ReviewChoice, chosen_rows, flags_of
    from pikkit.cli.reviewing.review_text import flag_document, review_text, row_document
    from pikkit.cli.reviewing.showing import list_corrections

    with _store() as (store, settings):
        if corrections:
            list_corrections(store, bettor or [], limit, as_json=as_json, as_csv=as_csv)
            return
        choice = ReviewChoice((), rule or (), bettor or (), file or (), status or ())
        rows = chosen_rows(store, choice)
        flags_listed = flags_of(store, choice, settings) if flags else []
    document = [*map(row_document, rows), *map(flag_document, flags_listed)]
    answer_list(document, review_text(rows, flags_listed, limit), as_json=as_json, as_csv=as_csv, columns=_COLUMNS)


@app.command("show")
def show_item(
    ref: Annotated[str, typer.Argument(help="A row's digits, or BETTOR/BET_ID.")], as_json: AsJson = False
) -> None:
    """Show everything about one row or one bet."""
    from pikkit.cli.reviewing.chosen_items import ReviewChoice, chosen_rows
    from pikkit.cli.reviewing.review_text import row_document, row_text
    from pikkit.cli.reviewing.showing import show_bet

    with _store() as (store, _):
        if "/" in ref:
            show_bet(store, ref, as_json=as_json)
            return
        (row,) = chosen_rows(store, ReviewChoice([ref]))
    answer(row_document(row), row_text(row), as_json=as_json)


@app.command()
def accept(
    refs: Refs = None,
    rule: Rules = None,
    bettor: Bettors = None,
    file: Files = None,
    every: All = False,
    why: Why = "",
    by: By = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Make bets of rows as they are, if they are bets at all; say that flagged bets are right."""
    from pikkit.cli.reviewing.chosen_items import ReviewChoice
    from pikkit.cli.reviewing.review_decisions import accept_chosen

    choice = ReviewChoice(refs or (), rule or (), bettor or (), file or (), (), every)
    reviewer = _reviewer(by, why, dry_run=dry_run)
    with _store() as (store, settings):
        decided = accept_chosen(store, choice, reviewer, settings)
    _tell(decided, "accepted", reviewer, as_json=as_json)


@app.command()
def reject(
    refs: Refs = None,
    rule: Rules = None,
    bettor: Bettors = None,
    file: Files = None,
    every: All = False,
    why: Why = "",
    by: By = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Keep rows out for good; withhold bets from everything that reads them."""
    from pikkit.cli.reviewing.chosen_items import ReviewChoice
    from pikkit.cli.reviewing.review_decisions import reject_chosen

    choice = ReviewChoice(refs or (), rule or (), bettor or (), file or (), (), every)
    reviewer = _reviewer(by, why, dry_run=dry_run)
    with _store() as (store, settings):
        decided = reject_chosen(store, choice, reviewer, settings)
    _tell(decided, "rejected", reviewer, as_json=as_json)


@app.command()
def correct(
    assignments: Annotated[list[str], typer.Option("--set", help="FIELD=VALUE, such as odds=1.91; may be repeated.")],
    why: Annotated[str, typer.Option("--why", help="The reason, kept with the correction.")],
    refs: Refs = None,
    rule: Rules = None,
    bettor: Bettors = None,
    file: Files = None,
    by: By = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Set fields: of rows, which become bets if they then keep every rule, or of stored bets."""
    from pikkit.cli.reviewing.chosen_items import ReviewChoice, chosen_bets, chosen_rows
    from pikkit.review.bet_decisions import correct_bets
    from pikkit.review.decided import Decided
    from pikkit.review.quarantine import correct_rows

    choice = ReviewChoice(refs or (), rule or (), bettor or (), file or ())
    choice.check_narrow()
    changes, reviewer = _changes(assignments), _reviewer(by, why, dry_run=dry_run)
    if choice.flag_kinds:
        raise InputError("Flagged bets are corrected one by one: give their references, BETTOR/BET_ID.")
    with _store() as (store, _):
        decided = Decided()
        if rows := chosen_rows(store, choice):
            decided += correct_rows(store, rows, changes, reviewer)
        if choice.bet_refs:
            decided += correct_bets(store, chosen_bets(store, choice), changes, reviewer)
    _tell(decided, "corrected", reviewer, as_json=as_json)


@app.command("undo")
def undo_decisions(
    refs: Annotated[
        list[str] | None, typer.Argument(help="A row's digits, a correction's, or BETTOR/BET_ID for its last.")
    ] = None,
    rule: Rules = None,
    bettor: Bettors = None,
    file: Files = None,
    by: By = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take decisions back: rows are open again (filters choose rows), corrections no longer apply."""
    from pikkit.cli.reviewing.chosen_items import ALL, ReviewChoice, chosen_rows
    from pikkit.review.decided import Decided
    from pikkit.review.quarantine import reopen_rows
    from pikkit.review.undo import undo as undo_decisions

    choice = ReviewChoice(refs or (), rule or (), bettor or (), file or (), [ALL])
    choice.check_narrow()
    reviewer = _reviewer(by, "", dry_run=dry_run)
    with _store() as (store, _):
        decided = undo_decisions(store, refs, reviewer) if refs else Decided()
        if not refs:
            decided += reopen_rows(store, [row for row in chosen_rows(store, choice) if row.status != "open"], reviewer)
    _tell(decided, "undone", reviewer, as_json=as_json)


@app.command("apply")
def apply_rules(
    rules: Annotated[Path, typer.Argument(help="A YAML file of rules: of, match, why, and set, accept or reject.")],
    by: By = "",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Decide by rule. Doing it again changes nothing more."""
    from pikkit.cli.reviewing.review_text import applied_text, decided_document
    from pikkit.review.applying import apply_rules
    from pikkit.review.rule_file import read_rules

    wanted = read_rules(rules)
    with _store() as (store, _):
        applied = apply_rules(store, wanted, _reviewer(by, "", dry_run=dry_run))
    document = [
        {
            "rule": one.rule.name or f"{one.rule.of}: {one.rule.does}",
            "matched": one.matched,
            **decided_document(one.decided, dry_run=dry_run),
        }
        for one in applied
    ]
    answer(document, applied_text(applied, dry_run=dry_run), as_json=as_json)


@contextmanager
def _store() -> "Iterator[tuple[BetStore, Settings]]":
    from pikkit.home import Home, active_home

    settings = active_home().settings
    if not Home(settings).has_store():
        raise InputError("There are no bets yet; `pikkit import` reads an export.")
    with Home(settings).store() as store:
        yield store, settings


def _changes(assignments: list[str]) -> dict[str, str]:
    changes = {}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        if not equals or not name.strip():
            raise InputError(f"--set {assignment!r} is no FIELD=VALUE, such as odds=1.91.")
        changes[name.strip()] = text
    return changes


def _reviewer(by: str, why: str, *, dry_run: bool) -> "Reviewer":
    from pikkit.review.decided import Reviewer

    return Reviewer(by or getpass.getuser(), why, dry_run)


def _tell(decided: "Decided", verb: str, by: "Reviewer", *, as_json: bool) -> None:
    """Answer, and leave with 2 if nothing could be done and something was refused."""
    from pikkit.cli.failures import REFUSED
    from pikkit.cli.reviewing.review_text import decided_document, decided_text

    document = decided_document(decided, dry_run=by.dry_run)
    answer(document, decided_text(decided, verb, dry_run=by.dry_run), as_json=as_json)
    if decided.refused and not decided.done and not decided.unchanged:
        raise typer.Exit(REFUSED)
