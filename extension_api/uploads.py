"""Where exports are uploaded to: the only addresses that take large bodies."""

UPLOADS = frozenset({"/v1/imports", "/imports"})


def is_upload(method: str, path: str) -> bool:
    """Whether a request may carry an export."""
    return method == "POST" and path in UPLOADS
