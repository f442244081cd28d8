"""The record of a build: what the next one needs to go on from it. It counts only for the files it was made with."""

import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

import duckdb
import pyarrow as pa
from pyarrow import ipc

from pikkit.features.build.resume.parquet_groups import Group, footer_digest
from pikkit.features.build.source_digest import source_digest
from pikkit.features.views.view import View

RECORD = "resume.json"
_PREFIX = ".resume-"
_GROUPS, _BETS = "groups.arrow", "bets.arrow"


@dataclass(frozen=True)
class FileGroups:
    """The row groups of a file in their order, and the epoch of each (0 for the training rows)."""

    groups: list[Group]
    epochs: list[int]


@dataclass
class BuildRecord:
    """What is known of a build.

    Attributes:
        folder: The folder of its tables.
        schema: The columns of its bets, as text.
        bounds: Where epochs begin, in microseconds, ascending; epoch 0 begins before all.
        files: By name of a file (relative to the build), its groups.
    """

    folder: Path
    schema: str
    bounds: list[int] = field(default_factory=list)
    files: dict[str, FileGroups] = field(default_factory=dict)

    @classmethod
    def begin(cls, out: Path, schema: pa.Schema) -> "BuildRecord":
        """An empty record of a build that is being made."""
        folder = out / f"{_PREFIX}{token_hex(8)}"
        folder.mkdir()
        return cls(folder, _told(schema))

    def __enter__(self) -> "BuildRecord":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Delete the record of a build that came to nothing."""
        if kind:
            shutil.rmtree(self.folder, ignore_errors=True)

    def write_bets(self, digests: pa.Table) -> None:
        """Keep the digests of the bets."""
        _write(digests, self.folder / _BETS)

    def bets(self) -> pa.Table:
        """The digests of the bets."""
        return _read(self.folder / _BETS)

    def state_path(self, view: View, bound: int) -> Path:
        """Where what each entity's history said when an epoch began is."""
        return self.folder / f"{view.name}-{bound}.arrow"

    def write_state(self, view: View, bound: int, state: pa.Table) -> None:
        """Keep what each entity's history said when an epoch began."""
        _write(state, self.state_path(view, bound))

    def state(self, view: View, bound: int) -> pa.Table:
        """What each entity's history said when an epoch began."""
        return _read(self.state_path(view, bound))

    def keep_states(self, earlier: "BuildRecord", view: View) -> None:
        """Take over the states of an earlier record, at the bounds that are still there."""
        for bound in earlier.bounds:
            if bound in self.bounds:
                link_or_copy(earlier.state_path(view, bound), self.state_path(view, bound))

    def finish(self, out: Path) -> None:
        """Let the record count, for the files as they are now; earlier records are deleted."""
        _write(_table(self.files), self.folder / _GROUPS)
        record = {
            "folder": self.folder.name,
            "source": _source(),
            "schema": self.schema,
            "bounds": self.bounds,
            "files": {name: footer_digest(out / name) for name in self.files},
        }
        unfinished = out / f"{RECORD}.tmp"
        unfinished.write_text(json.dumps(record), encoding="utf-8")
        unfinished.replace(out / RECORD)
        forget(out, but=self.folder)


def link_or_copy(source: Path, target: Path) -> None:
    """A file under another name: what is written in its place later replaces only one of the two names."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def forget(out: Path, but: Path | None = None) -> None:
    """Delete the tables of records, all but one folder's."""
    if but is None:
        (out / RECORD).unlink(missing_ok=True)
    for folder in out.glob(f"{_PREFIX}*"):
        if folder != but:
            shutil.rmtree(folder, ignore_errors=True)


def record_of(built: Path, schema: pa.Schema) -> BuildRecord | None:
    """The record of a build, if its files are those it was made with, by these sources and of such bets."""
    try:
        document = json.loads((built / RECORD).read_text(encoding="utf-8"))
        record = BuildRecord(built / document["folder"], document["schema"], document["bounds"])
        if document["source"] != _source() or document["schema"] != _told(schema):
            return None
        if any(footer_digest(built / name) != digest for name, digest in document["files"].items()):
            return None
        record.files = _files(_read(record.folder / _GROUPS))
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return None
    return record


def _source() -> str:
    return f"{source_digest().decode()} {duckdb.__version__} {pa.__version__}"


def _told(schema: pa.Schema) -> str:
    return str(schema.remove_metadata())


def _table(files: dict[str, FileGroups]) -> pa.Table:
    rows = [
        {"file": name, "epoch": epoch, **vars(group)}
        for name, those in files.items()
        for group, epoch in zip(those.groups, those.epochs, strict=True)
    ]
    numbers = dict.fromkeys(("epoch", "rows", "begin", "end"), pa.int64())
    return pa.Table.from_pylist(rows, schema=pa.schema({"file": pa.string(), **numbers, "footer": pa.binary()}))


def _files(table: pa.Table) -> dict[str, FileGroups]:
    files: dict[str, FileGroups] = {}
    for row in table.to_pylist():
        those = files.setdefault(row["file"], FileGroups([], []))
        those.groups.append(Group(row["rows"], row["begin"], row["end"], row["footer"]))
        those.epochs.append(row["epoch"])
    return files


def _write(table: pa.Table, path: Path) -> None:
    with ipc.new_file(path, table.schema) as file:
        file.write_table(table)


def _read(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as mapped:
        return ipc.open_file(mapped).read_all()
