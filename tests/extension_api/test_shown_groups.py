"""A picture of groups shows what matters most, and says what it leaves out."""

from pikkit.extension_api.dashboard.charts import shown_groups
from pikkit.performance import Breakdown
from pikkit.performance.breakdown import Group
from pikkit.performance.measures import COUNTS, TOTALS, figures_of


def broken_down(by: str, bets: dict[str, int]) -> Breakdown:
    sums: dict[str, float | None] = dict.fromkeys(
        [*COUNTS, *(part.rpartition(" AS ")[2] for part in TOTALS.split(", "))], 0.0
    )
    groups = tuple(Group(name, figures_of(sums | {"bets": number})) for name, number in bets.items())
    return Breakdown(by, groups[0].figures, groups)


def test_of_many_months_the_newest_are_drawn_from_the_newest_on() -> None:
    months = [f"20{year}-{month:02}" for year in (22, 23) for month in range(1, 13)]
    shown, said = shown_groups(broken_down("month", dict.fromkeys(months, 30)))
    assert [group.name for group in shown] == months[:-15:-1]
    assert said == "Drawn: the newest 14 of 24."


def test_groups_of_a_few_bets_are_said_to_be_in_the_table() -> None:
    shown, said = shown_groups(broken_down("league", {"NBA": 200, "NFL": 30, "EPL": 3}))
    assert [group.name for group in shown] == ["NBA", "NFL"]
    assert said == "Drawn: 2; 1 with fewer than 20 bets is in the table only."


def test_nothing_is_said_where_everything_is_drawn() -> None:
    assert shown_groups(broken_down("league", {"NBA": 200, "NFL": 30}))[1] == ""
