"""A report in sentences, for the command, the page and whoever is told."""

from pikkit.base.percent_text import MINUS, percent_text
from pikkit.drift.result import DriftReport, DriftResult, PerformanceResult
from pikkit.settings.drift_severity import DriftSeverity
from pikkit.settings.monitoring import MonitoringRules

SHOWN = 15
"""Features that are listed."""
_VERDICTS = {
    DriftSeverity.NONE: "no drift",
    DriftSeverity.WARNING: "drift",
    DriftSeverity.SEVERE: "severe drift",
}


def drift_headline(report: DriftReport) -> str:
    """The verdict in a sentence."""
    sentence = f"{_VERDICTS[report.severity]}"
    features = drifted_features(report)
    decayed = [result.metric for result in report.performance if result.drifted]
    parts = []
    if features:
        named = ", ".join(features[:3]) + (", …" if len(features) > 3 else "")
        parts.append(f"{len(features)} of {len(all_features(report))} features moved ({named})")
    if decayed:
        parts.append(f"scores decayed ({', '.join(decayed)})")
    return f"{sentence[0].upper()}{sentence[1:]}" + (f": {' and '.join(parts)}." if parts else ".")


def drift_advice(report: DriftReport, rules: MonitoringRules) -> str:
    """What follows from it by the rules of monitoring, whoever checked: a sentence; empty without drift.

    When a model was last trained is not looked at; the sentence says what would hold a training back.
    """
    if not report.drifted:
        return ""
    if report.severity.rank < rules.retrain_on.rank:
        return f"Worth a look; monitoring trains anew when drift is {rules.retrain_on}."
    decay = DriftSeverity.worst(result.severity for result in report.performance)
    if report.rows < rules.least_bets and decay.rank < rules.retrain_on.rank:
        return f"On {report.rows:,} bets it says little: monitoring trains anew from {rules.least_bets:,} on."
    return (
        "Worth a training (`pikkit train`): monitoring begins one, unless there was one within "
        f"{rules.cool_down_days:g} days."
    )


def all_features(report: DriftReport) -> list[str]:
    """The features compared."""
    return list(dict.fromkeys(result.feature for result in report.results))


def drifted_features(report: DriftReport) -> list[str]:
    """Those that drifted by any detector, the furthest beyond its threshold first."""
    return list(dict.fromkeys(result.feature for result in ranked(report) if result.drifted))


def shown_features(report: DriftReport) -> list[DriftResult]:
    """What command, page and report list: for each feature what the detector that sees most says, the furthest first.

    At most ``SHOWN`` of them; all results are in the report.
    """
    worst: dict[str, DriftResult] = {}
    for result in ranked(report):
        worst.setdefault(result.feature, result)
    return list(worst.values())[:SHOWN]


def ranked(report: DriftReport) -> list[DriftResult]:
    """The results, worst first."""
    return sorted(report.results, key=lambda result: (-result.severity.rank, -effect_share(result)))


def effect_share(result: DriftResult) -> float:
    """The effect as a share of its threshold: 1 is where drift begins."""
    return result.effect / result.threshold


def decay_sentence(result: PerformanceResult) -> str:
    """One measure in a sentence."""
    value, expected = performance_figure(result, result.value), performance_figure(result, result.expected)
    sentence = f"{result.metric}: {value}, expected {expected}, on {result.n:,} bets"
    if result.log_e is None:
        return f"{sentence}."
    least = performance_figure(result, result.threshold)
    needed = "" if result.drifted else f"; decay is called from {1 / result.alpha:,.0f} to 1 on and {least} worse"
    return f"{sentence}; evidence of decay {odds_against(result.log_e)}{needed}."


def performance_figure(result: PerformanceResult, value: float) -> str:
    """A figure of a measure with its unit: its value, what was expected, how much worse that is."""
    if result.metric == "closing line value":
        return f"{percent_text(value, 2, signed=True)} of the stake"
    if result.metric == "calibration":
        return f"{percent_text(value, 2).removesuffix(' %')} probability points"
    return f"{value:.4f} nats a bet".replace("-", MINUS)


def odds_against(log_e: float) -> str:
    """Evidence as odds: "3.2 to 1"."""
    return "over a million to 1" if log_e > 13.8 else f"{2.718281828459045**log_e:,.1f} to 1"
