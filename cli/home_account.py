"""A bettor's account in a home, and what it says of a stake."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikkit.home import Home
    from pikkit.money.account import Account
    from pikkit.money.stake_advice import Priced, StakeAdvice


def home_account(home: "Home", bettor: str) -> "Account":
    """A bettor's account; his bets are opened only where a bankroll is known.

    Raises:
        InputError: The store cannot be used.
    """
    from pikkit.money.account import account_of
    from pikkit.performance import PerformanceReader

    with home.store() as store, home.records() as records:
        opened: list[PerformanceReader] = []

        def reader() -> PerformanceReader:
            opened[:] = opened or [PerformanceReader(store, home.settings)]
            return opened[0]

        try:
            return account_of(records, reader, bettor)
        finally:
            for one in opened:
                one.close()


def stake_in(home: "Home", score: "Priced", bettor: str) -> "StakeAdvice":
    """What to stake on a scored bet: an amount where the bettor is said and his bankroll is known, else a share."""
    from pikkit.money.stake_advice import KellyRule, MoneyNow, stake_advice

    money = MoneyNow()
    if bettor and home.has_store():
        account = home_account(home, bettor)
        money = MoneyNow(account.preferences, account.bankroll.amount if account.bankroll else None)
    return stake_advice(score, KellyRule(home.settings.kelly_fraction, home.settings.kelly_cap), money)
