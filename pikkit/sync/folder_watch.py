"""Syncing whenever something changes in a folder."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

from pikkit.base.errors import InputError, NotReadyError
from pikkit.bets.export import FormatChoice
from pikkit.store import BetStore
from pikkit.sync.resting import RestingFiles
from pikkit.sync.syncing import Progress, SyncSummary, sync_files

DEBOUNCE_MS = 400
"""Changes closer together than this are one."""


def watch_exports(
    folder: Path,
    store: BetStore,
    told: Callable[[SyncSummary], None],
    stop: Event,
    *,
    settle_seconds: float = 2.0,
    progress: Progress | None = None,
    troubled: Callable[[NotReadyError], None] | None = None,
    format: FormatChoice = None,  # noqa: A002 — its name on every surface
) -> None:
    """Sync a folder now, and again whenever an export in it has changed and has come to rest.

    A file is read when its size and its moment of modification have not changed for ``settle_seconds``: one that is
    being written or copied is left alone until it is whole. What cannot be read is told once for each of its states.

    Args:
        folder: The folder; it may be empty.
        store: Where the bets go.
        told: Told what each sync that read or refused a file did.
        stop: Set it, and the watch ends after the sync it is at. An interrupt ends it at once, between two batches.
        settle_seconds: How long a file must be at rest.
        progress: Called after each batch.
        format: What the columns of all of them mean; None: they must tell.
        troubled: Told when the store is away or busy; the sync is tried again after the next ``settle_seconds``.

    Raises:
        InputError: The folder is none, or the store cannot be used.
    """
    from watchfiles import watch

    if not folder.is_dir():
        raise InputError(f"{folder} is no folder; only a folder can be watched.")
    resting_files = RestingFiles(folder, settle_seconds)
    changes = watch(
        folder,
        watch_filter=None,
        debounce=DEBOUNCE_MS,
        step=50,
        rust_timeout=max(int(settle_seconds * 1000), 50),
        yield_on_timeout=True,
        stop_event=stop,
        recursive=False,
        raise_interrupt=True,
    )
    for _ in changes:  # every change, and every settle_seconds without one
        files = resting_files.look(time.time())
        try:
            summary = sync_files(files, store, progress=progress, format=format) if files else None
        except NotReadyError as error:
            if troubled is None:
                raise
            troubled(error)
            continue
        resting_files.done(files)
        if summary is not None and (summary.files or summary.skipped):
            told(summary)
