"""MkDocs' hook: adds the pages that are generated, and settles links that leave the documentation."""

import logging
import re
from pathlib import Path
from typing import Any

from documentation.alert_reference import alert_reference
from documentation.api_page import api_page
from documentation.command_page import command_page
from documentation.metrics_page import metrics_page

ROOT = Path(__file__).parents[1]
_GENERATED = {
    "reference/commands.md": command_page,
    "reference/api.md": api_page,
    "reference/metrics.md": metrics_page,
    "reference/alerts.md": alert_reference,
}
_LINK_OUT = re.compile(r"\[([^\]]+)\]\(((?:\.\./)+[^)#]+)(?:#[^)]*)?\)")
_FETCHED = re.compile(
    r"""<(?:script|link|img|iframe)\b(?![^>]*rel="canonical")[^>]*\b(?:src|href)=["'](?:https?:)?//[^>]*>"""
)


def on_startup(**_: Any) -> None:
    """Have warnings heard, which `--quiet` silences: the build counts what it hears, and a broken link is a warning."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(min(logger.level, logging.WARNING))


def on_files(files: Any, config: Any) -> Any:
    """Add the generated pages."""
    from mkdocs.structure.files import File

    for address, page in _GENERATED.items():
        files.append(File.generated(config, address, content=page()))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """A link to a file of the repository that is no page becomes its name, if the file is there."""
    folder = (Path(config["docs_dir"]) / page.file.src_uri).parent
    docs = Path(config["docs_dir"]).resolve()

    def settled(match: re.Match[str]) -> str:
        target = (folder / match[2]).resolve()
        inside = target.is_relative_to(docs) or (page.file.generated_by is not None)
        if inside or not target.exists():
            return match[0]
        name = str(target.relative_to(ROOT))
        return f"`{name}`" if match[1].strip("`") in {name, target.name} else f"{match[1]} (`{name}`)"

    return _LINK_OUT.sub(settled, markdown)


def on_post_page(output: str, page: Any, **_: Any) -> str:
    """The site works without a network.

    Raises:
        ValueError: A page loads something from elsewhere.
    """
    if fetched := _FETCHED.search(output):
        raise ValueError(f"{page.file.src_uri if page else 'A page'} fetches {fetched[0]}")
    return output
