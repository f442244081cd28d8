"""Pikkit's own export: 17 columns, one file a bettor, decimal prices, moments in UTC."""

from pikkit.bets.export.formats.export_format import ExportFormat
from pikkit.bets.outcome import BetType, Outcome

REQUIRED = ("bet_id", "sportsbook", "type", "status", "odds", "amount")
PLACED = ("time_placed_iso", "time_placed")
"""At least one of these is required; the first is preferred."""
SETTLED = ("time_settled_iso", "time_settled")
OPTIONAL = ("closing_line", "ev", "profit", *SETTLED, "bet_info", "tags", "sports", "leagues")
COLUMNS = (*REQUIRED, *PLACED, *OPTIONAL)
"""Every column the reader uses; others are ignored."""

STATUSES: dict[str, Outcome] = {
    "settled_win": Outcome.WIN,
    "settled_loss": Outcome.LOSS,
    "settled_push": Outcome.PUSH,
    "settled_void": Outcome.VOID,
    "settled_cash_out": Outcome.CASH_OUT,
    "settled_cashout": Outcome.CASH_OUT,
    "settled_cashedout": Outcome.CASH_OUT,
    "settled_cashed_out": Outcome.CASH_OUT,
    "settled_half_win": Outcome.HALF_WIN,
    "settled_half_won": Outcome.HALF_WIN,
    "settled_half_loss": Outcome.HALF_LOSS,
    "settled_half_lost": Outcome.HALF_LOSS,
    "settled_part_win": Outcome.PART_WIN,
    "settled": Outcome.UNKNOWN,  # settled, but the export does not say how
    "placed": Outcome.OPEN,
    "pending": Outcome.OPEN,
}

BET_TYPES: dict[str, BetType] = {
    "straight": BetType.STRAIGHT,
    "single": BetType.STRAIGHT,
    "parlay": BetType.PARLAY,
    "same_game_parlay": BetType.PARLAY,
    "sgp": BetType.PARLAY,
    "teaser": BetType.PARLAY,  # a parlay at moved lines: all legs must win
    "round_robin": BetType.ROUND_ROBIN,
}

TIME_REWRITES = (
    (r"^(\d\d)/(\d\d)/(\d{4}) (\d\d:\d\d:\d\d)(?: GMT| UTC)?$", r"\3-\1-\2T\4Z"),  # the export's other format
    (r"^(\S{10})[T ](\d\d:\d\d:\d\d)(\.\d{1,6})?\d*$", r"\1T\2\3Z"),  # no zone: UTC
    (r"^(\S{10})[T ](\d\d:\d\d:\d\d)(\.\d{1,6})?\d*(Z|[+-]\d\d:?\d\d)$", r"\1T\2\3\4"),
)
"""Its moments, as patterns and what makes ISO 8601 of them."""

SHORTENED_ID = r"^\d([.,]\d+)?[eE]\+?(1[1-9]|[2-9]\d)$|^\d{13,}[.,]0+$"
"""What a spreadsheet makes of an id of 12 digits or more: 6.38543E+17."""
ZEROED_ID = r"^\d{15}0{2,}$"
"""What it makes of it once it is written out: 15 digits, and zeros for the others."""

FORMAT = ExportFormat(
    name="pikkit",
    title="Pikkit",
    source="the application's own export",
    columns={
        **{name: (name,) for name in COLUMNS if name not in {*PLACED, *SETTLED, "bet_info"}},
        "time_placed": PLACED,
        "time_settled": SETTLED,
        "selection": ("bet_info",),
    },
    statuses=STATUSES,
    bet_types=BET_TYPES,
    required=(*REQUIRED, "time_placed"),
    marks=("bet_id", "status", "amount"),
    times=("%m/%d/%Y %H:%M:%S GMT", "%m/%d/%Y %H:%M:%S UTC", "%m/%d/%Y %H:%M:%S"),
    day_first=False,
)
"""The format as other files of its columns (a sheet, semicolons) are read; a CSV file of commas is read directly."""
