"""A model judged on exports: read, load, replay."""

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pikkit.base.errors import InputError
from pikkit.base.steps import Steps
from pikkit.cli.output import count
from pikkit.home import Home
from pikkit.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

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


def judge_exports(settings: Settings, path: Path, bettor: str | None, model: str | None, steps: Steps) -> JudgedExports:
    """Judge a model (the champion unless a URI is given) on an export or a folder of them.

    Raises:
        InputError: The exports cannot be read or hold nothing decided, or the URI cannot be read.
        NotReadyError: There is no such model.
    """
    with steps.step("Read the bets") as step:
        asked, quarantined = _read(path, bettor)
        step.result = f"{count(asked.num_rows, 'bet')}, {count(sum(quarantined.values()), 'row')} quarantined"
    with steps.step("Load the model") as step:
        from pikkit.registry import resolve
        from pikkit.training.bundle import Bundle

        resolved_model = resolve(
            model or f"models:/{settings.model_name}@champion", settings.resolved_tracking_uri, settings.model_cache
        )
        bundle = Bundle.load(resolved_model.folder)
        step.result = version = f"{resolved_model.name}/{resolved_model.version}"
    with steps.step("Score and compare") as step:
        from pikkit.training.evaluation import Kelly
        from pikkit.training.replay import replay

        history, kelly = _history(settings, asked), Kelly(settings.kelly_fraction, settings.kelly_cap)
        done = replay(bundle, asked, history, settings.seed, kelly)
        step.result = f"{count(done.evaluation.bets, 'settled bet')}"
    warnings = _warnings(done, Home(settings).is_sample and not model)
    return JudgedExports(done.evaluation, done.learned_from, done.undated, quarantined, version, warnings)


def _read(path: Path, bettor: str | None) -> "tuple[pa.Table, dict[str, int]]":
    import pyarrow as pa
    import pyarrow.compute as pc

    from pikkit.bets.export import find_exports, read_export
    from pikkit.bets.outcome import Outcome

    reads = [read_export(file, bettor) for file in find_exports(path)]
    bets = pa.concat_tables([read.bets for read in reads])
    decided = pc.is_in(bets["outcome"], pa.array([word for word in Outcome if word.decided]))
    if not pc.any(decided).as_py():
        raise InputError(
            f"None of the {bets.num_rows:,} bets in {path} was won or lost, so there is nothing to judge by."
        )
    return bets, dict(sorted(Counter(rule for read in reads for rule in read.rejects["rule"].to_pylist()).items()))


def _history(settings: Settings, asked: "pa.Table") -> "pa.Table":
    if not Home(settings).has_store():
        return asked.slice(0, 0)
    with Home(settings).store() as store:
        return store.read()


def _warnings(done: "Replay", of_sample: bool) -> tuple[str, ...]:
    said = []
    if done.learned_from:
        n = done.evaluation.bets
        some = "All" if done.learned_from == n else f"{done.learned_from:,} of the {n:,}"
        said.append(
            f"{some} settled bets were placed before the model's training window ended: it may have learned from them "
            "or others of their time, so these figures flatter it."
        )
    if done.undated:
        said.append(f"{count(done.undated, 'settled bet')} without a settlement time left out: they are in no history.")
    if of_sample:
        said.append("The model was trained on the bundled sample, not on bets of yours.")
    return tuple(said)
