"""What a run came to, for a person and for a program."""

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pikkit.cli.output import count
from pikkit.cli.running.example_score import ExampleScore
from pikkit.cli.running.run_bets import ChosenBets
from pikkit.cli.running.run_training import RunTraining
from pikkit.cli.score_text import score_text
from pikkit.cli.training.training_text import training_text
from pikkit.embedded.servers import Servers
from pikkit.keys import key_command
from pikkit.workflows.home_record import TrainingRecord

if TYPE_CHECKING:
    from pikkit.store import StoreCounts


@dataclass(frozen=True)
class RunOutcome:
    """Everything the summary says.

    Attributes:
        chosen: Which bets it was about.
        counts: What the store holds.
        skipped: Why files of the folder were not read.
        training: What became of it.
        scored: A bet and its score; None if none is straight.
        servers: Where they answer.
    """

    chosen: ChosenBets
    counts: "StoreCounts"
    skipped: list[str]
    training: RunTraining
    scored: ExampleScore | None
    servers: Servers

    def document(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "sample": self.chosen.sample,
            "bets": self.counts.bets,
            "settled": self.counts.settled,
            "bettors": self.counts.bettors,
            "quarantined": self.counts.rejects,
            "skipped": self.skipped,
            "trained": self.training.trained,
            "price_only": self.servers.model.is_idle,
            "lacking": self.training.lacking,
            **(_of_model(self.training.record) if self.training.record else {}),
            "request": self.scored.request if self.scored else None,
            "score": self.scored.score.model_dump(mode="json") if self.scored else None,
            "api_url": self.servers.api_url,
            "predictor_url": self.servers.model.url,
            "server_logs": self.servers.logs,
        }

    def text(self, *, serving: bool) -> str:
        """The summary; what is served is told as long as it is."""
        where = self._served() if serving else self._ended()
        return "\n".join(["", *self._bets(), *self._model(), *self._scored(), *where])

    def _bets(self) -> list[str]:
        counts = self.counts
        return [
            f"Bets ({self.chosen.words})",
            f"  read               {count(counts.bets, 'bet')} of {count(counts.bettors, 'bettor')}, "
            f"{counts.settled:,} settled; {count(counts.rejects, 'row')} quarantined",
            *(f"  skipped            {reason}" for reason in self.skipped),
        ]

    def _model(self) -> list[str]:
        record, lacking = self.training.record, self.training.lacking
        none = (
            ["Model: none serves, so scores are of the price only", f"  why                {lacking}"]
            if lacking
            else []
        )
        if record is None:
            return none or [f"Model: the one of before serves; this training was {self.training.said}"]
        title = "Model" if self.training.trained else "Model (nothing new to learn from since)"
        return [*none, title, training_text(record)]

    def _scored(self) -> list[str]:
        if self.scored is None:
            return []
        asked = ", ".join(f"{value}" for value in self.scored.request.values())
        return [f"One bet, scored by {self.scored.score.model_version}: {asked}", score_text(self.scored.score)]

    def _served(self) -> list[str]:
        api_url, predictor = self.servers.api_url, self.servers.model
        return [
            "Where",
            f"  dashboard          {api_url}",
            f"  API                {api_url} (its description: {api_url}/openapi.json)",
            *([] if predictor.is_idle else [f"  predictor          {predictor.url}"]),
            *self._files(),
            *self._again(),
        ]

    def _again(self) -> list[str]:
        if self.scored is None:
            return []
        whose = shlex.quote(str(self.scored.request.get("bettor", "NAME")))
        made_by = f"{key_command(self.chosen.settings)} laptop --bettor {whose}"
        key = f", with what {made_by} prints for KEY" if self.scored.needs_key else ""
        return [f"Score that bet again{key}:", f"  {self.scored.curl_line(self.servers.api_url)}"]

    def _ended(self) -> list[str]:
        again = "pikkit run --sample" if self.chosen.sample else "pikkit serve"
        return ["Where", f"  dashboard and API  ended; {again} opens them again", *self._files()]

    def _files(self) -> list[str]:
        record = self.training.record
        return [
            *([f"  data quality       {record.report}"] if record else []),
            f"  logs               {', '.join([*([record.log] if record else []), *self.servers.logs])}",
        ]


def _of_model(record: TrainingRecord) -> dict[str, object]:
    figures = record.evaluation
    return {
        "training_window": figures.training_window.model_dump(mode="json"),
        "n_closed": figures.closed,
        "log_loss": {
            "price": figures.log_loss_price_closed,
            "model": figures.log_loss_model_closed,
            "close": figures.log_loss_close,
        },
        "gap_closed": figures.gap_closed.model_dump(),
        "tuning": record.tuning.model_dump() if record.tuning else None,
        "brier": figures.brier,
        "ece": figures.ece,
        "model_version": record.version,
        "alias": record.model.alias,
        "decision": figures.decision,
        "reasons": figures.reasons,
        "log": record.log,
        "report": record.report,
        "model_report": record.model_report,
    }
