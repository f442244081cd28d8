"""How features are distributed: the window over the reference."""

from pikkit.base.percent_text import percent_text
from pikkit.drift.result import DriftReport, Shape
from pikkit.pages.charts import Plot, Scale, legend, scale_over
from pikkit.pages.parts import figure, section

LETTERS = 44
"""Letters of labels that fit below a picture."""


def shapes_section(report: DriftReport) -> str:
    """A picture for each feature the report holds a distribution of."""
    figures = "".join(figure(shape.feature, _moved(shape), _picture(shape)) for shape in report.shapes)
    names = legend([("other", "what the model learned from"), ("model", "this window")])
    return section("Then and now", figures and f'{names}<div class="charts">{figures}</div>')


def _picture(shape: Shape) -> str:
    n = len(shape.labels)
    edges = [float(edge) for i in range(n) for edge in (i, i + 1)]
    before, now = ([share for share in shares for _ in range(2)] for shares in (shape.reference, shape.window))
    plot = Plot(Scale(0.0, float(n), _marks(shape)), scale_over([*before, *now], (0.0,), "{:.0%}"), height=150)
    plot.band(edges, [0.0] * len(edges), before, "other").line(list(zip(edges, before, strict=True)), "other")
    plot.line(list(zip(edges, now, strict=True)), "model")
    for i, (label, was, share) in enumerate(zip(shape.labels, shape.reference, shape.window, strict=True)):
        plot.dot(i + 0.5, share, "model", f"{label}: {percent_text(share)} now, {percent_text(was)} then")
    return plot.picture(f"Distribution of {shape.feature}: {_moved(shape)}")


def _marks(shape: Shape) -> tuple[tuple[float, str], ...]:
    """As many labels as there is room for."""
    labels = [label if len(label) <= 14 else f"{label[:13]}…" for label in shape.labels]
    every = max(1, -(-sum(len(label) + 2 for label in labels) // LETTERS))
    return tuple((i + 0.5, label) for i, label in enumerate(labels) if i % every == 0)


def _moved(shape: Shape) -> str:
    moved = sum(abs(now - then) for now, then in zip(shape.window, shape.reference, strict=True)) / 2
    return f"{percent_text(moved, 0)} of bets are elsewhere"
