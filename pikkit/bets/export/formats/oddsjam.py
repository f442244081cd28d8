"""OddsJam's Bet Tracker, as its CSV export: American odds, moments in New York's time, a word for each result.

Its columns and words are those that public readers of the export use: github.com/Gopher16/oddsjam-ev-filters
(configs/preprocess.yaml, configs/annual_pnl_export.yaml, src/oddsjam_ev/io/load.py), November 2026.
"""

from pikkit.bets.export.formats.export_format import ExportFormat
from pikkit.bets.export.formats.tracker import BET_TYPES
from pikkit.bets.outcome import Outcome

FORMAT = ExportFormat(
    name="oddsjam",
    title="OddsJam Bet Tracker",
    source="https://github.com/Gopher16/oddsjam-ev-filters",
    columns={
        "bet_id": ("bet_id", "id"),
        "sportsbook": ("sportsbook",),
        "type": ("bet_type",),
        "status": ("status",),
        "odds": ("odds",),
        "amount": ("stake",),
        "profit": ("bet_profit",),
        "payout": ("payout",),
        "time_placed": ("created_at",),
        "selection": ("bet_name",),
        "market": ("market_name",),
        "event": ("event_name",),
        "tags": ("tags", "saved_filter_names"),
        "sports": ("sport", "sports"),
        "leagues": ("league", "leagues"),
    },
    statuses={
        **dict.fromkeys(("won", "win"), Outcome.WIN),
        **dict.fromkeys(("lost", "loss"), Outcome.LOSS),
        **dict.fromkeys(("push", "tie"), Outcome.PUSH),
        **dict.fromkeys(("void", "refunded", "cancelled", "canceled"), Outcome.VOID),
        "half_won": Outcome.HALF_WIN,
        "half_lost": Outcome.HALF_LOSS,
        "cashed_out": Outcome.CASH_OUT,
        **dict.fromkeys(("pending", "open", "unsettled"), Outcome.OPEN),
    },
    bet_types=BET_TYPES,
    required=("sportsbook", "odds", "amount", "status", "time_placed", "selection"),
    marks=("profit", "time_placed", "selection", "market"),
    time_zone="America/New_York",
    prices="american",
)
