"""Events: which bets are on one game, whatever the books call its teams, and how sure that is."""

from pikkit.bets.events.assign_events import BetEvents, assign_events

__all__ = ["BetEvents", "assign_events"]
