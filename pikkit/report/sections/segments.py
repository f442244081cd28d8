"""Where the model does better and where worse."""

import math

from pikkit.pages.charts import ForestRow
from pikkit.pages.parts import Column, folded_part, section, table
from pikkit.report.gain_rows import GAIN, gain_forest, gain_row
from pikkit.report.report_record import RunReport
from pikkit.report.sentences import weakness
from pikkit.report.words import measured_percent, percent, plain
from pikkit.training.evaluation import Measured, SegmentFigures

_OPEN = ("sport", "odds_band")
"""Divisions shown without being asked for."""
_HEADS = ("Bets", "Closed", "Won", "Gap closed", "by closes", "Won − said", "Error (by chance)", "Taken", "ROI", "CLV")


def segments_section(report: RunReport) -> str:
    """By sport, odds band, market, league and book."""
    segments = [part for part in report.evaluation.segments if part.by != "month"]
    groups = {by: [part for part in segments if part.by == by] for by in dict.fromkeys(part.by for part in segments)}
    shown = [_group(by, parts) for by, parts in groups.items()]
    return section(
        "By kind of bet",
        "".join(shown),
        "The gain over the price in thousandths of a nat a bet, with 95 % intervals; where bets have closing prices, "
        "measured by those. Right of 0 the model is better than the price. Of many intervals, one in twenty misses. "
        "What reaches the edge goes beyond it.",
    )


def months_section(report: RunReport) -> str:
    """The gain month by month."""
    months = [part for part in report.evaluation.segments if part.by == "month"]
    if not months:
        return ""
    rows = [gain_row(part.name, f"{part.bets:,} bets", shown_gain(part)) for part in months]
    return section("By month", _forest("month", rows) + folded_part("More on each", _figures(months)))


def _group(by: str, parts: list[SegmentFigures]) -> str:
    content = _forest(by, [_row(part) for part in parts]) + folded_part("More on each", _figures(parts))
    title = f"By {plain(by)}"
    return f"<h3>{title}</h3>{content}" if by in _OPEN else folded_part(f"{title} ({len(parts)})", content)


def _forest(by: str, rows: list[ForestRow]) -> str:
    return gain_forest(plain(by).capitalize(), rows, f"{GAIN}, by {plain(by)}")


def _row(part: SegmentFigures) -> ForestRow:
    gain = shown_gain(part)
    weak = weakness(part)
    note = f"{part.bets:,} bets" + (f"; {weak}" if weak else "")
    return gain_row(part.name, note, gain, "weak" if weak else "model")


def shown_gain(part: SegmentFigures) -> Measured:
    """By closing prices where there are any: far less noise; else by results."""
    return part.gain_expected if math.isfinite(part.gain_expected.value) else part.gain


def _figures(parts: list[SegmentFigures]) -> str:
    rows = [
        (
            part.name,
            f"{part.bets:,}",
            f"{part.closed:,}",
            percent(part.win_rate),
            measured_percent(part.gap_closed, 0),
            measured_percent(part.gap_closed_expected, 0),
            measured_percent(part.bias, signed=True),
            f"{percent(part.ece.value)} ({percent(part.ece_by_chance)})",
            f"{part.taken:,}",
            measured_percent(part.roi, signed=True),
            measured_percent(part.clv, signed=True),
        )
        for part in parts
    ]
    return table([Column(""), *(Column(head, number=True) for head in _HEADS)], rows)
