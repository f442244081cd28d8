"""From a file of bets to a file of scores."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pikkit.base.errors import InputError
from pikkit.base.validation import InvalidFieldsError
from pikkit.scoring.checking import DEFAULTS, columns_batch
from pikkit.scoring.files.bet_files import read_chunks
from pikkit.scoring.files.chunks import Chunk, Rejected
from pikkit.scoring.files.score_files import Write, scores_table, writing_scores
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
    done = FilesScored(out, scorer.model_version)
    moment = now or datetime.now(UTC)
    rejects = rejects_path(out)
    with writing_scores(out) as write, writing_rejects(rejects) as refused:
        for chunk in read_chunks(bets, bettor):
            bad = _score(scorer, chunk, write, done, moment, reasons=reasons)
            refused.add(sorted([*chunk.rejected, *bad], key=lambda each: each.row))
            done.rejected = refused.count
            tell(done.scored + done.rejected)
        if not done.scored + done.rejected:
            raise InputError(f"{bets} holds no bets.")
    done.rejects = rejects if done.rejected else None
    return done


def _score(
    scorer: Scorer, chunk: Chunk, write: Write, done: FilesScored, now: datetime, *, reasons: bool
) -> list[Rejected]:
    if not chunk.rows:
        return []
    kept, batch, bad = _read(chunk)
    if kept:
        scores = scorer.score_batch(batch, now, reasons=reasons)
        write(scores_table(chunk, kept, scores))
        done.scored += len(kept)
        done.verdicts.update(scores.verdicts)
    return bad


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
