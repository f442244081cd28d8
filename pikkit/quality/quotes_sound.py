"""Can the stored quotes of events to come be relied on?"""

import pyarrow as pa

from pikkit.quality.quality_report import CheckResult
from pikkit.quotes.stored_feed import StoredFeed
from pikkit.settings.quality import QualityRules


def quotes_sound(_: pa.Table, rules: QualityRules, feed: StoredFeed) -> CheckResult:
    """Check that nothing is wrong with them; it passes where none is stored.

    It is about what scores read now: training leaves out by itself what it cannot read (``quotes.as_of.opinions``).
    """
    return CheckResult(
        name="quotes_sound",
        sentence="The stored quotes of events to come are fresh, move, and are near one another.",
        severity=rules.quotes_sound.severity,
        passed=not feed.faults,
        observed=" ".join(feed.sentences) or _sound(feed.quotes),
        checked=feed.quotes,
        failing=0,
        examples=tuple(f"{fault.kind} {fault.sportsbook}".strip() for fault in feed.faults[:3]),
    )


def _sound(quotes: int) -> str:
    return f"Nothing is wrong with {quotes:,} of them." if quotes else "None is stored."
