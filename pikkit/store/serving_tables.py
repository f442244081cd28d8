"""The tables that serving writes (prices seen, scores given, versions deployed, drift found), and the view of legs."""

from sqlalchemy import BigInteger, Boolean, Column, Connection, Double, Index, MetaData, String, Table, event

from pikkit.base.sql_moments import Moment
from pikkit.store import checks
from pikkit.store.tables import metadata


def _needed(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, String, nullable=False, primary_key=key)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, String) for name in names]


def _numbers(*names: str) -> list[Column[float]]:
    return [Column(name, Double) for name in names]


opportunities = Table(
    "opportunities",
    metadata,
    _needed("bettor", key=True),
    _needed("client_key", key=True),  # makes a capture idempotent
    Column("captured_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    _needed("status"),  # new, placed, dismissed or settled
    _needed("sportsbook"),
    *_texts("sport", "league", "market", "side"),
    Column("line", Double),
    *_texts("subject", "home", "away", "period"),
    Column("live", Boolean, nullable=False),
    Column("odds", Double, nullable=False),
    *_numbers("p_win", "p_market", "ev", "kelly"),
    *_texts("verdict", "model_version", "bet_id", "raw"),
    *_numbers("stake", "bet_confidence"),
    Index("opportunities_by_time", "bettor", "captured_at"),
    *checks.of_opportunities(),
)
"""One row a captured price; ``bet_id`` is the bet it became, ``bet_confidence`` that it did where matching found it
(null where a person said so), ``stake`` what was staked on it and ``raw`` what the page said."""

predictions = Table(
    "predictions",
    metadata,
    _needed("bettor", key=True),
    _needed("id", key=True),
    Column("made_at", Moment, nullable=False),
    _needed("model_name"),
    _needed("model_version"),
    Column("odds", Double, nullable=False),
    Column("p_win", Double, nullable=False),
    Column("p_market", Double, nullable=False),
    *_texts("client_key", "bet_id", "features"),
    Index("predictions_by_time", "made_at"),
    *checks.of_predictions(),
)
"""One row a score that was given; ``features`` is a JSON object of what the model saw."""

deployments = Table(
    "deployments",
    metadata,
    _needed("id", key=True),
    Column("decided_at", Moment, nullable=False),
    _needed("who"),
    _needed("model_name"),
    *_texts("from_version", "to_version"),
    _needed("strategy"),
    _needed("weights"),
    _needed("decision"),
    _needed("reasons"),
    Column("evidence_hash", String),
    Index("deployments_by_time", "model_name", "decided_at"),
)
"""The ledger of rollouts, append-only. ``weights`` is a JSON object, version to percent; ``reasons`` a JSON array."""

drift_reports = Table(
    "drift_reports",
    metadata,
    _needed("id", key=True),
    Column("made_at", Moment, nullable=False),
    _needed("model_name"),
    _needed("model_version"),
    Column("window_start", Moment, nullable=False),
    Column("window_end", Moment, nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("drifted", Boolean, nullable=False),
    _needed("report"),
    Index("drift_reports_by_time", "model_name", "made_at"),
)
"""One row a comparison of a window with the training reference; ``report`` is JSON."""

# SQLite splits a text only as JSON. The two forms of the view are held equal by a test.
LEGS = """
CREATE VIEW IF NOT EXISTS legs AS
SELECT bets.bettor, bets.bet_id,
    row_number() OVER (PARTITION BY bets.bettor, bets.bet_id ORDER BY part.key) AS position,
    trim(part.value) AS raw,
    CASE WHEN bets.n_legs = 1 THEN bets.market END AS market,
    CASE WHEN bets.n_legs = 1 THEN bets.side END AS side,
    CASE WHEN bets.n_legs = 1 THEN bets.line END AS line,
    CASE WHEN bets.n_legs = 1 THEN bets.subject END AS subject,
    CASE WHEN bets.n_legs = 1 THEN bets.home END AS home,
    CASE WHEN bets.n_legs = 1 THEN bets.away END AS away,
    CASE WHEN bets.n_legs = 1 THEN bets.period END AS period
FROM bets, json_each('[' || replace(json_quote(bets.bet_info), '|', '","') || ']') AS part
WHERE trim(part.value) <> ''
"""


@event.listens_for(metadata, "after_create")
def _create_legs(_target: MetaData, connection: Connection, **_options: object) -> None:
    connection.exec_driver_sql(LEGS)
