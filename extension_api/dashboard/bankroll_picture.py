"""The picture of a bankroll over time."""

from collections.abc import Sequence
from datetime import timedelta

from pikkit.extension_api.dashboard import words
from pikkit.money.bankroll import BankrollDay, MoneyHeld
from pikkit.pages.charts import Plot, day_number, day_scale, legend, scale_over

_MOST_POINTS = 240
_WIDE = 900.0


def money_picture(held: MoneyHeld) -> str:
    """The bankroll at the end of each day, and what it would be without deposits and withdrawals."""
    days = _thinned(held.days)
    xs = [day_number(day.day) for day in days]
    levels, profits = [day.bankroll for day in days], _without_flows(held, days)
    plot = Plot(day_scale(days[0].day, max(days[-1].day, days[0].day + timedelta(days=1))),
                scale_over([*levels, *profits], always=(0.0,)), height=220, width=_WIDE, left=64)  # fmt: skip
    plot.line(list(zip(xs, profits, strict=True)), "even").line(list(zip(xs, levels, strict=True)), "model")
    plot.columns(xs, [_told(day) for day in days])
    names = [("model", "bankroll"), ("even", "starting bankroll and profit alone")]
    return plot.picture(f"Bankroll by day, {words.money(levels[-1])} at the end") + legend(names)


def _told(day: BankrollDay) -> str:
    moved = f", {words.money(day.flow, signed=True)} moved" if day.flow else ""
    return f"{day.day}: {words.money(day.bankroll)}; {words.money(day.profit, signed=True)} won{moved}"


def _without_flows(held: MoneyHeld, days: Sequence[BankrollDay]) -> list[float]:
    level, at = held.starting, {}
    for day in held.days:
        level += day.profit
        at[day.day] = level
    return [at[day.day] for day in days]


def _thinned(days: Sequence[BankrollDay]) -> list[BankrollDay]:
    """At most so many days that the curve looks the same; days on which money moved, and the last one, stay."""
    every = -(-len(days) // _MOST_POINTS)
    return [day for place, day in enumerate(days) if day.flow or place % every == 0 or place == len(days) - 1]
