"""A model judged on exports: read, load, replay."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pikkit.base.counted import counted
from pikkit.base.errors import InputError
from pikkit.base.steps import Step, Steps
from pikkit.bets.export import find_exports, read_export
from pikkit.bets.outcome import Outcome

if TYPE_CHECKING:
    from pikkit.registry import ResolvedModel
    from pikkit.training.evaluation import Evaluation
    from pikkit.training.replay import Replay


@dataclass(frozen=True)
class JudgedExports:
    """A model's figures on the bets of some exports.

    Attributes:
        evaluation: The figures.
        learned_from: Bets the model may have learned from.
        undated: Settled bets left out because their settlement time is not known.
        quarantined: Rows that were no bets, by rule.
        model_version: Which model.
        warnings: What to keep in mind when reading the figures, as sentences.
    """

    evaluation: "Evaluation"
    learned_from: int
    undated: int
    quarantined: dict[str, int]
    model_version: str
    warnings: tuple[str, ...]

    def document(self) -> dict[str, object]:
        """What ``--json`` prints. Losses are in nats a bet, on the bets that have a closing line."""
        figures, everything = self.evaluation, self.evaluation.to_dict()
        return {
            "n": figures.bets,
            "decided": figures.decided,
            "n_closed": figures.closed,
            "log_loss": {
                "price": figures.log_loss_price_closed,
                "model": figures.log_loss_model_closed,
                "close": figures.log_loss_close,
            },
            "gap_closed": asdict(figures.gap_closed),
            "gap_closed_expected": asdict(figures.gap_closed_expected),
            "brier": figures.brier,
            "ece": figures.ece,
            "taken": figures.taken,
            "roi": asdict(figures.roi),
            "clv": asdict(figures.clv),
            "coverage": figures.coverage,
            **{name: everything[name] for name in ("calibration", "comparisons", "segments", "backtests")},
            "learned_from": self.learned_from,
            "undated": self.undated,
            "quarantined": self.quarantined,
            "model_version": self.model_version,
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True)
class ExportQuestion:
    """What is judged on which bets.

    Attributes:
        path: An export or a folder of them.
        bettor: Whose bets they are, if not as the files are named.
        kelly: How the backtest stakes: the share of full Kelly, and the largest share of the bankroll.
        seed: Of the intervals.
        of_sample: Whether the model was trained on the bundled sample.
    """

    path: Path
    bettor: str | None
    kelly: tuple[float, float]
    seed: int
    of_sample: bool


def judge_exports(
    asked: ExportQuestion, model: "Callable[[], ResolvedModel]", history: "Callable[[], pa.Table | None]", steps: Steps
) -> JudgedExports:
    """Judge a model on an export or a folder of them.

    Args:
        asked: On what, and how.
        model: Finds the model, once the bets are read.
        history: Reads the stored bets, which the exports' bets may know of; None if there are none.
        steps: Told of reading, loading and scoring.

    Raises:
        InputError: The exports cannot be read or hold nothing decided, or the URI cannot be read.
        NotReadyError: There is no such model.
    """
    with steps.step("Read the bets") as step:
        bets, quarantined = _read(asked.path, asked.bettor, step)
        step.result = f"{counted(bets.num_rows, 'bet')}, {counted(sum(quarantined.values()), 'row')} quarantined"
    with steps.step("Load the model") as step:
        from pikkit.training.bundle import Bundle  # noqa: PLC0415 (loads xgboost)

        resolved = model()
        bundle = Bundle.load(resolved.folder)
        step.result = version = f"{resolved.name}/{resolved.version}"
    with steps.step("Score and compare") as step:
        from pikkit.training.evaluation import Kelly  # noqa: PLC0415 (loads xgboost)
        from pikkit.training.replay import replay  # noqa: PLC0415 (loads xgboost)

        stored = history()
        known = bets.slice(0, 0) if stored is None else stored
        update = step.update

        def tell(done: int, total: int, parts: str) -> None:
            update(f"{done} of {total} {parts}")

        done = replay(bundle, bets, known, asked.seed, Kelly(*asked.kelly), tell)
        step.result = f"{counted(done.evaluation.bets, 'settled bet')}"
    return JudgedExports(
        done.evaluation, done.learned_from, done.undated, quarantined, version, _warnings(done, asked.of_sample)
    )


def _read(path: Path, bettor: str | None, step: Step) -> "tuple[pa.Table, dict[str, int]]":
    files, reads = list(find_exports(path)), []
    for done, file in enumerate(files):
        step.update(f"{done} of {len(files)} files read")
        reads.append(read_export(file, bettor))
    bets = pa.concat_tables([read.bets for read in reads])
    decided = pc.is_in(bets["outcome"], pa.array([word for word in Outcome if word.decided]))
    if not pc.any(decided).as_py():
        raise InputError(
            f"None of the {bets.num_rows:,} bets in {path} was won or lost, so there is nothing to judge by."
        )
    return bets, dict(sorted(Counter(rule for read in reads for rule in read.rejects["rule"].to_pylist()).items()))


def _warnings(done: "Replay", of_sample: bool) -> tuple[str, ...]:
    sentences = []
    if done.learned_from:
        n = done.evaluation.bets
        some = "All" if done.learned_from == n else f"{done.learned_from:,} of the {n:,}"
        sentences.append(
            f"{some} settled bets were placed before the model's training window ended: it may have learned from them "
            "or others of their time, so these figures flatter it."
        )
    if done.undated:
        sentences.append(
            f"{counted(done.undated, 'settled bet')} without a settlement time left out: they are in no history."
        )
    if of_sample:
        sentences.append("The model was trained on the bundled sample, not on bets of yours.")
    return tuple(sentences)
