"""A sync reads only what is new or changed, and misses nothing that comes late."""

import os
import time
from pathlib import Path

import pytest

import pikkit.sync.imported_files
from pikkit.base.errors import InputError
from pikkit.review.bet_decisions import correct_bets
from pikkit.review.decided import Reviewer
from pikkit.store import BetStore
from pikkit.sync.syncing import SyncSummary, import_exports, sync_exports
from tests.bets.export_files import row, write_export


def counts(summary: SyncSummary) -> tuple[int, int, int, int, int, int]:
    """Files read and known; bets inserted, updated, unchanged; rows quarantined."""
    return (
        summary.files,
        summary.known,
        summary.inserted,
        summary.updated,
        summary.unchanged,
        summary.quarantined,
    )


def age(file: Path, seconds: float = 60) -> None:
    """Let a file be modified that long ago."""
    moment = time.time() - seconds
    os.utime(file, (moment, moment))


@pytest.fixture
def ann(folder: Path) -> Path:
    """An export of ann's: two settled bets, an open one, and a row that is none; as of a minute ago."""
    file = write_export(folder / "ann.csv", [row(1), row(2), row(3, status="PLACED"), row(4, odds="")])
    age(file)
    return file


@pytest.fixture
def bob(folder: Path) -> Path:
    """An export of bob's."""
    file = write_export(folder / "bob.csv", [row(1)])
    age(file)
    return file


def test_the_first_sync_reads_everything(store: BetStore, folder: Path, ann: Path, bob: Path) -> None:
    summary = sync_exports(folder, store)
    assert counts(summary) == (2, 0, 4, 0, 0, 1)
    assert summary.rules == {"odds.missing": 1}
    assert summary.watermark == store.watermark() > 0


def test_the_next_reads_nothing(
    store: BetStore, folder: Path, ann: Path, bob: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_exports(folder, store)
    before = store.fingerprint(), store.watermark()
    monkeypatch.setattr(pikkit.sync.imported_files, "sha256_of", lambda file: pytest.fail(f"{file} was read"))
    summary = sync_exports(folder, store)
    assert counts(summary) == (0, 2, 0, 0, 0, 0)
    assert not summary.changed
    assert (store.fingerprint(), store.watermark()) == before


def test_a_changed_file_is_read_and_its_changed_bets_are_written(
    store: BetStore, folder: Path, ann: Path, bob: Path
) -> None:
    sync_exports(folder, store)
    mark = store.watermark()
    write_export(ann, [row(1), row(2), row(3), row(4, odds=""), row(5)])
    assert counts(sync_exports(folder, store)) == (1, 1, 1, 1, 2, 0)
    changed = store.changed_since(mark).bets
    assert sorted(bet[-1] for bet in changed["bet_id"].to_pylist()) == ["3", "5"]


def test_a_bet_placed_before_all_others_is_picked_up_when_it_comes(store: BetStore, folder: Path, ann: Path) -> None:
    sync_exports(folder, store)
    mark = store.watermark()
    late = {"time_placed": "", "time_placed_iso": "2019-05-01T12:00:00Z"}
    write_export(ann, [row(9, **late), row(1), row(2), row(3, status="PLACED"), row(4, odds="")])
    assert sync_exports(folder, store).inserted == 1
    (bet,) = store.changed_since(mark).bets.to_pylist()
    assert bet["placed_at"].year == 2019


def test_a_file_that_was_only_touched_is_not_read(store: BetStore, folder: Path, ann: Path) -> None:
    sync_exports(folder, store)
    age(ann, 30)
    assert counts(sync_exports(folder, store)) == (0, 1, 0, 0, 0, 0)
    assert store.imports()["modified_ns"].to_pylist() == [ann.stat().st_mtime_ns]


def test_a_change_within_the_tick_of_the_clock_that_keeps_the_size_is_seen(store: BetStore, folder: Path) -> None:
    file = write_export(folder / "ann.csv", [row(1, odds="2.5")])
    moment = file.stat().st_mtime_ns
    sync_exports(folder, store)
    write_export(file, [row(1, odds="2.7")])
    os.utime(file, ns=(moment, moment))
    assert sync_exports(folder, store).updated == 1


def test_every_file_is_read_when_asked(store: BetStore, folder: Path, ann: Path) -> None:
    sync_exports(folder, store)
    assert counts(sync_exports(folder, store, every=True)) == (1, 0, 0, 0, 3, 0)


def test_a_file_read_by_another_version_of_the_rules_is_read_again(
    store: BetStore, folder: Path, ann: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_exports(folder, store)
    monkeypatch.setattr(pikkit.sync.imported_files, "reader_version", lambda: "99.0")
    assert sync_exports(folder, store).files == 1


def test_a_file_that_disappears_takes_nothing_with_it(store: BetStore, folder: Path, ann: Path, bob: Path) -> None:
    sync_exports(folder, store)
    ann.unlink()
    sync_exports(folder, store)
    assert store.counts().bets == 4


def test_an_import_counts_as_read_and_the_same_file_as_somebody_elses_does_not(store: BetStore, ann: Path) -> None:
    import_exports(ann, store)
    assert sync_exports(ann, store).known == 1
    assert sync_exports(ann, store, bettor="cy").inserted == 3


def test_what_was_imported_is_noted_with_its_hash(store: BetStore, ann: Path) -> None:
    sync_exports(ann, store)
    (note,) = store.imports().to_pylist()
    assert (note["bettor"], note["file"], note["rows"], note["rejected"]) == ("ann", str(ann.resolve()), 4, 1)
    assert len(note["sha256"]) == 64
    assert note["size"] == ann.stat().st_size


def test_a_file_that_cannot_be_read_is_told_and_tried_again(store: BetStore, folder: Path, ann: Path) -> None:
    (folder / "notes.csv").write_text("a,b\n1,2\n")
    summary = sync_exports(folder, store)
    assert [skipped.path.name for skipped in summary.skipped] == ["notes.csv"]
    assert sync_exports(folder, store).skipped[0].reason.count("sports, leagues.") == 1


def test_a_folder_without_one_readable_export_is_refused(store: BetStore, folder: Path) -> None:
    (folder / "notes.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="lacks the columns bet_id"):
        sync_exports(folder, store)


def test_a_corrected_bet_stays_corrected_through_a_sync(store: BetStore, folder: Path, bob: Path) -> None:
    sync_exports(folder, store)
    correct_bets(store, store.read(), {"odds": "2.9"}, Reviewer("bo", "The slip."))
    write_export(bob, [row(1, profit="14.5")])
    assert sync_exports(folder, store).updated == 1
    (bet,) = store.read().to_pylist()
    assert (bet["odds"], bet["profit"]) == (2.9, 14.5)


def test_a_format_holds_for_all_files_of_a_sync_and_known_files_stay_known(store: BetStore, folder: Path) -> None:
    lines = ("date,book,selection,odds,stake,result", "2025-03-14 12:00,Caesars,Leeds Moneyline,2.5,10,won")
    (folder / "mine.csv").write_text("\n".join(lines))
    age(folder / "mine.csv")
    with pytest.raises(InputError, match=r"mine\.csv"):
        sync_exports(folder, store)
    assert counts(sync_exports(folder, store, format="auto"))[:3] == (1, 0, 1)
    assert counts(sync_exports(folder, store, format="auto"))[:3] == (0, 1, 0)
