"""Uploads as earlier versions noted them: a JSON file each, beside the export."""

from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from pikkit.extension_api.imports.job import Job
from pikkit.extension_api.imports.notes import JobNotes


def take_over(folder: Path, notes: JobNotes) -> None:
    """Move them into the notes: what still waited is read, and what was done is still told of."""
    for path in sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime):
        with suppress(ValidationError):
            job = Job.model_validate_json(path.read_bytes())
            export = path.with_suffix(".csv")
            notes.take_over(job, export.stat().st_size if export.is_file() else 0)
        path.unlink()
