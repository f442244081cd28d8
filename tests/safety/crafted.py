"""Bundles as they might be found: damaged by chance, or crafted by someone who knows how they are read."""

import hashlib
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from pikkit.training.bundle import MANIFEST

TREES = "movement_trees.member"
Craft = Callable[[Path], None]


def mutated(bundle: Path, folder: Path, seed: int) -> Path:
    """A copy with one change somewhere in its trees' file, which its manifest vouches for."""
    copy = Path(shutil.copytree(bundle, folder / f"mutated {seed}"))
    rng = random.Random(seed)
    content = bytearray((copy / TREES).read_bytes())
    kind, at = seed % 5, rng.randrange(len(content))
    if kind == 0:
        content[at] = rng.randrange(256)
    elif kind == 1:
        content[at : at + 8] = rng.randbytes(8)
    elif kind == 2:
        del content[at : at + rng.randrange(1, 64)]
    elif kind == 3:
        del content[at:]
    else:
        content[at:at] = bytes(rng.randrange(1, 64))
    (copy / TREES).write_bytes(content)
    vouch(copy)
    return copy


def vouch(bundle: Path) -> None:
    """Have the manifest tell the digests that the files now have, as whoever crafts a bundle would."""
    change_manifest(bundle, lambda said: {"sha256": {name: _digest(bundle / name) for name in said["sha256"]}})


def change_manifest(bundle: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Write other values into a manifest."""
    said = json.loads((bundle / MANIFEST).read_text())
    (bundle / MANIFEST).write_text(json.dumps(said | change(said)))


def change_trees(bundle: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change what XGBoost's JSON says of the first tree, and write it back as a file that XGBoost reads."""
    import xgboost as xgb

    booster = xgb.Booster()
    booster.load_model(bytearray((bundle / TREES).read_bytes()))
    document = json.loads(booster.save_raw("json"))
    change(document["learner"])
    (bundle / TREES).write_text(json.dumps(document))
    vouch(bundle)


def first_tree(learner: dict[str, Any]) -> dict[str, Any]:
    return dict.__getitem__(learner["gradient_booster"]["model"], "trees")[0]  # type: ignore[no-any-return]


def arrays(bundle: Path, member: str, **changed: Any) -> None:
    """Other arrays in a member that is nothing but arrays."""
    path = bundle / f"{member}.member"
    with np.load(path, allow_pickle=False) as found:
        kept = {name: found[name] for name in found.files}
    with path.open("wb") as file:
        np.savez(file, **kept | changed)
    vouch(bundle)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
