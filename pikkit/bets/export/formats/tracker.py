"""A bettor's own tracker: a table of bets under whatever headers a person gives them."""

from pikkit.bets.export.formats.export_format import ExportFormat
from pikkit.bets.outcome import BetType, Outcome


def _halves(*words: str) -> tuple[str, ...]:
    """How half of a result is written: ``½W``, ``1/2 won``, ``W½``."""
    halves = ("½", "1/2")
    joined = (f"{first}{joint}{second}" for half in halves for word in words for joint in ("", "_")
              for first, second in ((half, word), (word, half)))  # fmt: skip
    return tuple(joined)


STATUSES: dict[str, Outcome] = {
    **dict.fromkeys(("won", "win", "w", "winner", "green", "settled_win"), Outcome.WIN),
    **dict.fromkeys(("lost", "loss", "lose", "l", "loser", "red", "settled_loss"), Outcome.LOSS),
    **dict.fromkeys(("push", "pushed", "p", "tie", "tied", "draw_no_bet", "settled_push"), Outcome.PUSH),
    **dict.fromkeys(
        ("void", "voided", "v", "cancelled", "canceled", "refunded", "refund", "returned", "no_action", "na",
         "settled_void"),
        Outcome.VOID,
    ),
    **dict.fromkeys(
        ("cash_out", "cashout", "cashed_out", "cashedout", "cashed", "settled_cash_out", "settled_cashout"),
        Outcome.CASH_OUT,
    ),
    **dict.fromkeys(
        ("half_won", "half_win", "won_half", "win_half", "hw", *_halves("won", "win", "w")), Outcome.HALF_WIN
    ),
    **dict.fromkeys(
        ("half_lost", "half_loss", "lost_half", "loss_half", "hl", *_halves("lost", "loss", "l")), Outcome.HALF_LOSS
    ),
    **dict.fromkeys(("part_win", "part_won", "dead_heat", "placed_e/w", "place"), Outcome.PART_WIN),
    **dict.fromkeys(("placed", "pending", "open", "live", "unsettled", "running", "active", "tbd", "?"), Outcome.OPEN),
    **dict.fromkeys(("settled", "graded", "unknown"), Outcome.UNKNOWN),
}  # fmt: skip
BET_TYPES: dict[str, BetType] = {
    **dict.fromkeys(("straight", "single", "singles", "each_way", "ew"), BetType.STRAIGHT),
    **dict.fromkeys(
        ("parlay", "accumulator", "acca", "multi", "multiple", "combo", "double", "treble", "same_game_parlay", "sgp",
         "bet_builder", "teaser"),
        BetType.PARLAY,
    ),
    **dict.fromkeys(("round_robin", "system", "trixie", "patent", "yankee", "lucky_15"), BetType.ROUND_ROBIN),
}  # fmt: skip

FORMAT = ExportFormat(
    name="tracker",
    title="a tracker of one's own",
    source="docs/exports.md",
    columns={
        "bet_id": ("bet_id", "id", "bet_id#", "ticket", "ticket_number", "ticket_id", "reference", "ref", "slip_id"),
        "sportsbook": ("sportsbook", "book", "bookmaker", "bookie", "sports_book", "site", "operator", "account"),
        "type": ("type", "bet_type", "wager_type", "kind"),
        "status": ("result", "status", "outcome", "settlement", "w/l", "win/loss", "state", "won/lost"),
        "odds": (
            *("odds", "price", "odds_taken", "taken_odds", "bet_odds", "decimal_odds", "american_odds"),
            *("fractional_odds", "odds_(decimal)", "odds_(american)", "us_odds", "quote"),
        ),
        "closing_line": (
            *("closing_odds", "closing_line", "closing_price", "close", "closing", "cl", "odds_close", "sp"),
            *("starting_price", "bsp", "closing_line_odds", "final_odds"),
        ),
        "amount": (
            "stake",
            "amount",
            "wager",
            "risk",
            "bet_amount",
            "stake_amount",
            "wagered",
            "units",
            "unit",
            "bet_size",
        ),
        "profit": (
            "profit",
            "p/l",
            "pnl",
            "p&l",
            "profit/loss",
            "net",
            "net_profit",
            "profit_loss",
            "pl",
            "win_amount",
        ),
        "payout": ("payout", "return", "returns", "returned", "paid", "total_return"),
        "time_placed": (
            *("date", "placed", "date_placed", "placed_at", "time_placed", "bet_date", "date_time", "datetime"),
            *("timestamp", "placed_date", "created_at", "date_of_bet"),
        ),
        "time_of_day": ("time", "time_of_day", "bet_time"),
        "time_settled": ("settled", "date_settled", "settled_at", "time_settled", "settle_date", "settlement_date"),
        "selection": (
            "selection",
            "pick",
            "bet",
            "bet_info",
            "bet_name",
            "description",
            "wager_description",
            "leg",
            "legs",
        ),
        "market": ("market", "market_name", "bet_market", "market_type"),
        "event": ("event", "match", "game", "fixture", "matchup", "teams", "event_name"),
        "tags": ("tags", "tag", "notes", "comment", "comments", "strategy", "tipster"),
        "sports": ("sport", "sports"),
        "leagues": ("league", "leagues", "competition", "tournament"),
    },
    statuses=STATUSES,
    bet_types=BET_TYPES,
    required=("time_placed", "odds", "amount", "selection"),
    defaults={"sportsbook": "Unknown"},
)
"""Its headers are guessed from what people call them, or named in a mapping (``formats.mapping``)."""
