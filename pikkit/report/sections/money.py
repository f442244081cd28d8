"""What a bankroll would have done."""

from datetime import date

from pikkit.pages import figure
from pikkit.pages.charts import Plot, Scale, legend, scale_over
from pikkit.pages.parts import Column, section, table
from pikkit.report.report_record import RunReport
from pikkit.report.words import measured_number, measured_percent, number
from pikkit.training.evaluation import Backtest

_MARKS = 4


def money_section(report: RunReport) -> str:
    """The backtests' curves with their bands, and their figures."""
    tests = report.evaluation.backtests
    if not tests:
        return section("What a bankroll would have done", "<p>The model would have taken none of these bets.</p>")
    pictures = "".join(figure(_title(test), _note(test), bankroll_chart(test)) for test in tests if test.days)
    return section(
        "What a bankroll would have done",
        f'<div class="charts">{pictures}</div>{_table(tests)}',
        "The bets with a positive expected value, taken as they came; a stake is out until its bet settles. The band "
        "holds 95 % of resampled histories, day by day.",
    )


def bankroll_chart(test: Backtest) -> str:
    """The curve: days to the right, bankroll upwards, 1 at the start; below it the fall from the last peak."""
    days = [float(date.fromisoformat(day).toordinal()) for day in test.days]
    x, y = _time_scale(days), scale_over((*test.bankroll, *test.low, *test.high), (0.0, 1.0), "{:,.4g}")
    plot = Plot(x, y).band(days, test.low, test.high, "model").line([(days[0], 1.0), (days[-1], 1.0)], "even")
    plot.line(list(zip(days, test.bankroll, strict=True)), "model", f"bankroll with {test.staking} stakes")
    drop = drawdowns(test.bankroll)
    falls = Plot(x, scale_over(drop, (0.0, -0.01), "{:.0%}", 2), height=90.0).band(
        days, drop, [0.0] * len(drop), "price"
    )
    keys = legend([("model", "bankroll and band"), ("even", "where it began"), ("price", "fall from the last peak")])
    curve = plot.picture(f"Bankroll with {test.staking} stakes, by day")
    return (
        curve
        + falls.line(list(zip(days, drop, strict=True)), "price").picture("Fall below the last peak, by day")
        + keys
    )


def drawdowns(bankroll: tuple[float, ...]) -> list[float]:
    """At each day, how far below its highest so far (1 at the start) the bankroll is, as a share: 0 or negative."""
    peak, falls = 1.0, []
    for value in bankroll:
        peak = max(peak, value)
        falls.append(value / peak - 1)
    return falls


def _time_scale(days: list[float]) -> Scale:
    first, last = int(days[0]), max(int(days[-1]), int(days[0]) + 1)
    starts = [day for day in range(first, last + 1) if date.fromordinal(day).day == 1]
    every = max(1, -(-len(starts) // _MARKS))
    marks = [(float(day), f"{date.fromordinal(day):%Y-%m}") for day in starts[::every]]
    room = (last - first) / (2 * _MARKS)
    apart = [mark for mark in marks if first + room / 2 <= mark[0] <= last - room / 2]
    return Scale(
        float(first), float(last), tuple(apart or [((first + last) / 2, f"{date.fromordinal(first):%Y-%m-%d}")])
    )


def _title(test: Backtest) -> str:
    return "Staked by Kelly, a fraction and a cap" if test.staking == "kelly" else "The same stake on every bet"


def _note(test: Backtest) -> str:
    return f"{test.taken:,} bets taken; at the end {measured_number(test.final)} times what it began with."


def _table(tests: tuple[Backtest, ...]) -> str:
    columns = [
        Column(""),
        *(Column("Flat stakes" if t.staking == "flat" else t.staking.capitalize(), number=True) for t in tests),
    ]
    rows = [
        ("Bets taken", *(f"{t.taken:,}" for t in tests)),
        ("Skipped for want of money", *(f"{t.skipped:,}" for t in tests)),
        ("Bankroll at the end", *(measured_number(t.final) for t in tests)),
        ("Growth in 30 days", *(measured_percent(t.growth, signed=True) for t in tests)),
        ("Deepest fall from a peak", *(measured_percent(t.max_drawdown) for t in tests)),
        ("All stakes, in first bankrolls", *(number(t.turnover, 1) for t in tests)),
        ("Profit a unit staked", *(measured_percent(t.roi, signed=True) for t in tests)),
    ]
    return table(columns, rows)
