"""What is looked at before an upload is taken: that it is no picture, and whose bets are in it."""

from collections.abc import Iterator

from flask import request
from werkzeug.datastructures import FileStorage

from pikkit.base.errors import InputError
from pikkit.extension_api.api.opportunities import own_bettor
from pikkit.extension_api.auth import current_caller

_CHUNK_BYTES = 1 << 20
_NO_TABLE = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"RIFF": "a picture (WebP) or a recording",
    b"%PDF": "a PDF document",
}


def uploaded_file() -> FileStorage:
    """The form's file.

    Raises:
        InputError: There is none, or it begins like something that holds no table.
    """
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InputError("Choose the CSV file that Pikkit exported.")
    head = file.stream.read(4)
    file.stream.seek(0)
    for magic, kind in _NO_TABLE.items():
        if head.startswith(magic):
            raise InputError(f"{file.filename} is {kind}; bets are read from exports, which are CSV files.")
    return file


def chunks_of(file: FileStorage) -> Iterator[bytes]:
    """Its content."""
    return iter(lambda: file.read(_CHUNK_BYTES), b"")


def whose_bets() -> str:
    """The bettor the form names, for operators; else the caller's own."""
    caller = current_caller()
    named = request.form.get("whose", "").strip()
    return named if named and caller.is_operator else own_bettor(caller)
