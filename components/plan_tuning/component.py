"""A number of workers to a list that a loop goes through."""

from kfp import dsl

from pikkit.components.image import IMAGE


@dsl.component(base_image=IMAGE, install_kfp_package=False)
def plan_tuning(workers: int = 1) -> list:  # type: ignore[type-arg]  # kfp wants it bare
    """Plan how many tune steps search at the same time.

    Args:
        workers: How many, from 1 to 64. More than one need a tuning storage that all of them reach
            (PIKKIT_TUNING_STORAGE); without one each would search on its own.

    Returns:
        The workers' numbers, from 0: a loop cannot go through a number.
    """
    from pikkit.training.tuning.search_workers import planned

    return planned(int(workers))
