"""How much one bettor may upload, so that his files crowd out nobody's."""

from dataclasses import dataclass

from pikkit.base.errors import PikkitError
from pikkit.settings import Settings

_MB = 1024 * 1024
KEPT_FREE_BYTES = 256 * _MB
"""An upload leaves so much of the disk free: captures, which come first, need room."""


class TooManyError(PikkitError):
    """The caller asked for more than his share; later there is room again (HTTP 429)."""


@dataclass(frozen=True, slots=True)
class Used:
    """What a bettor's uploads take up: those that wait, and those of the last 24 hours."""

    waiting: int
    waiting_bytes: int
    of_a_day: int
    bytes_of_a_day: int


def check_quota(used: Used, more_bytes: int, settings: Settings) -> None:
    """See that one more upload fits.

    Args:
        used: By the bettor already.
        more_bytes: How large the upload is; 0 while that is not known.
        settings: The quotas.

    Raises:
        TooManyError: It does not; the sentence says which quota is used up.
    """
    mb_waiting, mb_of_a_day = settings.upload_waiting_mb, settings.upload_mb_a_day
    full = (
        (used.waiting >= settings.upload_waiting_files, f"{settings.upload_waiting_files} of your uploads wait"),
        (used.waiting_bytes + more_bytes > mb_waiting * _MB, f"your waiting uploads may have {mb_waiting} MB together"),
        (used.of_a_day >= settings.upload_files_a_day, f"you may upload {settings.upload_files_a_day} files a day"),
        (used.bytes_of_a_day + more_bytes > mb_of_a_day * _MB, f"you may upload {mb_of_a_day} MB a day"),
    )
    for is_full, sentence in full:
        if is_full:
            raise TooManyError(f"This upload is one too many: {sentence}. Try again later.")
