"""Everything a training run decides before it sees the results it is judged on: tuned values and ensemble weights."""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from pikkit.training.prior import DEFAULT_SHAPE, PriceShape

DEFAULT_LEARNERS = ("movement_trees", "offset_trees", "offset_logistic")
"""The learners that are tried unless a recipe says otherwise."""


@dataclass(frozen=True)
class TreeParameters:
    """Hyperparameters of the boosted trees; the defaults did well on real prices.

    Attributes:
        max_depth: Depth of a tree.
        rounds: Number of trees.
        learning_rate: Shrinkage of each tree.
        min_rows: Closing lines (or results worth as much) a leaf must rest on.
        l2: Ridge penalty of a leaf, in the same unit.
        subsample: Share of rows a tree sees.
        colsample: Share of features a tree sees.
    """

    max_depth: int = 3
    rounds: int = 200
    learning_rate: float = 0.05
    min_rows: float = 100.0
    l2: float = 10.0
    subsample: float = 0.7
    colsample: float = 0.5


@dataclass(frozen=True)
class Recipe:
    """How to make a model.

    Attributes:
        trees: Hyperparameters of both tree learners.
        ridge_penalty: L2 penalty of the linear learner.
        result_weight: How much a bare result counts against a closing line.
        weights: Each learner's share in the ensemble; empty until the ensemble step decides. All zero: the price alone.
        seed: Seed of everything random.
        learners: Names of the learners that may take part (``pikkit.training.learners.LEARNERS``).
        price: How freely the calibrations of price and close follow the data.
    """

    trees: TreeParameters = field(default_factory=TreeParameters)
    ridge_penalty: float = 1000.0
    result_weight: float = 0.2
    weights: dict[str, float] = field(default_factory=dict)
    seed: int = 7
    learners: tuple[str, ...] = DEFAULT_LEARNERS
    price: PriceShape = DEFAULT_SHAPE

    def weighted(self, weights: dict[str, float]) -> "Recipe":
        """The same recipe with these ensemble weights."""
        return replace(self, weights=weights)

    def write(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps(asdict(self), indent=2) + "\n")

    @classmethod
    def read(cls, path: Path) -> "Recipe":
        """Read what ``write`` wrote."""
        return cls.from_dict(json.loads(path.read_text()))

    @classmethod
    def from_dict(cls, values: dict[str, object]) -> "Recipe":
        """Build from ``dataclasses.asdict``'s form."""
        trees = TreeParameters(**values["trees"])  # type: ignore[arg-type]
        learners: tuple[str, ...] = tuple(values.get("learners", DEFAULT_LEARNERS))  # type: ignore[arg-type]
        price = PriceShape(**values.get("price", {}))  # type: ignore[arg-type]
        return cls(**{**values, "trees": trees, "learners": learners, "price": price})  # type: ignore[arg-type]
