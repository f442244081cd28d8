"""The export of a form: that there is one, and that it does not begin like what holds no table."""

from collections.abc import Iterator

from flask import request
from werkzeug.datastructures import FileStorage

from pikkit.base.errors import InputError

_CHUNK_BYTES = 1 << 20
_NO_TABLE = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"RIFF": "a picture (WebP) or a recording",
    b"%PDF": "a PDF document",
}


def form_file(missing: str) -> FileStorage:
    """The form's field ``file``.

    Args:
        missing: What is said where it is not there.

    Raises:
        InputError: It is not there, or a picture or a document.
    """
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InputError(missing)
    head = file.stream.read(4)
    file.stream.seek(0)
    for magic, kind in _NO_TABLE.items():
        if head.startswith(magic):
            raise InputError(f"{file.filename[:200]} is {kind}; bets are read from exports, which are CSV files.")
    return file


def chunks_of(file: FileStorage) -> Iterator[bytes]:
    """Its content."""
    return iter(lambda: file.read(_CHUNK_BYTES), b"")
