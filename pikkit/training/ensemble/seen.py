"""What learners said of bets they had not seen."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from pikkit.training.dataset import Floats, Ints, Mask, TrainingSet

ROW_ARRAYS = ("price_margin", "label", "weight", "close_margin", "shifts")


@dataclass(frozen=True)
class OutOfTime:
    """What learners said of bets they had not seen, in time order; every array has n rows.

    Attributes:
        data: The bets.
        price_margin: Calibrated log odds of the price.
        label: What should have been said (``Lessons.label``).
        weight: ``Lessons.weight``.
        close_margin: Calibrated log odds of the close; NaN without one.
        shifts: Shape (n, number of learners), 0 where a learner stayed silent.
        learners: Their names.
    """

    data: TrainingSet
    price_margin: Floats
    label: Floats
    weight: Floats
    close_margin: Floats
    shifts: Floats
    learners: tuple[str, ...] = ()

    def take(self, rows: Mask | Ints) -> "OutOfTime":
        """The same for some of the bets."""
        arrays: dict[str, Floats] = {name: getattr(self, name)[rows] for name in ROW_ARRAYS}
        return OutOfTime(data=self.data.take(rows), learners=self.learners, **arrays)

    def blend(self, weights: Mapping[str, float]) -> Floats:
        """The learners' shifts by name-given weights, added up, shape (n,); a learner without a weight adds nothing."""
        return np.asarray(self.shifts @ np.array([weights.get(name, 0.0) for name in self.learners]), dtype=np.float64)

    def loss(self, shift: Floats) -> Floats:
        """Weighted cross-entropy against the labels of the price's margin plus a shift, shape (n,)."""
        margin = self.price_margin + shift
        return self.weight * (np.logaddexp(0, margin) - self.label * margin)

    def gain(self, shift: Floats) -> Floats:
        """How much better than the price alone."""
        return self.loss(np.zeros_like(shift)) - self.loss(shift)

    def save(self, path: Path) -> None:
        """Write the arrays (NumPy's npz, without pickles); the features themselves are not kept."""
        rows = {f"data_{f.name}": getattr(self.data, f.name) for f in fields(self.data) if f.name != "features"}
        own = {name: getattr(self, name) for name in ROW_ARRAYS}
        names = np.array(self.learners, dtype=np.str_)
        with path.open("wb") as file:
            np.savez(file, data_features=np.empty((len(self.data), 0)), **rows, **own, learners=names)

    @classmethod
    def load(cls, path: Path) -> "OutOfTime":
        """Read what ``save`` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            known = [f.name for f in fields(TrainingSet) if f"data_{f.name}" in arrays]
            data = TrainingSet(**{name: arrays[f"data_{name}"] for name in known})
            own: dict[str, Floats] = {name: arrays[name] for name in ROW_ARRAYS}
            return cls(data=data, learners=tuple(arrays["learners"].tolist()), **own)

    @classmethod
    def joined(cls, parts: "list[OutOfTime]") -> "OutOfTime":
        """Several after one another, of the same learners."""
        columns = {f.name: np.concatenate([getattr(part.data, f.name) for part in parts]) for f in fields(TrainingSet)}
        own: dict[str, Floats] = {name: np.concatenate([getattr(part, name) for part in parts]) for name in ROW_ARRAYS}
        return cls(data=TrainingSet(**columns), learners=parts[0].learners, **own)
