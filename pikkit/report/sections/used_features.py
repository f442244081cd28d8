"""What the model looks at."""

from pikkit.pages.charts import ForestRow, Scale, bar_rows
from pikkit.pages.parts import folded_part, section
from pikkit.report.report_record import FeatureFacts, RunReport
from pikkit.report.words import percent, plain

SHOWN = 20


def features_section(report: RunReport) -> str:
    """The features that move scores most, and all of them by whom they are of."""
    moving = [part for part in report.features if part.moves > 0]
    if not moving:
        return section("What it looks at", "<p>No feature moves a score: the model says what the price says.</p>")
    shown = moving[:SHOWN]
    top = Scale(0.0, max(part.share for part in moving))
    title = f"The {len(shown)} features that move scores most, as shares of all movement"
    rows = [ForestRow(part.meaning, f"{part.name}, {part.unit}", *_figures(part)) for part in shown]
    entities = _by_entity(moving)
    by_entity = bar_rows("Movement by whose history it is", ("Whose", "Share"), entities, Scale(0.0, entities[0].value))
    return section(
        "What it looks at",
        bar_rows(title, ("Feature", "Share"), rows, top) + folded_part("Added up by whose history it is", by_entity),
        "How far each feature moves a score from its price: the mean absolute SHAP value over a sample of what the "
        f"model learned from, as a share of all movement. {len(moving)} of {len(report.features)} features move any.",
    )


def _figures(part: FeatureFacts) -> tuple[float, float, float, str]:
    return part.share, part.share, part.share, percent(part.share)


def _by_entity(parts: list[FeatureFacts]) -> list[ForestRow]:
    sums: dict[str, float] = {}
    for part in parts:
        sums[part.entity] = sums.get(part.entity, 0.0) + part.share
    ranked = sorted(sums.items(), key=lambda pair: -pair[1])
    return [ForestRow(plain(entity), "", share, share, share, percent(share)) for entity, share in ranked]
