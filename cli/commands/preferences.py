"""``pikkit settings``: how a bettor has figures written, his unit, and where his bankroll begins."""

from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.output import AsJson, answer

if TYPE_CHECKING:
    from pikkit.money.preferences import Preferences

Choice = str | None
_NO_CHOICES = {"bettor", "as_json"}


def show_settings(
    bettor: Annotated[str, typer.Option(help="Whose. Default: the home's, for who chose nothing himself.")] = "",
    odds_format: Annotated[Choice, typer.Option(help="decimal, american or fractional.")] = None,
    time_zone: Annotated[Choice, typer.Option(help="Europe/Berlin, America/New_York, …")] = None,
    currency: Annotated[Choice, typer.Option(help="EUR, USD, GBP, …; nothing is converted.")] = None,
    number_language: Annotated[Choice, typer.Option(help="Of numbers: en, de, fr, …")] = None,
    unit_size: Annotated[Choice, typer.Option(help="What one unit is, in the currency.")] = None,
    starting_bankroll: Annotated[Choice, typer.Option(help="What there was when the bankroll began.")] = None,
    bankroll_from: Annotated[Choice, typer.Option(help="The day it began. Default: before the first bet.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show how figures are written for a bettor, or change it: an option sets its value, '' takes it back.

    The dashboard, the days of the API and the extension follow it. Pikkit's own configuration is `pikkit config`.
    """
    changes = {name: value for name, value in locals().items() if name not in _NO_CHOICES and value is not None}
    from pikkit.home import active_home
    from pikkit.money.preferences_kept import keep_preferences, preferences_from, preferences_of, read_preferences

    whose = bettor or None
    with active_home().records() as records:
        chosen = read_preferences(records, whose)
        if changes:
            chosen = preferences_from(chosen.model_dump(mode="json") | changes)
            keep_preferences(records, whose, chosen)
        holds = preferences_of(records, whose)
    document = {
        "bettor": bettor or "*",
        "chosen": chosen.model_dump(mode="json"),
        "holds": holds.model_dump(mode="json"),
    }
    answer(document, _text(bettor, chosen, holds), as_json=as_json)


_USUAL = {
    "odds_format": "decimal",
    "time_zone": "UTC",
    "number_language": "en",
    "bankroll_from": "before the first bet",
}


def _text(bettor: str, chosen: "Preferences", holds: "Preferences") -> str:
    from pikkit.money.figure_writing import figure_writing

    writing = figure_writing(holds)
    lines = [f"Settings of {bettor or 'this home'}:"]
    for name, value in holds.model_dump(mode="json").items():
        own = getattr(chosen, name) is not None
        shown = value if value is not None else _USUAL.get(name, "not chosen")
        where = "" if own else " (the home's)" if value is not None else " (usual)" if name in _USUAL else ""
        lines.append(f"  {name.replace('_', ' '):18} {shown}{where}")
    lines.append(f"So figures are written: odds {writing.price(1.91)}, amount {writing.money(1234.5)}.")
    return "\n".join(lines)
