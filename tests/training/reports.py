"""Run records made of real parts: a small run's files, and what degenerate runs leave."""

from dataclasses import replace
from html.parser import HTMLParser

from pikkit.report import RunReport
from pikkit.report.model_facts import ModelFacts
from pikkit.report.report_record import JudgedModel
from pikkit.training.evaluation import Evaluation, Measured
from pikkit.training.evaluation.measured import NOTHING
from pikkit.training.gate import GateDecision, GateVerdict

NAN = float("nan")
VOID = ("link", "meta", "br", "img", "input", "hr", "path", "line", "rect", "circle", "i")
"""Elements that this checker does not expect to be closed."""

FACTS = ModelFacts(
    created_at="2026-01-02T03:04:05+00:00",
    start="2024-01-01T00:00:00+00:00",
    end="2025-01-01T00:00:00+00:00",
    bets=1000,
    closed=600,
    recipe={"trees.max_depth": "3"},
    weights={"movement_trees": 0.5},
    calibrator="platt",
    feature_names=("price_logit",),
    libraries={"numpy": "2"},
    format=1,
)

NOTHING_MEASURED = Evaluation(
    bets=0,
    decided=0,
    closed=0,
    log_loss_price=NAN,
    log_loss_model=NAN,
    log_loss_price_closed=NAN,
    log_loss_model_closed=NAN,
    log_loss_close=NAN,
    gap_closed=NOTHING,
    brier=NAN,
    ece=NAN,
    ece_price=NAN,
    coverage=NAN,
    taken=0,
    roi=NOTHING,
    clv=NOTHING,
    roi_all=NOTHING,
)
SOME_MEASURED = replace(
    NOTHING_MEASURED,
    bets=900,
    decided=800,
    closed=500,
    log_loss_price=0.6,
    log_loss_model=0.59,
    log_loss_price_closed=0.6,
    log_loss_model_closed=0.59,
    log_loss_close=0.58,
    gap_closed=Measured(0.5, 0.2, 0.8),
)


def plain_report(evaluation: Evaluation = SOME_MEASURED, decision: GateDecision = GateDecision.PROMOTE) -> RunReport:
    """A record with nothing in it that a run may lack."""
    judged = JudgedModel("2024-01-01T00:00:00+00:00", "2024-09-01T00:00:00+00:00", 700, 400)
    return RunReport("pikkit", GateVerdict(decision, ("Better.",)), evaluation, judged, FACTS)


class Page(HTMLParser):
    """A page's text and ids, what it would load from elsewhere, and which elements are left open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.loads: list[str] = []
        self.unnamed: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loads += [f"{tag} {name}" for name in given if name in {"src", "href", "onclick"} or tag == "script"]
        if tag == "svg" and not (given.get("aria-label") or given.get("aria-hidden")):
            self.unnamed.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open, f"</{tag}> closes nothing"
            assert self.open.pop() == tag
