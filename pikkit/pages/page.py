"""The frame of a page."""

from pikkit.pages.style import STYLE
from pikkit.pages.templating import markup, template


def page(title: str, heading: str, tone: str, lead: str, body: str) -> str:
    """An HTML page without links to elsewhere and without scripts.

    Args:
        title: What the browser's tab says; plain text.
        heading: The verdict, in a sentence; plain text.
        tone: The verdict's colour: "passed", "warned" or "blocked".
        lead: What stands below the heading, as HTML.
        body: The sections, as HTML.
    """
    return template("page.html").render(
        title=title, heading=heading, tone=tone, lead=markup(lead), body=markup(body), style=markup(STYLE)
    )
