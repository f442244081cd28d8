"""``pikkit bets reread`` and ``pikkit bets events``: what the stored bets are on, by today's rules."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pikkit.base.errors import InputError
from pikkit.cli.output import AsCsv, AsJson, answer, answer_list, count, table_text

if TYPE_CHECKING:
    from pikkit.home import Home
    from pikkit.sync.event_refresh import EventCounts
    from pikkit.sync.stored_reread import RereadCounts

DryRun = Annotated[bool, typer.Option("--dry-run", help="Store nothing, only say what would change.")]


def reread_stored(dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Read the texts of all stored bets again by today's rules; corrections stay and count as before."""
    from pikkit.sync.stored_reread import reread_store

    with _home().store() as store:
        counts = reread_store(store, dry_run=dry_run)
    document = {
        "bets": counts.bets,
        "changed": counts.changed,
        "market": counts.fields.get("market", 0),
        "subject": counts.fields.get("subject", 0),
        "event": counts.events,
        "fields": counts.fields,
        "corrections": counts.corrected,
        "stored": not dry_run,
    }
    answer(document, _reread_text(counts, dry_run=dry_run), as_json=as_json)


def events(dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Tell anew which stored bets are on one game, and say how many are unsure or on none."""
    from pikkit.sync.event_refresh import UNSURE, note_events

    with _home().store() as store:
        counts = note_events(store, dry_run=dry_run)
    document = {
        "bets": counts.bets,
        "on_a_game": counts.told,
        "events": counts.events,
        "unsure": counts.unsure,
        "unsure_below": UNSURE,
        "unmatched": counts.unmatched,
        "changed": counts.changed,
        "stored": not dry_run,
    }
    answer(document, _events_text(counts, UNSURE, dry_run=dry_run), as_json=as_json)


def habits(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Say how books list teams around "vs": what is known of them, and what the stored bets tell of the others."""
    from pikkit.bets.learned_habits import learned_habits, order_mentions
    from pikkit.bets.tables.vs_habits import HABITS

    with _home().store() as store:
        counts = learned_habits(order_mentions(store.read()))
    document = [
        *({"sportsbook": book, "habit": habit.value, "known": True, **_NO_GAMES} for book, habit in HABITS.items()),
        *(
            {"sportsbook": book, "habit": seen.habit and seen.habit.value, "known": False, **seen._asdict()}
            for book, seen in sorted(counts.items())
        ),
    ]
    columns = tuple(document[0])  # some are known of without a bet
    text = table_text(("sportsbook", "habit", "told by"), list(map(_habit_line, document)))
    answer_list(document, text, columns=columns, as_json=as_json, as_csv=as_csv)


_NO_GAMES = {"home_first": None, "visitors_first": None}


def _habit_line(said: dict[str, Any]) -> tuple[str, str, str]:
    habit = str(said["habit"] or "too few games to say").replace("_", " ")
    games = f"stored bets: home first on {said['home_first']}, visitors first on {said['visitors_first']}"
    return str(said["sportsbook"]), habit, "Pikkit's table" if said["known"] else games


def _home() -> "Home":
    from pikkit.home import active_home

    home = active_home()
    if not home.has_store():
        raise InputError("There are no bets yet; `pikkit import` reads an export.")
    return home


def _reread_text(counts: "RereadCounts", *, dry_run: bool) -> str:
    would = "would change" if dry_run else "changed"
    lines = [f"{count(counts.bets, 'bet')} read again, {counts.changed:,} {would}."]
    named = {"market": 0, "subject": 0, **counts.fields}
    lines += [f"  {bets:>7,}  {name}" for name, bets in named.items()]
    lines += [f"  {counts.events:>7,}  event"]
    if counts.corrected:
        kept = "is kept and still counts" if counts.corrected == 1 else "are kept and still count"
        lines.append(f"{count(counts.corrected, 'correction')} {kept}.")
    return "\n".join(lines)


def _events_text(counts: "EventCounts", unsure_below: float, *, dry_run: bool) -> str:
    would = "would be noted otherwise" if dry_run else "noted otherwise than before"
    return "\n".join(
        [
            f"{counts.told:,} of {count(counts.bets, 'bet')} are on one of {count(counts.events, 'game')}; "
            f"{counts.changed:,} {would}.",
            f"{counts.unsure:,} are less sure than {unsure_below:g}; {counts.unmatched:,} name no game, or several.",
        ]
    )
