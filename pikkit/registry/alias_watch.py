"""Which version an alias points to now, asked for again and again."""

from collections.abc import Callable

from pikkit.registry.resolving import parse_alias, registered


def alias_watch(uri: str, tracking_uri: str) -> Callable[[], str | None] | None:
    """A question that is cheap to ask; None if the URI names no alias, so that its answer never changes.

    Args:
        uri: A model's, as ``resolve`` takes it.
        tracking_uri: MLflow's.

    Returns:
        A function that says NAME/VERSION, or None while the alias points nowhere. It raises NotReadyError while MLflow
        cannot be used.
    """
    named = parse_alias(uri)
    if named is None:
        return None
    name, alias = named

    def ask() -> str | None:
        version = registered(name, tracking_uri, alias=alias)
        return None if version is None else f"{name}/{version.number}"

    return ask
