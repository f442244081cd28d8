"""The sections of the report's page. Everything the data says is escaped."""

from collections.abc import Sequence
from dataclasses import asdict
from html import escape

from pikkit.base.percent_text import percent_text
from pikkit.pages import badge, figure, scrolling_table
from pikkit.pages.charts import Bar, Interval, horizontal_bars, intervals, vertical_bars
from pikkit.quality.figures import AnomalyCount, QualityFigures
from pikkit.quality.quality_report import CheckResult, QualityReport, SampleBet

_COLUMNS = {
    "bettor": "Bettor",
    "bet_id": "Bet",
    "outcome": "Outcome",
    "odds": "Odds",
    "closing_odds": "Close",
    "stake": "Stake",
    "profit": "Profit",
    "placed_at": "Placed",
    "settled_at": "Settled",
    "sportsbook": "Book",
    "league": "League",
    "market": "Market",
    "source": "File",
    "source_line": "Line",
}
"""What is most often wrong comes first: a narrow screen shows those without scrolling."""
_NUMBERS = frozenset({"odds", "closing_odds", "stake", "profit", "source_line"})
_HEADS = {
    "anomalies": '<th>What</th><th>Method</th><th class="number">Bets</th><th>The furthest</th>',
    "checks": "<th>Verdict</th><th>What must hold</th><th>What was found</th>",
}
_WORDS = {"iqr": "quartiles (IQR)", "zscore": "Z-score", "robust_zscore": "robust Z-score"}


def failed_section(title: str, results: Sequence[CheckResult], verdict: str) -> str:
    """Checks that did not pass, each with a few of the bets that broke it."""
    if not results:
        return ""
    return f"<section><h2>{title}</h2>{''.join(_failed(result, verdict) for result in results)}</section>"


def charts_section(figures: QualityFigures) -> str:
    """The bets in pictures, those there are figures for."""
    charts = [
        figure("Bets placed a month", "", _months(figures)) if figures.months else "",
        figure(
            "How often bets won, and what their prices said",
            "By decimal odds: the square is the share that won with its 99.9 % interval, the line what the prices "
            "imply, margin included; below, the number of bets.",
            _bands(figures),
        )
        if figures.bands
        else "",
        figure("Straight bets with a closing price, by book", "", _books(figures)) if figures.books else "",
        figure("Bets by stake", "Bins widen with the stake; the outermost 0.1 % are in the end bins.", _stakes(figures))
        if figures.stakes
        else "",
    ]
    return f'<section><h2>The bets</h2><div class="charts">{"".join(charts)}</div></section>' if any(charts) else ""


def anomalies_section(anomalies: Sequence[AnomalyCount]) -> str:
    """What is out of the ordinary, by kind and method, with the furthest case."""
    if not anomalies:
        return "<section><h2>Out of the ordinary</h2><p>No bet is.</p></section>"
    rows = "".join(
        f'<tr><td>{escape(count.kind)}</td><td>{escape(_WORDS.get(count.method, count.method))}</td><td class="number">'
        f"{count.bets:,}</td><td>{escape(count.reason)}</td></tr>"
        for count in anomalies
    )
    return (
        "<section><h2>Out of the ordinary</h2><p>Compared with the bettor's, book's or market's bets. The flags are "
        "beside this page in <code>flags.parquet</code>; no bet is dropped.</p>"
        + scrolling_table(_HEADS["anomalies"], rows)
        + "</section>"
    )


def passed_section(report: QualityReport) -> str:
    """What was checked and holds, and what was not checked."""
    rows = "".join(
        f"<tr><td>{badge('passed', 'passed')}</td><td>{escape(result.sentence)}{_name(result)}</td>"
        f"<td>{escape(result.observed)}{_examples(result)}</td></tr>"
        for result in report.results
        if result.passed
    )
    off = f"<p>Switched off: {escape(', '.join(report.switched_off))}.</p>" if report.switched_off else ""
    table = scrolling_table(_HEADS["checks"], rows) if rows else "<p>Nothing.</p>"
    return f"<section><h2>What holds</h2>{table}{off}</section>"


def _failed(result: CheckResult, verdict: str) -> str:
    return (
        f"<article><h3>{badge(verdict, verdict)} {escape(result.demand)}</h3>"
        f"<p>{escape(result.observed)}{_examples(result)}{_name(result)}</p>{_samples(result.samples)}</article>"
    )


def _name(result: CheckResult) -> str:
    return f"<small><code>{escape(result.name)}</code>, {result.severity.value}</small>"


def _examples(result: CheckResult) -> str:
    return f"<small>Such as: {escape('; '.join(result.examples))}</small>" if result.examples else ""


def _samples(samples: Sequence[SampleBet]) -> str:
    """The columns that say anything, a row a bet."""
    if not samples:
        return ""
    values = [asdict(sample) for sample in samples]
    shown = [name for name in _COLUMNS if any(row[name] for row in values)]
    head = "".join(f"<th{_class(name)}>{_COLUMNS[name]}</th>" for name in shown)
    body = "".join(f"<tr>{''.join(_cell(name, row[name]) for name in shown)}</tr>" for row in values)
    return scrolling_table(head, body, "samples")


def _cell(name: str, value: str) -> str:
    """A value that may be cut off on the screen is whole when pointed at."""
    return f'<td{_class(name)} title="{escape(value)}">{escape(value)}</td>'


def _class(name: str) -> str:
    return ' class="number"' if name in _NUMBERS else ""


def _months(figures: QualityFigures) -> str:
    bars = [Bar(month.month, month.bets, f"{month.month}: {month.bets:,} bets") for month in figures.months]
    return vertical_bars(f"Bets placed a month, {bars[0].label} to {bars[-1].label}", bars)


def _stakes(figures: QualityFigures) -> str:
    bars = [
        Bar(f"{stakes.low:,.3g}", stakes.bets, f"{stakes.low:,.3g} to {stakes.high:,.3g}: {stakes.bets:,} bets")
        for stakes in figures.stakes
    ]
    return vertical_bars("Number of bets by stake", bars)


def _books(figures: QualityFigures) -> str:
    bars = [
        Bar(
            book.sportsbook,
            book.closed / book.bets,
            f"{book.sportsbook}: {percent_text(book.closed / book.bets, 0)} of {book.bets:,}",
        )
        for book in figures.books
    ]
    return horizontal_bars("Share of straight bets with a closing price, by book", bars)


def _bands(figures: QualityFigures) -> str:
    points = [
        Interval(
            band.name,
            f"{band.bets:,}",
            band.rate,
            band.rate_low,
            band.rate_high,
            band.implied,
            f"{band.name}: {band.won:,.10g} of {band.bets:,} won, {percent_text(band.rate)} "
            f"({percent_text(band.rate_low)} to {percent_text(band.rate_high)}); "
            f"prices imply {percent_text(band.implied)}",
        )
        for band in figures.bands
    ]
    return intervals("Share of bets that won against what their prices imply, by decimal odds", points)
