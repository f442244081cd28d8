"""The words of a bet: ``Over 4.5 Kyrie Irving Points - 1st Quarter DAL Mavericks @ BOS Celtics`` as fields."""

from pikkit.bets.bet_info.parse import parse_bet_info, parse_leg

__all__ = ["parse_bet_info", "parse_leg"]
