"""Do the two sides of a market cost a little more than 1 together?"""

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pikkit.base.percent_text import percent_text
from pikkit.bets.events.pairing import pairing
from pikkit.bets.letters import key_of
from pikkit.bets.teams import find_pair
from pikkit.quality.quality_report import CheckResult
from pikkit.quality.samples import sample_rows
from pikkit.quality.snapshot_reader import GateSnapshot
from pikkit.settings.quality import QualityRules

# Both sides of one market of one game at one book, at most six hours apart; the closest bet on the other side counts.
_PAIRS = """
    WITH priced AS (
        SELECT row, sportsbook, game, market, coalesce(period, '') AS period, side, odds, placed_at,
            CASE WHEN side IN ('over', 'under') THEN coalesce(subject, '') ELSE host END AS whose,
            coalesce(CASE WHEN side IN ('over', 'under', 'home') THEN line ELSE -line END, 0) AS line
        FROM snapshot JOIN games USING (sport, league, home, away)
        WHERE bet_type = 'straight' AND n_legs = 1 AND NOT live AND odds > 1 AND home <> '' AND away <> ''
            AND (side IN ('over', 'under')
                OR side IN ('home', 'away') AND (market = 'spread' OR market = 'moneyline' AND sport <> 'Soccer'))
    )
    SELECT one.row, min_by(1 / one.odds + 1 / other.odds, abs(epoch(one.placed_at - other.placed_at))) AS booksum
    FROM priced AS one JOIN priced AS other
        USING (sportsbook, game, market, period, whose, line)
    WHERE one.side IN ('over', 'home') AND other.side = CASE one.side WHEN 'over' THEN 'under' ELSE 'away' END
        AND abs(epoch(one.placed_at - other.placed_at)) <= 6 * 3600
    GROUP BY one.row
    ORDER BY one.row
"""


_NAMED = ("sport", "league", "home", "away")
_READ = (
    *("sportsbook", "bet_type", "n_legs", "odds", "placed_at", "market", "side", "line", "subject", "period", "live"),
    *_NAMED,
)


def games_named(snapshot: pa.Table) -> pa.Table:
    """For each way in which bets name a game, one key of it whatever the books call its teams, and of its home team."""
    names = snapshot.select(_NAMED).group_by(_NAMED).aggregate([])
    rows = list(zip(*(names[name].to_pylist() for name in _NAMED), strict=True))
    games = [_game(*row) for row in rows]
    columns = {"game": [game for game, _ in games], "host": [host for _, host in games]}
    return pa.table({name: names[name] for name in _NAMED} | {k: pa.array(v, pa.string()) for k, v in columns.items()})


def _game(sport: str, league: str, home: str, away: str) -> tuple[str | None, str | None]:
    if not home or not away:
        return None, None
    pair = pairing(home, away, sport or None, league or None)
    known = find_pair(home, away, league or None, sport or None)
    host = known.first.key if known else key_of(home)
    return (pair.key if pair else f"{key_of(home)}+{key_of(away)}"), host


def _keyed(snapshot: pa.Table) -> pa.Table:
    """The snapshot with empty texts for null in what names a game, so that they can be compared."""
    for name in _NAMED:
        place = snapshot.schema.get_field_index(name)
        snapshot = snapshot.set_column(place, name, pc.fill_null(snapshot[name].cast(pa.string()), ""))
    return snapshot


def booksums(snapshot: pa.Table) -> pa.Table:
    """``row`` and ``booksum`` (1/odds summed over both sides) of bets whose other side somebody took at the same book.

    Only markets of two outcomes have such a sum, so soccer's moneyline is left out.
    """
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("snapshot", _keyed(snapshot))
        connection.register("games", games_named(_keyed(snapshot)))
        return connection.sql(_PAIRS).to_arrow_table()


def check_overround(snapshot: GateSnapshot, rules: QualityRules) -> CheckResult:
    """Check that share of pairs lies between the bounds: outside them, prices or sides are mixed up."""
    bets = snapshot.columns(_READ)
    pairs = booksums(bets.append_column("row", pa.array(np.arange(bets.num_rows))))
    sums = pairs["booksum"].to_numpy()
    wrong = (sums < rules.min_overround) | (sums > rules.max_overround)
    failing, rule = int(wrong.sum()), rules.overround
    return CheckResult(
        name="overround",
        sentence="1/odds of both sides of one market at one book sum to between "
        f"{rules.min_overround:g} and {rules.max_overround:g}.",
        severity=rule.severity,
        passed=not sums.size or failing <= (1 - rule.share) * sums.size,
        observed=_observed(failing, sums.size, rule.share),
        checked=sums.size,
        failing=failing,
        examples=tuple(f"{value:.3f}" for value in sums[wrong][:3]),
        samples=sample_rows(snapshot, pairs["row"].to_numpy()[wrong].tolist()),
    )


def _observed(failing: int, pairs: int, share: float) -> str:
    if not pairs:
        return "No market was bet from both sides."
    if not failing:
        return f"All {pairs:,} pairs do."
    failed, allowed = percent_text(failing / pairs), percent_text(1 - share)
    return f"{failing:,} of {pairs:,} pairs do not ({failed}); at most {allowed} may."
