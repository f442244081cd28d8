"""A report on stakes for a person: a table and the verdict."""

from typing import TYPE_CHECKING

from pikkit.cli.output import count, table_text

if TYPE_CHECKING:
    from pikkit.stakes.policy_judgement import PolicyFigures, StakeFigure
    from pikkit.stakes.staking_report import StakingReport

_HEADS = ("policy", "growth/30 days", "(95 %)", "drawdown", "(95 %)", "ruin", "turnover/30 days", "1 became")


def stakes_text(report: "StakingReport") -> str:
    """What was tried on which bets, how each policy did, and what follows."""
    limits = ", ".join(f"{book} {amount:g}" for book, amount in sorted(report.limits.items())) or "none"
    window = f"{report.judged_from:%Y-%m-%d} to {report.judged_until:%Y-%m-%d}"
    table = table_text(_HEADS, [_row(one) for one in report.policies], frozenset(_HEADS[1:]))
    return "\n".join(
        [
            f"{report.model_version}: {count(report.judged_on, 'bet')} worth their price, of {report.said:,} placed "
            f"{window}, scored out of time. Limits of books: {limits} (bankroll {report.bankroll:g}).",
            "",
            *(f"  {line}" for line in table.splitlines()),
            "",
            f"Intervals: {report.paths:,} histories made of blocks of {report.block_days} days. Ruin: the share of "
            f"them that fell to {report.ruin_level:g} of the first bankroll. Turnover: in first bankrolls.",
            report.verdict,
        ]
    )


def _row(one: "PolicyFigures") -> tuple[str, ...]:
    return (
        one.name,
        f"{one.growth.value:+.2%}",
        _span(one.growth, 2),
        f"{one.max_drawdown.value:.0%}",
        _span(one.max_drawdown, 0),
        f"{one.ruin.value:.1%}",
        f"{one.turnover.value:.2f}",
        f"{one.final.value:.2f}",
    )


def _span(one: "StakeFigure", digits: int) -> str:
    return f"{one.low:.{digits}%} to {one.high:.{digits}%}"


def policy_rows(report: "StakingReport") -> list[dict[str, object]]:
    """A row a policy; of each figure its value and the ends of its interval."""
    return [_flat(one) for one in report.policies]


def _flat(one: "PolicyFigures") -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in one.model_dump(mode="json").items():
        flat |= {f"{name}_{part}": v for part, v in value.items()} if isinstance(value, dict) else {name: value}
    return flat
