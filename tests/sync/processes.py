"""Imports and syncs as processes of their own, to be killed, limited and measured."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

IMPORT = """
import sys
from pathlib import Path
from pikkit.store import open_store
from pikkit.sync.export_file import open_export, store_export
store = open_store(sys.argv[1])
for file in map(Path, sys.argv[3:]):
    for batch in store_export(store, open_export(file, batch_rows=int(sys.argv[2]))):
        print("batch", flush=True)
print("done", flush=True)
"""
"""Arguments: store URL, rows a batch, files. Says when each batch is stored."""

MEASURED = """
import json, resource, sys
from pikkit.store import open_store
from pikkit.sync.syncing import sync_exports
summary = sync_exports(sys.argv[2], open_store(sys.argv[1]))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"inserted": summary.inserted, "peak": peak}))
"""
"""Arguments: store URL, file."""


def start(program: str, *arguments: str) -> "subprocess.Popen[str]":
    """A Python program with these arguments, whose output is read."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
