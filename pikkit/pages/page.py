"""The frame of a page."""

from html import escape

from pikkit.pages.style import STYLE


def page(title: str, heading: str, tone: str, lead: str, body: str) -> str:
    """An HTML page without links to elsewhere and without scripts.

    Args:
        title: What the browser's tab says; plain text.
        heading: The verdict, in a sentence; plain text.
        tone: The verdict's colour: "passed", "warned" or "blocked".
        lead: What stands below the heading, as HTML.
        body: The sections, as HTML.
    """
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title><style>{STYLE}</style></head>
<body>
<main>
<header class="{tone}">
<h1>{escape(heading)}</h1>
<p>{lead}</p>
</header>
{body}
</main>
</body>
</html>
"""
