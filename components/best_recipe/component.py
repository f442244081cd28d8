"""The recipes of several searches to the best of them."""

from kfp import dsl
from kfp.dsl import Artifact, Input, Output

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def best_recipe(found: Input[list[Artifact]], recipe: Output[Artifact]) -> None:
    """Take the recipe that gains most.

    Args:
        found: The recipes that tune steps wrote, each with its gain.
        recipe: The one with the largest gain; the first of equals, and the first if none has a gain.
    """
    import shutil

    from pikkit.training.tuning.search_workers import best

    chosen = found[best([artifact.metadata.get("gain") for artifact in found])]
    shutil.copyfile(chosen.path, recipe.path)
    recipe.metadata.update(chosen.metadata)
