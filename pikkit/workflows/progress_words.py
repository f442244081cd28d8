"""How far a step is, for a person."""

from collections.abc import Mapping


def progress_words(figures: Mapping[str, object]) -> str:
    """What tuning tells (``pikkit.training.tuning.Progress``) in a line; of other steps, the figures as they are."""
    if "parts" in figures:
        return f"{figures['done']} of {figures['total']} {figures['parts']} done"
    if "stage" not in figures:
        return ", ".join(f"{name} {value}" for name, value in figures.items())
    parts = [f"{figures['stage']}, {figures['done']} of {figures['total']} trials"]
    best, left = figures.get("best_gain"), figures.get("seconds_left")
    if isinstance(best, float):
        parts.append(f"best gain {best:.6f}")
    if figures.get("pruned"):
        parts.append(f"{figures['pruned']} given up early")
    if isinstance(left, float):
        parts.append(f"{left:.0f} s left")
    return ", ".join(parts)
