"""``pikkit bets``: stored bets, how their texts are read, and which of their words are not."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.base.errors import InputError
from pikkit.cli.commands.bets_listed import export_stored, list_stored
from pikkit.cli.commands.bets_stored import events, habits, reread_stored
from pikkit.cli.output import AsCsv, AsJson, answer, answer_list, count, table_text

if TYPE_CHECKING:
    from pikkit.bets.bet_info.leg_fields import LegFields

app = typer.Typer(
    name="bets",
    help="List and export bets; see how their texts are read, and which words are not.",
    no_args_is_help=True,
)
app.command("list")(list_stored)
app.command("export")(export_stored)
app.command("reread")(reread_stored)
app.command()(events)
app.command()(habits)

FIELDS = ("market", "side", "line", "subject", "home", "away", "period", "live", "confidence", "left")
"""What is said of a leg, in this order."""


@app.command()
def parse(
    texts: Annotated[list[str] | None, typer.Argument(help="Texts of bets.", show_default=False)] = None,
    file: Annotated[
        Path | None, typer.Option(help="A file with a text a line (UTF-8; empty lines are passed over).")
    ] = None,
    sportsbook: Annotated[
        str | None, typer.Option(help='The book, whose habit says who is at home in "A vs B".')
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how texts of bets are read, a text an entry; what no rule reads is null.

    A text of several legs (joined by " | ") is no single selection: as in the store, its own fields are null (live: any
    leg is), and "legs" lists what each of them says. Without --sportsbook "A vs B" is read home first, unless the words
    are those of a book that names the visitors first.
    """
    read = [_read(text, sportsbook) for text in _texts(texts, file)]
    answer(
        [_document(text, legs) for text, legs in read], "\n\n".join(_text(legs) for _, legs in read), as_json=as_json
    )


@app.command()
def unknown(
    limit: Annotated[int, typer.Option(min=1, help="Most words shown.")] = 50,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the words of the stored bets that no rule reads, the most frequent first, to report them."""
    from pikkit.bets.bet_info.unread import UnreadWord, unread_words
    from pikkit.home import active_home

    home = active_home()
    if not home.has_store():
        raise InputError("There are no bets yet; `pikkit import` reads an export.")
    with home.store() as store:
        selections = store.read()["bet_info"].to_pylist()
    words = unread_words(selections)
    rows = [word._asdict() for word in words[:limit]]
    lines = [(f"{word.legs:,}", word.word, word.example) for word in words[:limit]]
    head = f"{count(len(words), 'word')} in {count(len(selections), 'bet')} that no rule reads."
    table = "\n\n" + table_text(("legs", "word", "example"), lines, frozenset({"legs"})) if lines else ""
    answer_list(rows, head + table, columns=UnreadWord._fields, as_json=as_json, as_csv=as_csv)


def _texts(texts: list[str] | None, file: Path | None) -> list[str]:
    if bool(texts) == bool(file):
        raise InputError("Give texts, or a file of them with --file; one of the two.")
    if file is None:
        return texts or []
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read as a UTF-8 text file: {error}.") from error
    return [line.strip() for line in lines if line.strip()]


def _read(text: str, sportsbook: str | None) -> "tuple[str, list[LegFields]]":
    """A text and its legs, at least one."""
    from pikkit.bets.bet_info.in_book import in_book
    from pikkit.bets.bet_info.parse import leg_fields, split_legs

    legs = [leg_fields(leg) for leg in split_legs(text) or [text]]
    return text, [in_book(leg, sportsbook) for leg in legs] if sportsbook else legs


def _document(text: str, legs: "list[LegFields]") -> dict[str, object]:
    if len(legs) == 1:
        return {"text": text, **{name: getattr(legs[0], name) for name in FIELDS}}
    nothing = dict.fromkeys(FIELDS)
    confidence = min(leg.confidence for leg in legs)
    several = {"live": any(leg.live for leg in legs), "confidence": confidence}
    return {"text": text, **nothing, **several, "legs": [_document(leg.raw, [leg]) for leg in legs]}


def _text(legs: "list[LegFields]") -> str:
    return "\n".join(map(_leg_text, legs))


def _leg_text(leg: "LegFields") -> str:
    read = [(name, getattr(leg, name)) for name in FIELDS if getattr(leg, name) not in (None, False)]
    order = [("home side", _ORDERS[leg.order])] if leg.order else []
    return "\n".join([leg.raw, *(f"  {name:<11} {value}" for name, value in (*read, *order))])


_ORDERS = {
    "sure": 'sure: "@" or "at" names the visitors first',
    "listed": 'taken from the order around "vs"; no habit of a book is known',
    "habit": "by the habit of the book",
    "unknown": "not known: this book, or this league, is written both ways",
}
