"""How fast exports get into a store: ``python benchmarks/sync_bench.py [--rows 100000 1000000]``.

For each size, every step in a process of its own (its peak memory is then its own): a first sync of a generated export
into an empty SQLite store; a sync when nothing changed; a sync of the same export with 1,000 changed bets, as a whole
export does it; one of a small export with those 1,000 only; and what changed since the watermark before. Prints rows a
second and peak memory, which must not grow with the file but for 8 bytes a row.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from import_bench import HEADER, rows  # type: ignore[import-not-found]  # it lies beside this file

CHANGED = 1000


def write(path: Path, lines: Iterable[str]) -> None:
    """An export of these rows, modified long enough ago that its size and time are believed."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(f"{HEADER}\n")
        stream.writelines(f"{line}\n" for line in lines)


def change(path: Path, whole: Path, few: Path, every: int) -> None:
    """Write an export anew with 1,000 bets that the book has graded again, and one of these alone."""
    with (
        path.open(encoding="utf-8") as source,
        whole.open("w", encoding="utf-8") as all_rows,
        few.open("w", encoding="utf-8") as changed_rows,
    ):
        for number, line in enumerate(source):
            graded = number % every == 2 and number // every < CHANGED
            text = line.replace(",Basketball,", ",Basketball | Soccer,") if graded else line
            all_rows.write(text)
            if number == 0 or graded:
                changed_rows.write(text)


def sync(url: str, path: Path) -> dict[str, float]:
    """One sync, measured."""
    from pikkit.store import open_store  # noqa: PLC0415 (only this step's process)
    from pikkit.sync.syncing import sync_exports  # noqa: PLC0415

    store = open_store(url)
    begun, cpu = time.perf_counter(), time.process_time()
    summary = sync_exports(path, store, bettor="bench")
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    return {
        "seconds": seconds,
        "cpu": cpu,
        "inserted": summary.inserted,
        "updated": summary.updated,
        "rows": summary.rows,
    }


def changes(url: str, watermark: int) -> dict[str, float]:
    """What changed since a watermark, measured."""
    from pikkit.store import open_store  # noqa: PLC0415

    store = open_store(url)
    begun, cpu = time.perf_counter(), time.process_time()
    changed = store.changed_since(watermark).bets.num_rows
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    return {"seconds": seconds, "cpu": cpu, "inserted": 0, "updated": changed, "rows": changed}


def watermark(url: str) -> int:
    """The store's watermark."""
    from pikkit.store import open_store  # noqa: PLC0415

    return open_store(url).watermark()


def measure(*arguments: str) -> dict[str, float]:
    """A step in a process of its own, with its peak memory."""
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def report(name: str, result: dict[str, float]) -> None:
    """A line of the table."""
    per_second = result["rows"] / result["seconds"]
    print(
        f"{name:<34}{result['seconds']:>9.2f}{result['cpu']:>8.2f}{result['rows']:>12,.0f}{per_second:>12,.0f}{result['inserted']:>12,.0f}"
        f"{result['updated']:>10,.0f}{result['peak_mib']:>10.0f}",
        flush=True,
    )


def compare(count: int) -> None:
    """All steps at one size."""
    with tempfile.TemporaryDirectory(prefix="pikkit-sync-bench-") as folder:
        home = Path(folder)
        url, file = f"sqlite:///{home / 'bets.db'}", home / "bench.csv"
        # Elsewhere too: a child's peak memory begins with its parent's.
        subprocess.run([sys.executable, __file__, "--write", str(file), "--rows", str(count)], check=True)
        print(f"\n{count:,} rows, {file.stat().st_size / 2**20:,.0f} MiB")
        heads = f"{'rows':>12}{'rows/s':>12}{'inserted':>12}{'updated':>10}{'peak MiB':>10}"
        print(f"{'step':<34}{'seconds':>9}{'cpu s':>8}{heads}")
        report("first sync", measure("--sync", str(file), "--url", url))
        time.sleep(2.1)  # within the tick of a file system's clock a file would be hashed
        report("nothing changed", measure("--sync", str(file), "--url", url))
        before = watermark(url)
        whole, few = home / "whole.csv", home / "few.csv"
        change(file, whole, few, max(count // CHANGED, 1))
        whole.replace(file)
        report("whole export, 1,000 bets changed", measure("--sync", str(file), "--url", url))
        report("changed since the watermark", measure("--since", str(before), "--url", url))
        report("export of the 1,000, known by now", measure("--sync", str(few), "--url", url))
        few.write_text(few.read_text(encoding="utf-8").replace(",Basketball | Soccer,", ",Soccer,"), encoding="utf-8")
        report("export of 1,000 changed bets", measure("--sync", str(few), "--url", url))
        print(f"the store takes {(home / 'bets.db').stat().st_size / 2**20:,.0f} MiB")


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000], help="sizes to measure")
    parser.add_argument("--sync", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--since", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        write(arguments.write, rows(arguments.rows[0], repeated=0.5))
        return
    if arguments.url:
        result = sync(arguments.url, arguments.sync) if arguments.sync else changes(arguments.url, arguments.since)
        print(json.dumps({**result, "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
        return
    for count in arguments.rows:
        compare(count)


if __name__ == "__main__":
    main()
