"""What the file that a row came from is called on a page."""

import re
from pathlib import PurePath

from pikkit.extension_api.extensions import imports
from pikkit.extension_api.reading import bettor_asked

_UPLOADED = re.compile(r"[0-9a-f]{32}")


def source_name(source: str | None) -> str:
    """A file's name; an upload's is what its owner called it, as long as its note is kept."""
    if not source:
        return "a source without a name"
    path = PurePath(source)
    job = imports().get(path.stem, bettor_asked())
    if job:
        return job.name
    return "an earlier upload" if _UPLOADED.fullmatch(path.stem) else path.name
