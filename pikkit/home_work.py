"""What a home is asked to do, by a command or by a program: the same names, rules and errors.

Each method does what the command of its name does and gives back what that prints. Nothing heavy is loaded before it
is needed.
"""

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from pikkit.base.errors import NotReadyError
from pikkit.base.progress import Tell, silent
from pikkit.base.steps import QuietStep, QuietSteps, Step, Steps
from pikkit.settings.batch_engine import BatchEngine
from pikkit.staking_work import StakingWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from pikkit.drift.result import DriftReport
    from pikkit.drift.store_check import DriftQuery
    from pikkit.finder.market_scan import Scan
    from pikkit.scoring.files import FilesScored
    from pikkit.scoring.request import ScoreRequest
    from pikkit.scoring.score import Score
    from pikkit.sync.syncing import Progress, SyncSummary
    from pikkit.workflows.export_judgement import JudgedExports
    from pikkit.workflows.home_record import TrainingRecord

AnyPath = str | PathLike[str]


class HomeWork(StakingWork):
    """The work; ``Home`` opens what it needs."""

    def sync(
        self,
        path: AnyPath,
        bettor: str | None = None,
        *,
        format_name: str | None = None,
        every: bool = False,
        progress: "Progress | None" = None,
    ) -> "SyncSummary":
        """Read what is new or changed in an export, or in every export of a folder, into the store.

        Args:
            path: A Pikkit export (.csv), or a folder of them.
            bettor: Whose bets a single file holds; default: the file's name.
            format_name: Whose export it is, or "generic:MAP.yaml"; default: found by the header.
            every: Read files that have not changed, too.
            progress: Told each file and how many of its rows were read, batch by batch.

        Raises:
            InputError: There is no file, none can be read, or the store cannot be used.
        """
        from pikkit.bets.export import find_exports
        from pikkit.sync.syncing import sync_exports

        find_exports(Path(path))  # before a store is made for nothing
        with self.store() as store:
            return sync_exports(
                Path(path),
                store,
                bettor,
                every=every,
                progress=progress,
                format=format_name,
                processes=self.settings.import_processes,
            )

    def train(
        self, *, trials: int | None = None, seconds: float | None = None, step: Step | None = None
    ) -> "TrainingRecord":
        """Train on the stored bets, judge the model on the last of them by time, and register it.

        The pipeline runs as a process of its own (the extra ``pikkit[pipeline]``).

        Args:
            trials: So many tuning trials at most; default: ``tuning_trials``.
            seconds: End tuning after so long, whatever is left; default: ``tuning_seconds``.
            step: Told how it goes.

        Raises:
            InputError: The bets are too few.
            NotReadyError: They do not allow it for another reason.
            ChildFailedError: A step failed unexpectedly.
        """
        from pikkit.workflows.enough_stored import check_enough_stored
        from pikkit.workflows.training_process import train_on_store

        check_enough_stored(self.counts().settled, self.settings.min_bets)
        asked = {"tuning_trials": trials, "tuning_seconds": seconds}
        settings = self.settings.model_copy(update={name: value for name, value in asked.items() if value is not None})
        return train_on_store(settings, step or QuietStep(), self.example_request)

    def example_request(self) -> dict[str, object]:
        """The fields of a score request for one of the stored bets.

        Raises:
            NotReadyError: The store holds no straight bet.
        """
        from pikkit.workflows.showcase import showcase

        with self.store() as store:
            return showcase(store.read())

    def score(self, *, model: str = "", **bet: object) -> "Score":
        """Score one bet at one price: ``home.score(sportsbook="DraftKings", odds=1.91, selection="Over 2.5 Total …")``.

        To score many, open a model once (``home.scorer()``) or give them at once (``score_many``). Before there is a
        champion a score is of the price only, and says so.

        Args:
            model: A model's URI or a bundle's folder; default: the champion.
            **bet: Fields of ``pikkit.scoring.request.ScoreRequest``; sportsbook and odds are needed.

        Raises:
            InputError: It is no bet; the sentence says what is wrong with which field.
            NotReadyError: There is no such model, or no features for it.
        """
        return self.score_many([bet], model=model)[0]

    def score_many(
        self, bets: "Sequence[ScoreRequest | Mapping[str, object]]", *, model: str = ""
    ) -> "Sequence[Score]":
        """Score bets at once, in their order; see ``score``."""
        from pikkit.registry import champion_version
        from pikkit.scoring.asked_request import asked_request
        from pikkit.scoring.price_only import price_only_score
        from pikkit.scoring.request import ScoreRequest

        requests = [bet if isinstance(bet, ScoreRequest) else asked_request(bet) for bet in bets]
        try:
            scorer = self.scorer(model)
        except NotReadyError as error:
            if model or champion_version(self.settings.model_name, self.settings.resolved_tracking_uri):
                raise
            return [price_only_score(request, None, str(error), self.settings) for request in requests]
        return scorer.score(requests)

    def score_files(
        self,
        bets: AnyPath,
        out: AnyPath,
        *,
        bettor: str | None = None,
        model: str = "",
        reasons: bool = False,
        tell: "Callable[[int], None] | None" = None,
    ) -> "FilesScored":
        """Score every bet of a file; rows that are no bets go to ``OUT.rejected.csv`` with the reason.

        Args:
            bets: An export or a folder of them, or requests (.csv, .parquet, .jsonl).
            out: Where the scores go: .csv, .parquet or .jsonl.
            bettor: Whose bets an export holds; default: the file's name.
            model: A model's URI or a bundle's folder; default: the champion.
            reasons: Say what moved each score; slower.
            tell: Told how many bets were scored so far.

        Raises:
            InputError: A file cannot be read or written.
            NotReadyError: There is no such model yet, or no features for it.
        """
        from pikkit.base.settled_memory import settled_memory
        from pikkit.scoring.files import score_files

        scorer, progress = self.scorer(model), tell or (lambda _rows: None)
        if self.settings.engine is BatchEngine.SPARK:
            from pikkit.scoring.files.spark_scoring import score_on_spark, spark_scoring

            work = spark_scoring(self.settings, model, scorer, bettor, reasons=reasons)
            with self.spark() as session:
                return score_on_spark(session, work, Path(bets), Path(out), progress)
        with settled_memory():
            return score_files(scorer, Path(bets), Path(out), bettor=bettor, reasons=reasons, tell=progress)

    def evaluate(
        self, bets: AnyPath, *, model: str = "", bettor: str | None = None, steps: Steps | None = None
    ) -> "JudgedExports":
        """Score every settled bet of an export as of its placement, and compare with price and closing line.

        Args:
            bets: A Pikkit export (.csv), or a folder of them. Nothing of it is stored.
            model: A model's URI or a bundle's folder; default: the champion.
            bettor: Whose bets they are, if not as the files are named.
            steps: Told of reading, loading and scoring.

        Raises:
            InputError: The exports cannot be read or hold nothing decided.
            NotReadyError: There is no such model.
        """
        from pikkit.workflows.export_judgement import ExportQuestion, judge_exports

        kept = self.settings
        kelly = (kept.kelly_fraction, kept.kelly_cap)
        asked = ExportQuestion(Path(bets), bettor, kelly, kept.seed, of_sample=self.is_sample and not model)
        return judge_exports(asked, lambda: self.model(model), self.stored_bets, steps or QuietSteps())

    def drift(
        self,
        *,
        since: str = "",
        last: int | None = None,
        model: str = "",
        engine: str = "scipy",
        tell: Tell = silent,
    ) -> "DriftReport":
        """Compare the newest stored bets with what the model was trained on, and keep the report.

        Args:
            since: Bets placed since: "30d" (before the newest bet) or a date; default: ``drift_window_days``.
            last: Of them the newest so many.
            model: A model's URI; default: the champion.
            engine: Who compares: "scipy", or "alibi".
            tell: Told how much is done.

        Raises:
            InputError: Something asked for cannot be read, or there are too few bets.
            NotReadyError: There is no such model, or no bet.
        """
        from pikkit.drift.engines.engine_named import engine_named
        from pikkit.drift.reports import save_report
        from pikkit.drift.store_check import DriftQuery, check

        asked, compare = DriftQuery(since, last, model), engine_named(engine, self.settings)
        if self.settings.engine is BatchEngine.SPARK and engine == "scipy":
            report = self._drift_on_spark(asked, tell)
        else:
            report = check(self.settings, asked, compare, tell)
        save_report(self.settings, report)
        return report

    def _drift_on_spark(self, asked: "DriftQuery", tell: Tell) -> "DriftReport":
        from pikkit.drift.distributed.spark_check import SparkCheck

        with self.scratch() as folder, self.store() as store, self.spark() as session:
            snapshot = folder / "bets.parquet"
            self.write_snapshot(store, snapshot)
            return SparkCheck(self.settings, snapshot, folder, session).check(asked, tell)

    def opportunities(self, *, min_ev: float | None = None, books: Sequence[str] = ()) -> "Scan":
        """Look through the newest stored quotes for value, arbitrages and middles.

        Args:
            min_ev: The least expected profit a unit, 0.02 being two per cent; default: ``quotes_min_ev``.
            books: Where you can bet; default: everywhere.
        """
        from pikkit.finder.market_scan import ScanRules, scan_store
        from pikkit.quotes.inbox import store_inbox

        with self.quotes() as store:
            store_inbox(self.settings.quotes_inbox, store)
            return scan_store(store, ScanRules.of(self.settings, min_ev, books))
