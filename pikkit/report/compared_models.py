"""Two versions side by side: what each was made with, and how they do on the same bets."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pikkit.features.build.build import features_as_of
from pikkit.report.model_changes import ModelChange, model_changes
from pikkit.report.model_facts import read_model_facts
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import settled_bets, training_set
from pikkit.training.evaluation.paired import PairedModels, pair_models

if TYPE_CHECKING:
    import pyarrow as pa

    from pikkit.registry import ResolvedModel


@dataclass(frozen=True)
class ComparedModels:
    """What there is to say of two models.

    Attributes:
        before, after: Their names and versions.
        changes: Window, weights, calibrator, recipe, features and libraries that differ.
        gained, lost: Features that only the second, and only the first, reads.
        paired: How they do on the same bets.
    """

    before: str
    after: str
    changes: tuple[ModelChange, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    paired: PairedModels

    def document(self) -> dict[str, object]:
        """As plain values."""
        fields = asdict(self)
        for metric, one in zip(fields["paired"]["metrics"], self.paired.metrics, strict=True):
            metric["verdict"] = one.verdict
        return fields


def compared_models(
    before: "ResolvedModel", after: "ResolvedModel", bets: "pa.Table", history: "pa.Table", seed: int = 7
) -> ComparedModels:
    """Compare two models.

    The bets are those that neither can have learned from, if there are any won or lost; else all, and
    ``paired.learned_from`` says so.

    Args:
        before, after: The models.
        bets: What is compared on (schema BETS); those that are not settled are left out.
        history: Bets whose settlements they may know.
        seed: Of the intervals.

    Raises:
        InputError: One is no bundle that this version reads.
    """
    facts = [read_model_facts(files.folder) for files in (before, after)]
    bundles = [Bundle.load(files.folder) for files in (before, after)]
    data = training_set(settled_bets(features_as_of(bets, history)))
    unseen = data.placed_at > max(bundle.window.end_microseconds for bundle in bundles)
    chosen = data.take(unseen) if (unseen & data.decided).any() else data
    names = [set(one.feature_names) for one in facts]
    return ComparedModels(
        before=f"{before.name}/{before.version}",
        after=f"{after.name}/{after.version}",
        changes=model_changes(*facts),
        gained=tuple(sorted(names[1] - names[0])),
        lost=tuple(sorted(names[0] - names[1])),
        paired=pair_models(bundles[0], bundles[1], chosen, seed),
    )
