"""``pikkit sync``: what is new in a folder of exports, into the store."""

import signal
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from pikkit.base.errors import InputError
from pikkit.cli.format_option import FormatName
from pikkit.cli.output import AsJson, answer, count, say

if TYPE_CHECKING:
    from pikkit.base.errors import NotReadyError
    from pikkit.review.rule_file import ReviewRule
    from pikkit.store import BetStore
    from pikkit.sync.syncing import SyncSummary

Bettor = Annotated[str | None, typer.Option(help="Whose bets a single file holds. Default: the file's name.")]


def sync(
    path: Annotated[Path, typer.Argument(help="A file of bets (.csv, .tsv, .xlsx), or a folder of them.")],
    bettor: Bettor = None,
    format_name: FormatName = None,
    every: Annotated[bool, typer.Option("--all", help="Read files that have not changed, too.")] = False,
    rules: Annotated[Path | None, typer.Option(help="Rules to decide by after each sync, as `review apply`.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Go on watching the folder, until interrupted.")] = False,
    settle: Annotated[float, typer.Option(min=0.1, help="Seconds a watched file must be at rest to be read.")] = 2.0,
    as_json: AsJson = False,
) -> None:
    """Read what is new or changed in exports into the store of your own bets, and nothing else."""
    from pikkit.bets.export import find_exports
    from pikkit.home import Home, own_home

    settings = own_home().settings
    wanted = _rules(rules)
    if watch:
        _check_watchable(path, bettor)
    else:
        find_exports(path)  # before a store is made for nothing
    with Home(settings).store() as store:
        if watch:
            _watch(path, store, wanted, settle, format_name, as_json=as_json)
        else:
            _once(path, store, bettor, wanted, format_name, settings.import_processes, every=every, as_json=as_json)


def _once(
    path: Path,
    store: "BetStore",
    bettor: str | None,
    rules: "list[ReviewRule]",
    format_name: str | None,
    processes: int,
    *,
    every: bool,
    as_json: bool,
) -> None:
    from pikkit.cli.step_display import make_steps
    from pikkit.sync.syncing import sync_exports

    done = 0
    with make_steps(1).step("Sync") as step:

        def progress(file: str, rows: int) -> None:
            nonlocal done
            done += rows
            step.update(f"{file}, {count(done, 'row')}")

        summary = sync_exports(
            path, store, bettor, every=every, progress=progress, format=format_name, processes=processes
        )
        for skipped in summary.skipped:
            step.note(f"Skipped: {skipped.reason}")
        for note in summary.notes:
            step.note(note)
    _tell(summary, store, rules, as_json=as_json)


def _watch(
    folder: Path,
    store: "BetStore",
    rules: "list[ReviewRule]",
    settle: float,
    format_name: str | None,
    *,
    as_json: bool,
) -> None:
    """Tell each sync on a line, until SIGINT or SIGTERM; both are the way to end it, and no failure."""
    from pikkit.sync.folder_watch import watch_exports

    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())

    def told(summary: "SyncSummary") -> None:
        for skipped in summary.skipped:
            say(f"Skipped: {skipped.reason}", err=True)
        _tell(summary, store, rules, as_json=as_json, line=True)

    def troubled(error: "NotReadyError") -> None:
        say(f"{error} Trying again.", err=True)

    say(f"Watching {folder}; stop with Ctrl-C.", err=True)
    with suppress(KeyboardInterrupt):  # whatever it was at is rolled back: what is stored is whole
        watch_exports(folder, store, told, stop, settle_seconds=settle, troubled=troubled, format=format_name)
    say("Stopped watching.", err=True)


def _tell(
    summary: "SyncSummary", store: "BetStore", rules: "list[ReviewRule]", *, as_json: bool, line: bool = False
) -> None:
    import json

    from pikkit.review.conflicts import find_conflicts

    decided = _apply(store, rules)
    conflicts = len(find_conflicts(store)) if summary.updated else 0
    document = {
        "files": summary.files,
        "known_files": summary.known,
        "rows": summary.rows,
        "inserted": summary.inserted,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "quarantined": summary.quarantined,
        "rules": summary.rules,
        "skipped": [{"path": str(file.path), "reason": file.reason} for file in summary.skipped],
        "otherwise": summary.otherwise,
        "decided_by_rule": decided,
        "conflicts": conflicts,
        "watermark": summary.watermark,
    }
    if as_json and line:
        say(json.dumps(document))
        return
    answer(document, _text(summary, decided, conflicts), as_json=as_json)


def _text(summary: "SyncSummary", decided: int, conflicts: int) -> str:
    from pikkit.cli.import_progress import otherwise

    read = f"{count(summary.files, 'file')} read, {summary.known:,} unchanged"
    bets = f"{summary.inserted:,} inserted, {summary.updated:,} updated, {summary.unchanged:,} unchanged"
    sentences = [f"{bets}, {summary.quarantined:,} quarantined ({read}).", *otherwise(summary)]
    if summary.quarantined:
        sentences.append("See the quarantine with `pikkit review list`.")
    if decided:
        sentences.append(f"{count(decided, 'item')} decided by rule.")
    if conflicts:
        sentences.append(
            f"The source says something new where {count(conflicts, 'correction')} still "
            f"{'wins' if conflicts == 1 else 'win'}; see `pikkit review list --corrections`."
        )
    return "\n".join(sentences)


def _rules(path: Path | None) -> "list[ReviewRule]":
    from pikkit.review.rule_file import read_rules

    return read_rules(path) if path else []


def _apply(store: "BetStore", rules: "list[ReviewRule]") -> int:
    import getpass

    from pikkit.review.applying import apply_rules
    from pikkit.review.decided import Reviewer

    return sum(one.decided.done for one in apply_rules(store, rules, Reviewer(getpass.getuser())))


def _check_watchable(path: Path, bettor: str | None) -> None:
    if not path.is_dir():
        raise InputError(f"{path} is no folder; only a folder can be watched.")
    if bettor:
        raise InputError("A watched folder holds one bettor a file, named after it; leave --bettor out.")
