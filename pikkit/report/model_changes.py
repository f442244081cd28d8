"""What is different from the champion."""

from dataclasses import dataclass

from pikkit.report.model_facts import ModelFacts


@dataclass(frozen=True)
class ModelChange:
    """Something, before and now; "–" where it is not there."""

    what: str
    before: str
    now: str


def model_changes(champion: ModelFacts, model: ModelFacts) -> tuple[ModelChange, ...]:
    """Window, weights, calibrator, recipe, features and libraries that differ, in this order."""
    pairs = [
        ("learned from bets settled by", champion.end[:10], model.end[:10]),
        ("bets learned from", f"{champion.bets:,}", f"{model.bets:,}"),
        ("with a closing price", f"{champion.closed:,}", f"{model.closed:,}"),
        *_by_name("weight of", *({k: f"{v:.2f}" for k, v in m.weights.items()} for m in (champion, model))),
        ("calibrator", champion.calibrator, model.calibrator),
        *_by_name("recipe:", champion.recipe, model.recipe),
        *_features(champion.feature_names, model.feature_names),
        *_by_name("library", champion.libraries, model.libraries),
    ]
    return tuple(ModelChange(*pair) for pair in pairs if pair[1] != pair[2])


def _by_name(what: str, before: dict[str, str], now: dict[str, str]) -> list[tuple[str, str, str]]:
    names = dict.fromkeys((*before, *now))
    return [(f"{what} {name.replace('_', ' ')}", before.get(name, "–"), now.get(name, "–")) for name in names]


def _features(before: tuple[str, ...], now: tuple[str, ...]) -> list[tuple[str, str, str]]:
    gone, new = (", ".join(sorted(set(a) - set(b))) or "–" for a, b in ((before, now), (now, before)))
    return [("number of features", str(len(before)), str(len(now))), ("features that differ", gone, new)]
