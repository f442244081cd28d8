"""The report as one self-contained page for a person."""

from html import escape

from pikkit.quality.report import CheckResult, QualityReport

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff; max-width: 62rem; margin: 2rem auto;
       padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; }
p { margin: .3rem 0 1.2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem .7rem; border-bottom: 1px solid #d8dee4; }
th { font-size: .8rem; color: #57606a; }
th:nth-child(2) { width: 45%; }
code { font-size: .85rem; }
small { display: block; color: #57606a; overflow-wrap: anywhere; }
.verdict { display: inline-block; border-radius: .3rem; padding: 0 .5rem; font-weight: 600; white-space: nowrap; }
.passed { background: #dafbe1; color: #11632c; }
.warned { background: #fff3c4; color: #6b4a00; }
.blocked { background: #ffe0dd; color: #a1161c; }
"""


def render_page(report: QualityReport) -> str:
    """An HTML page without links or scripts: the verdict, then a row a check, the failed ones first."""
    ordered = sorted(report.results, key=_rank)
    rows = "\n".join(_row(result) for result in ordered)
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Quality of {escape(report.source)}</title><style>{_STYLE}</style></head>
<body>
<h1>{"The bets may be trained on" if report.passed else "The bets are not fit to train on"}</h1>
<p>{report.bets:,} bets in {escape(report.source)}. {_tally(report)}</p>
<table>
<thead><tr><th>Verdict</th><th>What must hold</th><th>What was found</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def _tally(report: QualityReport) -> str:
    passed = sum(result.passed for result in report.results)
    counts = ((len(report.blocking), "blocked"), (len(report.warnings), "warned"), (passed, "passed"))
    return f"{len(report.results)} checks: " + ", ".join(f"{n} {word}" for n, word in counts if n) + "."


def _rank(result: CheckResult) -> int:
    return 0 if result.blocks else 2 if result.passed else 1


def _row(result: CheckResult) -> str:
    verdict = ("blocked", "warned", "passed")[_rank(result)]
    examples = f"<small>Such as: {escape('; '.join(result.examples))}</small>" if result.examples else ""
    return (
        f'<tr><td><span class="verdict {verdict}">{verdict}</span></td>'
        f"<td>{escape(result.sentence)}<small><code>{escape(result.name)}</code>, {result.severity.value}</small></td>"
        f"<td>{escape(result.observed)}{examples}</td></tr>"
    )
