"""What a run came to, for a person and for a program."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikkit.cli.output import count
from pikkit.cli.running.example_score import curl_line
from pikkit.cli.running.run_bets import ChosenBets
from pikkit.cli.score_text import score_text
from pikkit.cli.training.home_record import TrainingRecord
from pikkit.cli.training.training_text import training_text
from pikkit.embedded.servers import Servers

if TYPE_CHECKING:
    from pikkit.scoring.score import Score
    from pikkit.store import StoreCounts


@dataclass(frozen=True)
class RunOutcome:
    """Everything the summary says.

    Attributes:
        chosen: Which bets it was about.
        counts: What the store holds.
        skipped: Why files of the folder were not read.
        trained: Whether this run trained; else the record is of an earlier one.
        record: The training's.
        score: What the API said about the record's bet.
        servers: Where they answer.
    """

    chosen: ChosenBets
    counts: "StoreCounts"
    skipped: list[str]
    trained: bool
    record: TrainingRecord
    score: "Score"
    servers: Servers

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        figures = self.record.evaluation
        return {
            "sample": self.chosen.sample,
            "bets": self.counts.bets,
            "settled": self.counts.settled,
            "bettors": self.counts.bettors,
            "quarantined": self.counts.rejects,
            "skipped": self.skipped,
            "trained": self.trained,
            "training_window": figures.training_window.model_dump(mode="json"),
            "n_closed": figures.closed,
            "log_loss": {
                "price": figures.log_loss_price_closed,
                "model": figures.log_loss_model_closed,
                "close": figures.log_loss_close,
            },
            "gap_closed": figures.gap_closed.model_dump(),
            "tuning": self.record.tuning.model_dump() if self.record.tuning else None,
            "brier": figures.brier,
            "ece": figures.ece,
            "model_version": self.record.version,
            "alias": self.record.model.alias,
            "decision": figures.decision,
            "reasons": figures.reasons,
            "request": self.record.request,
            "score": self.score.model_dump(mode="json"),
            "api_url": self.servers.api_url,
            "predictor_url": self.servers.predictor_url,
            "log": self.record.log,
            "report": self.record.report,
            "model_report": self.record.model_report,
            "server_logs": self.servers.logs,
        }

    def text(self) -> str:
        """The summary."""
        counts = self.counts
        asked = ", ".join(f"{value}" for value in self.record.request.values())
        return "\n".join(
            [
                "",
                f"Bets ({self.chosen.words})",
                f"  read               {count(counts.bets, 'bet')} of {count(counts.bettors, 'bettor')}, "
                f"{counts.settled:,} settled; {count(counts.rejects, 'row')} quarantined",
                *(f"  skipped            {reason}" for reason in self.skipped),
                "Model" if self.trained else "Model (nothing new to learn from since)",
                training_text(self.record),
                f"One bet, scored by {self.score.model_version}: {asked}",
                score_text(self.score),
                "Where",
                f"  dashboard          {self.servers.api_url}",
                f"  API                {self.servers.api_url} (its description: {self.servers.api_url}/openapi.json)",
                f"  predictor          {self.servers.predictor_url}",
                f"  data quality       {self.record.report}",
                f"  logs               {', '.join([self.record.log, *self.servers.logs])}",
                "Score that bet again:",
                f"  {curl_line(self.servers.api_url, self.record.request)}",
            ]
        )
