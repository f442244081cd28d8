"""The bundled sample is nobody's: what a person sends does not belong to its made-up bettor."""

from pikkit.base.errors import PikkitError
from pikkit.settings import Settings

_SAMPLE = (
    "This shows the bundled sample, whose bettor is made up, so {what} not belong here: import your bets by "
    "`pikkit import FILE`, and start `pikkit run` again."
)


class SampleShownError(PikkitError):
    """The sample is shown, which takes nobody's bets (HTTP 409)."""


def refuse_in_sample(settings: Settings, what: str) -> None:
    """See that the home is a person's own.

    Args:
        settings: The home's.
        what: What is sent, with its verb: "your bets do".

    Raises:
        SampleShownError: It is the sample's.
    """
    if settings.sample:
        raise SampleShownError(_SAMPLE.format(what=what))
