"""What Prometheus is told."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from pikkit.drift.result import DriftReport

_FEATURE = ["feature", "detector"]


class DetectorMetrics:
    """The detector's counters and gauges, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.events = Counter(
            "pikkit_drift_events", "Events by what became of them.", ["outcome"], registry=self.registry
        )
        self.exchanges = Counter(
            "pikkit_drift_exchanges", "Requests by what became of them.", ["outcome"], registry=self.registry
        )
        self.queue = Gauge("pikkit_drift_queue_events", "Events that wait to be read.", registry=self.registry)
        self.queue_bytes = Gauge("pikkit_drift_queue_bytes", "What these take, in bytes.", registry=self.registry)
        self.window = Gauge("pikkit_drift_window_bets", "Scored bets that are kept.", registry=self.registry)
        self.journaled = Counter("pikkit_drift_journaled_events", "Events on disk.", registry=self.registry)
        self.journal_errors = Counter(
            "pikkit_drift_journal_errors", "Times the journal could not be written.", registry=self.registry
        )
        self.checks = Counter("pikkit_drift_checks", "Checks by what they found.", ["outcome"], registry=self.registry)
        self.reports = Counter("pikkit_drift_reports", "Reports made.", registry=self.registry)
        self.lost = Counter("pikkit_drift_reports_lost", "Reports that could not be kept.", registry=self.registry)
        self.check_seconds = Histogram("pikkit_drift_check_seconds", "How long checks take.", registry=self.registry)
        self.checked_at = Gauge("pikkit_drift_checked_timestamp_seconds", "The last check.", registry=self.registry)
        self.notices = Counter(
            "pikkit_drift_notices", "Reports for the sink by what became of them.", ["outcome"], registry=self.registry
        )
        self.severity = Gauge(
            "pikkit_drift_severity", "0 none, 1 warning, 2 severe.", ["model", "version"], registry=self.registry
        )
        self.feature_severity = self._by_feature("feature_severity", "0 none, 1 warning, 2 severe.")
        self.statistic = self._by_feature("statistic", "The detector's statistic.")
        self.effect = self._by_feature("effect", "How large the difference is.")
        self.p_value = self._by_feature("p_value", "Chance of such a difference without drift.")

    def tell(self, report: DriftReport) -> None:
        """Show what a report found, in place of what the last one did."""
        gauges = (self.severity, self.feature_severity, self.statistic, self.effect, self.p_value)
        for gauge in gauges:
            gauge.clear()
        self.severity.labels(report.model_name, report.model_version).set(report.severity.rank)
        for result in report.results:
            labels = (result.feature, result.detector)
            self.feature_severity.labels(*labels).set(result.severity.rank)
            self.statistic.labels(*labels).set(result.statistic)
            self.effect.labels(*labels).set(result.effect)
            if result.p_value is not None:
                self.p_value.labels(*labels).set(result.p_value)
        self.reports.inc()
        self.checks.labels(report.severity).inc()
        self.checked_at.set(report.made_at.timestamp())

    def page(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self.registry)

    def _by_feature(self, name: str, meaning: str) -> Gauge:
        return Gauge(f"pikkit_drift_{name}", meaning, _FEATURE, registry=self.registry)
