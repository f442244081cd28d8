"""``pikkit outbox``: what waits to be delivered, and what was refused."""

from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.cli.output import AsCsv, AsJson, answer, answer_list, count, table_text

if TYPE_CHECKING:
    from pikkit.outbox import Entry, Outbox

app = typer.Typer(help="Look after what waits to be delivered: captures and webhooks.", no_args_is_help=True)
Entries = Annotated[list[int] | None, typer.Argument(metavar="[ENTRY]…", help="Their numbers. Default: all.")]


@app.command("list")
def list_entries(
    dead: Annotated[bool, typer.Option("--dead", help="Those that were refused, in place of those that wait.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="The most to show.")] = 50,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show how much waits, and the oldest entries."""
    from pikkit.outbox import EntryState

    outbox = _outbox()
    depth, entries = outbox.depth(), outbox.list(EntryState.DEAD if dead else EntryState.PENDING, limit)
    head = f"{count(depth.pending, 'entry').replace('entrys', 'entries')} waiting"
    head += f" for up to {depth.age_seconds:.0f} s; {depth.dead:,} dead"
    rows = [_document(entry) for entry in entries]
    document = {"pending": depth.pending, "dead": depth.dead, "age_seconds": depth.age_seconds, "entries": rows}
    text = f"{head}\n\n{table_text(_HEADS, [_line(entry) for entry in entries])}" if entries else head
    answer_list(rows, text, as_json=as_json, as_csv=as_csv, document=document, columns=_COLUMNS)


@app.command("replay")
def replay_entries(entries: Entries = None, as_json: AsJson = False) -> None:
    """Let dead entries be delivered after all: those given, or all."""
    replayed = _outbox().replay(entries or [])
    answer({"replayed": replayed}, f"{replayed:,} wait again.", as_json=as_json)


@app.command()
def purge(
    entries: Entries = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Forget dead entries for good: those given, or all. What they hold is lost."""
    if not yes:
        typer.confirm("What these entries hold is nowhere else. Forget them?", abort=True, err=True)
    purged = _outbox().purge_dead(entries or [])
    answer({"purged": purged}, f"{purged:,} forgotten.", as_json=as_json)


def _outbox() -> "Outbox":
    from pikkit.home import active_home
    from pikkit.outbox import open_outbox

    return open_outbox(active_home().settings)


def _line(entry: "Entry") -> tuple[str, ...]:
    item = entry.item
    tried = f"{entry.attempts}: {entry.error}" if entry.error else str(entry.attempts)
    what = f"{item.operation} {item.topic} {item.key}"
    return str(entry.seq), f"{entry.created_at:%Y-%m-%d %H:%M:%S}", item.bettor, what, tried


_HEADS = ("entry", "made (UTC)", "bettor", "what", "attempts")
_COLUMNS = ("entry", "target", "bettor", "operation", "topic", "key", "created_at", "attempts", "error")


def _document(entry: "Entry") -> dict[str, object]:
    item = entry.item
    return {
        "entry": entry.seq,
        "target": item.target.split("?")[0].rsplit("/", 1)[0],  # the last part of a webhook's path may be its secret
        "bettor": item.bettor,
        "operation": item.operation,
        "topic": item.topic,
        "key": item.key,
        "created_at": entry.created_at.isoformat(),
        "attempts": entry.attempts,
        "error": entry.error,
    }
