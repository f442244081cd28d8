"""What a calibrator is: a rising curve from a blended margin to one that means what it says."""

from typing import Any, ClassVar, Protocol, Self

from pikkit.training.dataset import Floats


class Calibrator(Protocol):
    """A fitted calibrator, plain enough to be written as JSON."""

    kind: ClassVar[str]
    """Its name in a bundle."""

    @classmethod
    def fit(cls, margin: Floats, won: Floats) -> Self:
        """Fit on margins (log odds) and results (0 or 1), shape (n,) each."""
        ...

    def margin(self, margin: Floats) -> Floats:
        """Calibrated log odds, shape (n,)."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """Its coefficients, as JSON's types."""
        ...

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """Read what ``to_dict`` gave."""
        ...
