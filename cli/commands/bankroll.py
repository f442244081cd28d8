"""``pikkit bankroll``: what a bettor has, and what he deposited and withdrew."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.output import AsJson, answer

if TYPE_CHECKING:
    from pikkit.money.account import Account
    from pikkit.money.cash_flow import FlowKind
    from pikkit.store.records import Records

app = typer.Typer(help="A bettor's bankroll: deposits, withdrawals, and what they and his bets came to.",
                  no_args_is_help=True)  # fmt: skip
_AMOUNTS = {"ignore_unknown_options": True}  # -5 is an amount, refused as one
Bettor = Annotated[str, typer.Option(help="Whose.")]
Amount = Annotated[str, typer.Argument(help="Above 0, in the bettor's currency: 250 or 99.50.")]
Book = Annotated[str, typer.Argument(help="The sportsbook, in any spelling.")]
On = Annotated[str, typer.Option("--day", help="2026-05-31. Default: today.")]
Note = Annotated[str, typer.Option(help="A word on it.")]


@app.command()
def show(bettor: Bettor, as_json: AsJson = False) -> None:
    """Show the bankroll, what is left at each book, and the newest flows."""
    from pikkit.cli.account_text import account_text
    from pikkit.cli.home_account import home_account
    from pikkit.home import active_home

    account = home_account(active_home(), bettor)
    answer(_document(bettor, account), account_text(bettor, account), as_json=as_json)


@app.command(context_settings=_AMOUNTS)
def deposit(
    amount: Amount, sportsbook: Book, bettor: Bettor, day: On = "", note: Note = "", as_json: AsJson = False
) -> None:
    """Note a deposit at a book."""
    _note("deposit", amount, sportsbook, bettor, day, note, as_json=as_json)


@app.command(context_settings=_AMOUNTS)
def withdraw(
    amount: Amount, sportsbook: Book, bettor: Bettor, day: On = "", note: Note = "", as_json: AsJson = False
) -> None:
    """Note a withdrawal from a book."""
    _note("withdrawal", amount, sportsbook, bettor, day, note, as_json=as_json)


@app.command("take-back")
def take_back(
    flow: Annotated[str, typer.Argument(help="Its id, as `show --json` says.")], bettor: Bettor, as_json: AsJson = False
) -> None:
    """Take a deposit or a withdrawal back that was noted wrongly."""
    from pikkit.base.errors import InputError
    from pikkit.money.flows_kept import take_back_flow

    with _records() as records:
        taken = take_back_flow(records, bettor, flow)
    if taken is None:
        raise InputError(f"{bettor} has no deposit or withdrawal {flow!r}; `pikkit bankroll show --json` lists them.")
    answer(taken.model_dump(mode="json"), f"The {taken.kind} of {taken.amount:g} counts no longer.", as_json=as_json)


def _note(kind: "FlowKind", amount: str, book: str, bettor: str, day: str, note: str, *, as_json: bool) -> None:
    from pikkit.money.cash_flow import flow_from
    from pikkit.money.flows_kept import keep_flow
    from pikkit.money.preferences_kept import preferences_of

    given = {"kind": kind, "amount": amount, "sportsbook": book, "day": day, "note": note}
    with _records() as records:
        flow = flow_from(given, preferences_of(records, bettor))
        keep_flow(records, bettor, flow)
    text = f"Noted: {kind} of {flow.amount:g} at {flow.sportsbook} on {flow.day}, {bettor}."
    answer(flow.model_dump(mode="json"), text, as_json=as_json)


@contextmanager
def _records() -> "Iterator[Records]":
    """The records of your own home: money of the sample's made-up bettor is nobody's."""
    from pikkit.home import own_home

    with own_home().records() as records:
        yield records


def _document(bettor: str, account: "Account") -> dict[str, object]:
    from pydantic import TypeAdapter

    from pikkit.money.bankroll import MoneyHeld

    held = TypeAdapter(MoneyHeld | None).dump_python(account.bankroll, mode="json")
    return {
        "bettor": bettor,
        "currency": account.preferences.currency,
        "bankroll": held,
        "books": [{name: getattr(one, name) for name in _BOOK} for one in account.books],
        "flows": [flow.model_dump(mode="json") for flow in account.flows],
    }


_BOOK = ("sportsbook", "deposited", "withdrawn", "profit", "left")
