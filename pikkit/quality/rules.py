"""What the gate asks for: one rule a check, with its threshold and what its failure does."""

from dataclasses import dataclass

from pikkit.quality.report import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """How strictly a check is held.

    ``share`` is the least share of the checked bets, in [0, 1], that must pass it; ``severity`` is what happens if
    fewer do.
    """

    severity: Severity
    share: float = 1.0


BLOCK = Rule(Severity.BLOCK)


@dataclass(frozen=True, slots=True)
class QualityRules:
    """The thresholds of every check; a field of type :class:`Rule` is named after its check.

    ``min_decided`` bets must be won or lost; ``max_odds`` and ``max_price_ratio`` bound what is believed of a price;
    ``min_win_ratio`` and ``max_win_ratio`` bound wins divided by the wins that the prices imply.
    """

    min_decided: int = 500
    max_odds: float = 1001.0
    max_price_ratio: float = 2.5
    min_win_ratio: float = 0.75
    max_win_ratio: float = 1.25

    enough_decided: Rule = BLOCK
    key_unique: Rule = BLOCK

    odds_known: Rule = BLOCK
    stake_known: Rule = BLOCK
    settled_at_known: Rule = Rule(Severity.WARN, 0.95)
    profit_known: Rule = Rule(Severity.WARN, 0.95)
    closing_odds_known: Rule = Rule(Severity.WARN, 0.5)
    market_known: Rule = Rule(Severity.WARN, 0.7)
    league_known: Rule = Rule(Severity.WARN, 0.5)

    odds_above_one: Rule = BLOCK
    closing_odds_above_one: Rule = BLOCK
    stake_positive: Rule = BLOCK
    odds_plausible: Rule = Rule(Severity.WARN, 0.999)  # a long parlay may be real
    price_near_close: Rule = Rule(Severity.WARN, 0.98)

    outcome_vocabulary: Rule = BLOCK
    bet_type_vocabulary: Rule = BLOCK
    side_vocabulary: Rule = BLOCK

    settled_after_placed: Rule = Rule(Severity.BLOCK, 0.99)
    profit_sign: Rule = Rule(Severity.BLOCK, 0.98)
    profit_amount: Rule = Rule(Severity.WARN, 0.6)  # boosts and commission are common: about one win in five
    win_ratio: Rule = BLOCK
