"""From a file of bets to a file of scores."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from pikkit.base.errors import InputError
from pikkit.base.validation import InvalidFieldsError
from pikkit.scoring.checking import columns_batch
from pikkit.scoring.fields import DEFAULTS
from pikkit.scoring.files.bet_files import read_chunks
from pikkit.scoring.files.chunks import Chunk, Rejected
from pikkit.scoring.files.score_files import scores_table, writing_scores
from pikkit.scoring.files.unscored_rows import rejects_path, writing_rejects
from pikkit.scoring.request import ScoreRequest
from pikkit.scoring.request_rows import read_row
from pikkit.scoring.scorer import Scorer
from pikkit.scoring.selection import BetBatch


@dataclass
class FilesScored:
    """What became of the rows of a file.

    Attributes:
        out: Where the scores are.
        model_version: What made them.
        scored, rejected: How many rows.
        verdicts: How many of each.
        rejects: Where the rejected rows are; None if there are none.
    """

    out: Path
    model_version: str
    scored: int = 0
    rejected: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    rejects: Path | None = None


def score_files(
    scorer: Scorer,
    bets: Path,
    out: Path,
    *,
    bettor: str | None = None,
    reasons: bool = False,
    now: datetime | None = None,
    tell: Callable[[int], None] = lambda _rows: None,
) -> FilesScored:
    """Score every bet of a file; bad rows go to a file beside the scores (``rejects_path``) and the others go on.

    Args:
        scorer: What scores.
        bets: What ``read_chunks`` takes.
        out: A .csv, .parquet or .jsonl file, replaced once all is scored.
        bettor: Whose bets an export holds; default: its file's stem.
        reasons: Whether to say what moved each score, which takes longest.
        now: When bets without a moment are placed; default: now.
        tell: Told after each chunk how many rows are done.

    Raises:
        InputError: A file is none of those accepted, or holds no row.
    """
    moment = now or datetime.now(UTC)
    scored = (score_chunk(scorer, chunk, moment, reasons=reasons) for chunk in read_chunks(bets, bettor))
    return write_scored(scored, FilesScored(out, scorer.model_version), bets, tell)


@dataclass(frozen=True, slots=True)
class ScoredChunk:
    """What became of a chunk.

    Attributes:
        scores: Of its bets, as ``SCORES``; None if there are none.
        rejected: Its other rows, in order.
    """

    scores: pa.Table | None
    rejected: list[Rejected]


def score_chunk(scorer: Scorer, chunk: Chunk, now: datetime, *, reasons: bool) -> ScoredChunk:
    """Score the bets of a chunk; those without a moment are placed ``now``."""
    if not chunk.rows:
        return ScoredChunk(None, chunk.rejected)
    kept, batch, bad = _read(chunk)
    table = scores_table(chunk, kept, scorer.score_batch(batch, now, reasons=reasons)) if kept else None
    return ScoredChunk(table, sorted([*chunk.rejected, *bad], key=lambda each: each.row))


def write_scored(
    chunks: Iterable[ScoredChunk], done: FilesScored, bets: Path, tell: Callable[[int], None]
) -> FilesScored:
    """Write what became of chunks, one after another, and count it in ``done``; see ``score_files``."""
    rejects = rejects_path(done.out)
    with writing_scores(done.out) as write, writing_rejects(rejects) as refused:
        for chunk in chunks:
            if chunk.scores is not None:
                write(chunk.scores)
                done.scored += chunk.scores.num_rows
                done.verdicts.update(chunk.scores["verdict"].to_pylist())
            refused.add(chunk.rejected)
            done.rejected = refused.count
            tell(done.scored + done.rejected)
        if not done.scored + done.rejected:
            raise InputError(f"{bets} holds no bets.")
    done.rejects = rejects if done.rejected else None
    return done


def _read(chunk: Chunk) -> tuple[list[int], BetBatch, list[Rejected]]:
    """Which bets of a chunk can be scored, these, and the others."""
    columns = {name: _with_default(name, column) for name, column in chunk.columns.items()}
    whole = columns_batch(columns, len(chunk.rows))
    if whole is not None:
        return list(range(len(chunk.rows))), whole, []
    kept: list[int] = []
    requests: list[ScoreRequest] = []
    bad: list[Rejected] = []
    for at, row in enumerate(chunk.rows):
        try:
            requests.append(read_row(chunk.row(at)))
            kept.append(at)
        except InvalidFieldsError as error:
            bad.append(Rejected(chunk.source, row, str(error), json.dumps(chunk.row(at), default=str)))
    return kept, BetBatch.of(requests), bad


def _with_default(name: str, column: list[object]) -> list[object]:
    default = DEFAULTS.get(name)
    return column if default is None else [default if value is None else value for value in column]
