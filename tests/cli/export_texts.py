"""Small exports, written by hand."""

from pathlib import Path

HEADER = (
    "bet_id,sportsbook,type,status,odds,closing_line,ev,amount,profit,time_placed,time_settled,"
    "time_placed_iso,time_settled_iso,bet_info,tags,sports,leagues"
)


def row(number: int, status: str) -> str:
    """A straight bet at even money."""
    settled = "2024-01-02T00:00:00.000Z" if status != "PLACED" else ""
    profit = {"SETTLED_WIN": "10", "SETTLED_LOSS": "-10"}.get(status, "")
    return (
        f"{number},Caesars,straight,{status},2.0,1.95,,10,{profit},,,2024-01-01T00:00:00.000Z,{settled},"
        "Draw Moneyline Everton vs. West Ham,,Soccer,England Premier League"
    )


def write_export(path: Path, *rows: str) -> Path:
    """A file of these rows."""
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path
